// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be a virtualised grid
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active cell (aria-activedescendant)
import { memo } from 'react';
import type { ColumnSpec } from './column-layout.ts';
import { CellContent } from './grid-cell.tsx';
import { rowMarks, rowTone } from './row-marks.ts';
import { cellOf, type GridRow } from './row-source.ts';

export interface GridRowViewProps {
  readonly gridId: string;
  readonly index: number;
  /** Pixels from the top of the rows. */
  readonly top: number;
  readonly row: GridRow | undefined;
  readonly columns: readonly string[];
  readonly shown: readonly ColumnSpec[];
  /** Column of the active cell; -1 when the active cell is in another row. */
  readonly active: number;
  /** Its record stands in the detail pane. */
  readonly open: boolean;
  /** Below the heading of a group. */
  readonly grouped: boolean;
}

/** Only drawn again when something of it changed: scrolling must cost the new rows alone. */
export const GridRowView = memo(function GridRowView(props: GridRowViewProps) {
  const { gridId, index, top, row, columns, shown, active, open, grouped } = props;
  const marks = row === undefined ? [] : rowMarks(columns, row);
  return (
    <div
      role="row"
      className="grid-row"
      aria-level={grouped ? 2 : undefined}
      aria-rowindex={index + 2}
      aria-selected={open}
      aria-busy={row === undefined}
      data-row={index}
      data-tone={row === undefined ? 'none' : rowTone(columns, row, marks)}
      style={{ transform: `translateY(${top}px)` }}
    >
      {shown.map((spec, column) => (
        <div
          key={spec.id}
          role="gridcell"
          id={`${gridId}-${index}-${column}`}
          className={column === active ? 'grid-cell grid-active' : 'grid-cell'}
          aria-colindex={column + 1}
          data-column={column}
          data-kind={spec.kind ?? 'text'}
        >
          {row === undefined ? (
            <span className="grid-pending" aria-hidden="true" />
          ) : (
            <CellContent spec={spec} cell={cellOf(columns, row, spec.id)} marks={marks} />
          )}
        </div>
      ))}
    </div>
  );
});
