import { condense } from '../../../shared/condense-changes.ts';
import type { Comparison } from '../../../shared/ipc/contract.ts';
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

/** Each word must stand somewhere in the row. */
export function keepRows(rows: readonly GridRow[], change: Change | null, text: string): readonly GridRow[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return rows.filter(({ cells }) => {
    if (change !== null && cells[0] !== change) return false;
    const line = cells.join('\n').toLowerCase();
    return words.every((word) => line.includes(word));
  });
}
