// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be a virtualised grid
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active cell (aria-activedescendant)
import { type PointerEvent, useRef } from 'react';
import { type ColumnLayout, type ColumnSpec, setWidth, widthOf } from './column-layout.ts';
import { ariaSort, type SortOrder } from './sort-order.ts';

export interface GridHeaderProps {
  readonly gridId: string;
  readonly shown: readonly ColumnSpec[];
  readonly layout: ColumnLayout;
  readonly onLayout: (layout: ColumnLayout) => void;
  readonly sort: SortOrder;
  /** Column of the active cell when it is in the header, else -1. */
  readonly active: number;
}

export function GridHeader({ gridId, shown, layout, onLayout, sort, active }: GridHeaderProps) {
  return (
    <div role="row" className="grid-head" aria-rowindex={1} data-row={-1}>
      {shown.map((spec, column) => {
        const order = ariaSort(sort, spec.id);
        return (
          <div
            key={spec.id}
            role="columnheader"
            id={`${gridId}--1-${column}`}
            className={column === active ? 'grid-headcell grid-active' : 'grid-headcell'}
            aria-colindex={column + 1}
            aria-sort={spec.derived === true ? undefined : order}
            data-column={column}
            data-kind={spec.kind ?? 'text'}
          >
            <span className="grid-title">{spec.title}</span>
            {order !== 'none' && (
              <span className="grid-order" aria-hidden="true">
                {order === 'ascending' ? '▲' : '▼'}
                {sort.length > 1 && sort.findIndex((entry) => entry.column === spec.id) + 1}
              </span>
            )}
            <Resizer spec={spec} layout={layout} onLayout={onLayout} />
          </div>
        );
      })}
    </div>
  );
}

interface ResizerProps {
  readonly spec: ColumnSpec;
  readonly layout: ColumnLayout;
  readonly onLayout: (layout: ColumnLayout) => void;
}

/** The edge that a mouse drags; keys do the same on the header cell (Shift with the arrows). */
function Resizer({ spec, layout, onLayout }: ResizerProps) {
  const start = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const begin = (event: PointerEvent<HTMLSpanElement>): void => {
    event.preventDefault();
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, width: widthOf(spec, layout) };
  };
  const drag = (event: PointerEvent<HTMLSpanElement>): void => {
    if (start.current === null) return;
    onLayout(setWidth(layout, spec.id, start.current.width + event.clientX - start.current.x));
  };
  return (
    <span
      className="grid-resizer"
      aria-hidden="true"
      onPointerDown={begin}
      onPointerMove={drag}
      onPointerUp={() => {
        start.current = null;
      }}
      onClick={(event) => event.stopPropagation()}
    />
  );
}
