import { useEffect, useMemo, useRef } from 'react';
import type { Table } from '../../../shared/ipc/contract.ts';
import { useKeys } from '../../app/use-shortcuts.ts';
import { useStore } from '../../store/store.ts';
import { SplitPane } from '../../ui/split-pane.tsx';
import { RecordDetail } from '../detail/record-detail.tsx';
import { ColumnChooser } from './column-chooser.tsx';
import type { ColumnSpec } from './column-layout.ts';
import { DataGrid } from './data-grid.tsx';
import { useGridState } from './grid-layouts.ts';
import type { GridPosition } from './grid-move.ts';
import { GroupBar } from './group-bar.tsx';
import type { Grouping } from './group-order.ts';
import type { SortOrder } from './sort-order.ts';
import { TableFilterBar } from './table-filter-bar.tsx';
import { useGroupedSource } from './use-grouped-source.ts';
import { useQuestion, useTableSource } from './use-table-source.ts';

export interface TablePageProps {
  readonly table: Table;
  readonly noun: string;
  readonly specs: readonly ColumnSpec[];
  readonly hasLevels: boolean;
  readonly hasKnownGood: boolean;
  /** The order until the user asks for another. */
  readonly order: SortOrder;
  /** Column by which rows stand that are alike in that order. */
  readonly alike?: string;
  readonly empty: string;
  /** What its rows may be grouped by. */
  readonly groupings?: readonly Grouping[];
}

const focusGrid = (): void => document.querySelector<HTMLElement>('main .grid-box')?.focus();
const focusDetail = (): void => document.querySelector<HTMLElement>('main .detail')?.focus();
/** A row that is only passed on the way to another is not read. */
const FOLLOW_MILLISECONDS = 120;

/** A table of the case as a page: filter, grid, and the record beside it. */
export function TablePage(props: TablePageProps) {
  const { table, noun, specs, hasLevels, hasKnownGood, order, empty, groupings = [] } = props;
  const { layout, active, setLayout, setActive } = useGridState(table);
  const grouping = groupings.find(({ column }) => column === layout.group);
  const group = grouping?.column ?? null;
  const question = useQuestion(table, order, group, props.alike);
  const rows = useTableSource(question);
  const grouped = useGroupedSource(rows, question, group);
  const source = grouped ?? rows;
  const sort = useStore((store) => store.filters[table].sort);
  const hideKnownGood = useStore((store) => store.filters[table].hideKnownGood);
  const setFilter = useStore((store) => store.setFilter);
  const openId = useStore((store) => store.selected[table]);
  const select = useStore((store) => store.select);
  const keys = useMemo(
    () => (hasKnownGood ? { h: () => setFilter(table, { hideKnownGood: !hideKnownGood }) } : {}),
    [hasKnownGood, hideKnownGood, setFilter, table],
  );
  useKeys(keys);

  const asked = useRef(question);
  useEffect(() => {
    if (asked.current === question) return;
    asked.current = question;
    // Other rows: begin at the top, but leave somebody who sorts from the header there.
    setActive({ row: Math.min(active.row, 0), column: active.column });
    document.querySelector('main .grid-box')?.scrollTo({ top: 0 });
  }, [question, active, setActive]);

  const follow = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(follow.current), []);
  const moveTo = (position: GridPosition): void => {
    setActive(position);
    clearTimeout(follow.current);
    if (openId === null || position.row === active.row) return;
    follow.current = setTimeout(() => {
      const row = source.rowAt(position.row);
      if (row !== undefined) select(table, row.id);
    }, FOLLOW_MILLISECONDS);
  };
  const open = (id: string): void => {
    clearTimeout(follow.current);
    // Enter opens it; Enter again goes into it.
    if (id === openId) focusDetail();
    else select(table, id);
  };
  // A pane that goes takes the focus with it: back to the rows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the pane opens or closes
  useEffect(() => {
    if (document.activeElement === document.body) focusGrid();
  }, [openId === null]);
  const close = (): void => {
    select(table, null);
    focusGrid();
  };
  return (
    <div className="page-fixed">
      <h1 className="visually-hidden">{noun}</h1>
      <TableFilterBar
        table={table}
        noun={noun}
        source={rows}
        specs={specs}
        hasLevels={hasLevels}
        hasKnownGood={hasKnownGood}
        onEnter={focusGrid}
      >
        {groupings.length > 0 && (
          <GroupBar
            groupings={groupings}
            specs={specs}
            layout={layout}
            onLayout={setLayout}
            source={grouped}
          />
        )}
        <ColumnChooser specs={specs} available={source.columns} layout={layout} onLayout={setLayout} />
      </TableFilterBar>
      <div className="fill">
        <SplitPane
          name={table}
          label="detail"
          initial={42}
          start={
            <DataGrid
              name={table}
              label={noun}
              source={source}
              specs={specs}
              layout={layout}
              onLayout={setLayout}
              sort={sort.length === 0 ? order : sort}
              onSort={(next) => setFilter(table, { sort: next.map((entry) => ({ ...entry })) })}
              active={active}
              onActive={moveTo}
              openId={openId}
              onOpen={(row) => open(row.id)}
              {...(grouping !== undefined && { none: grouping.none })}
              empty={empty}
            />
          }
          end={openId === null ? null : <RecordDetail table={table} id={openId} onClose={close} />}
        />
      </div>
    </div>
  );
}
