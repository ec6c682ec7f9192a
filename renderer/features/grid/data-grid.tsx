// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be a virtualised grid
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active cell (aria-activedescendant)
// biome-ignore-all lint/a11y/noStaticElementInteractions: its role is grid or treegrid
// biome-ignore-all lint/a11y/useAriaPropsSupportedByRole: its role is grid or treegrid
import { type KeyboardEvent, type MouseEvent, useId, useRef } from 'react';
import { copyText } from '../../ui/copy-text.ts';
import { CellBar } from './cell-bar.tsx';
import { arrangeColumns, type ColumnLayout, type ColumnSpec, isShown, widthOf } from './column-layout.ts';
import { copyCell, copyRow } from './copy-text.ts';
import { arrangeByKey } from './grid-actions.ts';
import { GridGroupRow, groupText } from './grid-group-row.tsx';
import { GridHeader } from './grid-header.tsx';
import { type GridPosition, moveInGrid } from './grid-move.ts';
import { GridRowView } from './grid-row.tsx';
import { groupMove } from './group-keys.ts';
import { cellOf, type GridRow, type RowSource } from './row-source.ts';
import { nextSort, type SortOrder } from './sort-order.ts';
import { useGridScroll } from './use-grid-scroll.ts';
import { useSource } from './use-source.ts';
import './grid.css';

/** Columns that sort from the top downwards first. */
const WORST_FIRST: ReadonlySet<ColumnSpec['kind']> = new Set(['level', 'number', 'size']);

export interface DataGridProps {
  /** Remembers where it was scrolled to under this name. */
  readonly name: string;
  readonly label: string;
  readonly source: RowSource;
  readonly specs: readonly ColumnSpec[];
  readonly layout: ColumnLayout;
  readonly onLayout: (layout: ColumnLayout) => void;
  readonly sort: SortOrder;
  readonly onSort: (sort: SortOrder) => void;
  readonly active: GridPosition;
  readonly onActive: (position: GridPosition) => void;
  /** Id of the record in the detail pane. */
  readonly openId: string | null;
  readonly onOpen: (row: GridRow) => void;
  /** Grouped rows: said of those without a value. */
  readonly none?: string;
  /** Said when no row is left. */
  readonly empty: string;
}

/**
 * All tables of the window, as the W3C's grid pattern has it. The grid itself holds the focus, one tab stop, and names its active cell:
 * so the focus survives when rows leave the page under virtualisation.
 */
