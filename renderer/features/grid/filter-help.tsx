import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** The search box of Timeline Explorer, which responders know; docs/reference/filter.md has it whole. */
const GRAMMAR = [
  ['svchost rundll32', 'one of the words is enough'],
  ['+temp +exe', 'each of these must be there'],
  ['-microsoft', 'must not be there'],
  ['"Program Files"', 'a phrase, blanks and all'],
] as const;

/** The same with columns that this page has. */
function examples(columns: readonly string[]): readonly (readonly [string, string])[] {
  const [, second = '', third = second] = columns;
  const services = columns.includes('Account') && columns.includes('Program');
  return [
    ...GRAMMAR,
    [services ? 'Account:LocalSystem' : `${second}:temp`, 'in this column only'],
    [services ? '-Program:"\\Windows\\"' : `-${third}:"two words"`, 'signs, columns and quotes go together'],
  ];
}

export function FilterHelp({ columns }: { readonly columns: readonly string[] }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="quiet" small aria-haspopup="dialog" onClick={() => setOpen(true)}>
        How to filter
      </Button>
      <Dialog title="How to filter" open={open} onClose={() => setOpen(false)}>
        <table className="table filter-help">
          <thead>
            <tr>
              <th>Typed</th>
              <th>Keeps the rows where</th>
            </tr>
          </thead>
          <tbody>
            {examples(columns).map(([typed, means]) => (
              <tr key={typed}>
                <td className="code">{typed}</td>
                <td>{means}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p>Upper and lower case are the same. The engine filters all rows, those out of sight as well.</p>
        <p className="muted">Columns here: {columns.join(', ')}</p>
      </Dialog>
    </>
  );
}
