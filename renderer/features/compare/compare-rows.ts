import { condense } from '../../../shared/condense-changes.ts';
import { parseFilter } from '../../../shared/filter-terms.ts';
import type { Comparison } from '../../../shared/ipc/contract.ts';
import { visibleText } from '../../../shared/text.ts';
import { countWords } from '../../ui/format.ts';
import type { ColumnSpec } from '../grid/column-layout.ts';
import type { GridRow } from '../grid/row-source.ts';
import { fieldWords } from './field-words.ts';

export const CHANGES = ['added', 'removed', 'changed'] as const;
export type Change = (typeof CHANGES)[number];

export const COMPARE_COLUMNS: readonly ColumnSpec[] = [
  { id: 'change', title: 'Change', width: 110, kind: 'change' },
  { id: 'name', title: 'Service', width: 220 },
  { id: 'field', title: 'Field', width: 190 },
  { id: 'before', title: 'Before', width: 340, kind: 'code' },
  { id: 'after', title: 'Now', width: 340, kind: 'code' },
];
export const COMPARE_CELLS: readonly string[] = COMPARE_COLUMNS.map(({ id }) => id);

/** One row a changed field, so that the grid can sort and show it like any other table. */
export function compareRows({ added, removed, changed }: Comparison): readonly GridRow[] {
  const whole = (change: Change, services: Comparison['added']): GridRow[] =>
    services.map(({ id, name }) => ({ id, cells: [change, name, null, null, null] }));
  return [
    ...changed.flatMap(({ id, name, fields }) =>
      condense(fields, countWords).map(
        ({ field, before, after }): GridRow => ({
          id,
          cells: ['changed', name, fieldWords(field), before, after],
        }),
      ),
    ),
    ...whole('added', added),
    ...whole('removed', removed),
  ];
}

/** Columns as a filter names them: `Service:spooler`, `Now:temp`. */
const HEADS = { service: 'name', now: 'after' } as const;

export interface KeptRows {
  readonly rows: readonly GridRow[];
  /** What of the filter was not understood; null when all was. */
  readonly problem: string | null;
}

/** The rows of one kind of change, or of all, that a filter lets through: the same language as everywhere (docs/reference/filter.md). */
export function keepRows(rows: readonly GridRow[], change: Change | null, filter: string): KeptRows {
  const { terms, problem } = parseFilter(filter, COMPARE_CELLS, HEADS);
  const looked = terms.map(({ want, column, text }) => ({
    want,
    at: column === null ? null : COMPARE_CELLS.indexOf(column),
    text: visibleText(text).toLowerCase(),
  }));
  const any = looked.filter(({ want }) => want === 'any');
  const kept = rows.filter(({ cells }) => {
    if (change !== null && cells[0] !== change) return false;
    const shown = cells.map((cell) => visibleText(String(cell ?? '')).toLowerCase());
    const line = shown.join('\n');
    const holds = ({ at, text }: (typeof looked)[number]) =>
      (at === null ? line : (shown[at] ?? '')).includes(text);
    return (
      looked.every((term) => term.want === 'any' || holds(term) === (term.want === 'must')) &&
      (any.length === 0 || any.some(holds))
    );
  });
  return { rows: kept, problem };
}
