/** A cell of the grid. Row -1 is the header: it is part of the grid, so that sorting needs no mouse. */
export interface GridPosition {
  readonly row: number;
  readonly column: number;
}

export interface GridExtent {
  readonly rows: number;
  readonly columns: number;
  /** Whole rows in sight. */
  readonly pageRows: number;
}

export interface GridKey {
  readonly key: string;
  /** Ctrl, or Command on a Mac. */
  readonly ctrl: boolean;
}

const HEADER = -1;

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}

/** Where the grid pattern of the W3C (APG, "Keyboard Interaction For Data Grids") goes with a key; null: not a key of movement. */
export function moveInGrid(
  from: GridPosition,
  { key, ctrl }: GridKey,
  extent: GridExtent,
): GridPosition | null {
  const lastRow = extent.rows - 1;
  const lastColumn = Math.max(0, extent.columns - 1);
  const page = Math.max(1, extent.pageRows - 1);
  const at = (row: number, column: number): GridPosition => ({
    row: clamp(row, HEADER, lastRow),
    column: clamp(column, 0, lastColumn),
  });
  switch (key) {
    case 'ArrowUp':
      return at(from.row - 1, from.column);
    case 'ArrowDown':
      return at(from.row + 1, from.column);
    case 'ArrowLeft':
      return at(from.row, from.column - 1);
    case 'ArrowRight':
      return at(from.row, from.column + 1);
    case 'Home':
      return ctrl ? at(0, 0) : at(from.row, 0);
    case 'End':
      return ctrl ? at(lastRow, lastColumn) : at(from.row, lastColumn);
    case 'PageUp':
      // From the data, a page never lands on the header.
      return from.row === HEADER ? from : at(Math.max(0, from.row - page), from.column);
    case 'PageDown':
      return at(Math.max(0, from.row) + page, from.column);
    default:
      return null;
  }
}
