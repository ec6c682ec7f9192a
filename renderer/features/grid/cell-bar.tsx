import { ellipsis, visibleText } from '../../../shared/text.ts';
import type { ColumnSpec } from './column-layout.ts';
import { MARKS, rowMarks } from './row-marks.ts';
import { cellOf, type GridRow } from './row-source.ts';

export interface CellBarProps {
  readonly spec: ColumnSpec | undefined;
  readonly columns: readonly string[];
  readonly row: GridRow | undefined;
}

/** Beyond this the detail pane is the place to read. */
const MOST_SHOWN = 4_000;

/** The active cell in full, as a spreadsheet's formula bar: what a tooltip would hide from keyboard and screen reader. */
export function CellBar({ spec, columns, row }: CellBarProps) {
  if (spec === undefined || row === undefined) return <div className="grid-cellbar" />;
  const cell = cellOf(columns, row, spec.id);
  const text =
    spec.kind === 'marks'
      ? rowMarks(columns, row)
          .map((mark) => MARKS[mark].says)
          .join('; ')
      : visibleText(ellipsis(String(cell ?? ''), MOST_SHOWN));
  return (
    <div className="grid-cellbar">
      <span className="grid-cellbar-name">{spec.title}</span>
      <bdi className="grid-cellbar-text">{text === '' ? '(empty)' : text}</bdi>
    </div>
  );
}
