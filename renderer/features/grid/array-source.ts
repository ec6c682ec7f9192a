import type { RowsRequest } from '../../../shared/ipc/contract.ts';
import { compareText } from '../../../shared/text.ts';
import type { GridRow, RowSource } from './row-source.ts';

/** Rows that the window already holds (what a comparison answers), in the grid that shows all tables. */
export class ArraySource implements RowSource {
  readonly version = 0;
  readonly stale = false;
  readonly columns: readonly string[];
  readonly #rows: readonly GridRow[];

  constructor(columns: readonly string[], rows: readonly GridRow[]) {
    this.columns = columns;
    this.#rows = rows;
  }

  get total(): number {
    return this.#rows.length;
  }

  rowAt(index: number): GridRow | undefined {
    return this.#rows[index];
  }

  want(): void {}

  subscribe(): () => void {
    return () => {};
  }
}

/** Sorts as the engine does: numbers by size, text by code units, nothing last. */
export function sortRows(
  columns: readonly string[],
  rows: readonly GridRow[],
  sort: RowsRequest['sort'],
): readonly GridRow[] {
  const order = sort
    .map(({ column, descending }) => ({ at: columns.indexOf(column), sign: descending ? -1 : 1 }))
    .filter(({ at }) => at !== -1);
  if (order.length === 0) return rows;
  return [...rows].sort((a, b) => {
    for (const { at, sign } of order) {
      const result = compareCells(a.cells[at] ?? null, b.cells[at] ?? null, sign);
      if (result !== 0) return result;
    }
    return 0;
  });
}

function compareCells(a: string | number | null, b: string | number | null, sign: number): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
  return sign * compareText(String(a), String(b));
}