export function DataGrid(props: DataGridProps) {
  const { source, layout, sort, active } = props;
  useSource(source);
  const gridId = useId();
  const box = useRef<HTMLDivElement>(null);
  const { virtual, pageRows, reveal } = useGridScroll(box, source, active.row, props.name);
  const all = arrangeColumns(props.specs, source.columns, layout);
  const shown = useStable(all.filter((column) => isShown(column, layout)));
  const total = source.total ?? 0;
  const row = active.row < total ? active.row : total - 1;
  const { none = '(nothing)' } = props;
  const grouped = source.groupAt !== undefined;
  const group = source.groupAt?.(row);
  // A heading is one cell; the column is kept for the rows below it.
  const column = group === undefined ? Math.min(active.column, shown.length - 1) : 0;
  const activeRow = row < 0 ? undefined : source.rowAt(row);

  const goTo = (position: GridPosition): void => {
    props.onActive(position);
    reveal(position);
  };
  const sortBy = (at: number, add: boolean): void => {
    const spec = shown[at];
    if (spec !== undefined && spec.derived !== true)
      props.onSort(nextSort(sort, spec.id, add, WORST_FIRST.has(spec.kind)));
  };
  const activate = (position: GridPosition, add: boolean): void => {
    if (source.groupAt?.(position.row) !== undefined) {
      source.toggle?.(position.row);
      return;
    }
    const found = source.rowAt(position.row);
    if (position.row === -1) sortBy(position.column, add);
    else if (found !== undefined) props.onOpen(found);
  };
  const copy = (whole: boolean): boolean => {
    if (group !== undefined) return copyText(groupText(group, none));
    const spec = shown[column];
    if (row === -1 || activeRow === undefined || spec === undefined) return false;
    const cells = shown.map(({ id }) => cellOf(source.columns, activeRow, id));
    return copyText(whole ? copyRow(cells) : copyCell(cellOf(source.columns, activeRow, spec.id)));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const ctrl = event.ctrlKey || event.metaKey;
    const handled = ((): boolean => {
      if (ctrl && event.key.toLowerCase() === 'c') {
        // Text that the user marked with the mouse is what they want to copy.
        return (window.getSelection()?.isCollapsed ?? true) && copy(event.shiftKey);
      }
      if (row === -1) {
        const arranged = arrangeByKey(layout, all, shown, column, {
          key: event.key,
          shift: event.shiftKey,
          alt: event.altKey,
        });
        if (arranged !== null) {
          props.onLayout(arranged.layout);
          props.onActive({ row, column: arranged.column });
          return true;
        }
      }
      if (event.altKey) return false;
      const moved = grouped ? groupMove(source, { row, column }, event.key) : null;
      if (moved !== null) {
        if (moved.kind === 'toggle') source.toggle?.(row);
        else goTo(moved.to);
        return true;
      }
      if (event.key === 'Enter' || (event.key === ' ' && row >= 0)) {
        activate({ row, column }, event.shiftKey);
        return true;
      }
      const next = moveInGrid(
        { row, column: group === undefined ? column : active.column },
        { key: event.key, ctrl },
        { rows: total, columns: shown.length, pageRows },
      );
      if (next !== null) goTo(next);
      return next !== null;
    })();
    if (handled) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  const onClick = (event: MouseEvent<HTMLDivElement>): void => {
    const at = positionOf(event.target);
    if (at === null) return;
    props.onActive(at);
    activate(at, event.shiftKey);
  };

  const template = shown.map((spec) => `${widthOf(spec, layout)}px`).join(' ');
  const width = shown.reduce((sum, spec) => sum + widthOf(spec, layout), 0);
  const style: Record<string, string> = { '--grid-columns': template, '--grid-width': `${width}px` };
  return (
    <div className="grid-frame" style={style}>
      <div
        ref={box}
        role={grouped ? 'treegrid' : 'grid'}
        className="grid-box"
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={source.total === null ? -1 : total + 1}
        aria-colcount={shown.length}
        aria-busy={source.stale}
        aria-activedescendant={total === 0 && row !== -1 ? undefined : `${gridId}-${row}-${column}`}
        data-stale={source.stale}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        <GridHeader
          gridId={gridId}
          shown={shown}
          layout={layout}
          onLayout={props.onLayout}
          sort={sort}
          active={row === -1 ? column : -1}
        />
        <div role="rowgroup" className="grid-rows" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const heading = source.groupAt?.(item.index);
            return heading !== undefined ? (
              <GridGroupRow
                key={item.key}
                gridId={gridId}
                index={item.index}
                top={item.start}
                group={heading}
                columns={shown.length}
                active={item.index === row}
                none={none}
              />
            ) : (
              <GridRowView
                key={item.key}
                gridId={gridId}
                index={item.index}
                top={item.start}
                row={source.rowAt(item.index)}
                columns={source.columns}
                shown={shown}
                active={item.index === row ? column : -1}
                open={props.openId !== null && source.rowAt(item.index)?.id === props.openId}
                grouped={grouped}
              />
            );
          })}
        </div>
      </div>
      {source.total === 0 && !source.stale && <p className="grid-empty">{props.empty}</p>}
      <CellBar spec={shown[column]} columns={source.columns} row={activeRow} />
    </div>
  );
}

/** Which cell was clicked; null beside the cells. */
function positionOf(target: EventTarget): GridPosition | null {
  if (!(target instanceof Element)) return null;
  const cell = target.closest('[data-column]');
  const row = cell?.closest('[data-row]');
  if (!(cell instanceof HTMLElement) || !(row instanceof HTMLElement)) return null;
  return { row: Number(row.dataset['row']), column: Number(cell.dataset['column']) };
}

/** The same array while it names the same columns, so that rows need not be drawn again when a width changes. */
function useStable(columns: readonly ColumnSpec[]): readonly ColumnSpec[] {
  const last = useRef(columns);
  const same =
    last.current.length === columns.length &&
    last.current.every(
      ({ id, title }, index) => id === columns[index]?.id && title === columns[index]?.title,
    );
  if (!same) last.current = columns;
  return last.current;
}
