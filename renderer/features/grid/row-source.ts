import type { Level } from '../../../shared/level.ts';

/** One row as the engine sends it: cells in the order of the source's columns. */
export interface GridRow {
  readonly id: string;
  readonly cells: readonly (string | number | null)[];
}

/** Heading of rows that share a value. */
export interface GridGroup {
  readonly key: string;
  readonly value: string | number | null;
  readonly count: number;
  readonly worst: Level | null;
  readonly open: boolean;
  /** Its place among the groups, from 1, and how many there are. */
  readonly at: number;
  readonly of: number;
}

/** Where a grid takes its rows from. The grid never holds the whole result: it asks for what is in sight. */
export interface RowSource {
  /** Rises with each change, so that React can tell. */
  readonly version: number;
  readonly columns: readonly string[];
  /** null until the first answer. */
  readonly total: number | null;
  /** What is shown belongs to the question before; the answer to the present one is under way. */
  readonly stale: boolean;
  /** undefined while the row is on its way. */
  rowAt(index: number): GridRow | undefined;
  /** Grouped rows only: the heading that stands there, and the line of the heading above a row. */
  groupAt?(index: number): GridGroup | undefined;
  headingOf?(index: number): number;
  toggle?(index: number): void;
  /** Says which rows are in sight; `to` is exclusive. */
  want(from: number, to: number): void;
  subscribe(listener: () => void): () => void;
}

/** The cell of a named column; null when the row has none. */
export function cellOf(columns: readonly string[], row: GridRow, column: string): string | number | null {
  const at = columns.indexOf(column);
  return at === -1 ? null : (row.cells[at] ?? null);
}
