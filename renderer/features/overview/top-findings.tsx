import { useStore } from '../../store/store.ts';
import { useRequest } from '../../store/use-request.ts';
import { LevelBadge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { CodeText } from '../../ui/code-text.tsx';
import { plural, withShortTimes } from '../../ui/format.ts';
import { findingRows } from '../findings/finding-rows.ts';

const SHOWN = 7;

export function TopFindings({ total }: { readonly total: number }) {
  const version = useStore((store) => store.caseVersion);
  const openRecord = useStore((store) => store.openRecord);
  const go = useStore((store) => store.go);
  const { value, error } = useRequest(
    'case:rows',
    {
      table: 'findings',
      filter: '',
      levels: [],
      hideKnownGood: false,
      sort: [{ column: 'level', descending: true }],
      offset: 0,
      limit: SHOWN,
    },
    version,
  );
  const rows = value === null ? [] : findingRows(value);
  return (
    <section className="panel top-findings" aria-labelledby="top-findings">
      <div className="panel-head">
        <h2 id="top-findings">Look at these first</h2>
        {total > SHOWN && (
          <Button look="link" onClick={() => go('findings')}>
            all {plural(total, 'finding')}
          </Button>
        )}
      </div>
      {error !== null && <p className="field-problem">{error.message}</p>}
      {value !== null && rows.length === 0 && (
        <p className="muted">
          No rule matched what was collected. See the coverage for what was not looked at.
        </p>
      )}
      <ol className="plain">
        {rows.map((row) => (
          <li key={row.id} className="top-finding">
            <LevelBadge level={row.level} />
            <div>
              <Button look="link" onClick={() => openRecord('findings', row.id)}>
                <strong>
                  <CodeText text={row.subject} plain limit={80} />
                </strong>{' '}
                <CodeText text={row.title} prose plain limit={160} />
              </Button>
              <p className="muted">
                <CodeText text={withShortTimes(row.why)} prose plain limit={220} />
              </p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
