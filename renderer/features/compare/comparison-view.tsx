import { useMemo } from 'react';
import type { Comparison } from '../../../shared/ipc/contract.ts';
import { formatCount, plural } from '../../ui/format.ts';
import { Segments } from '../../ui/segments.tsx';
import { SplitPane } from '../../ui/split-pane.tsx';
import { ArraySource, sortRows } from '../grid/array-source.ts';
import { ColumnChooser } from '../grid/column-chooser.tsx';
import { DataGrid } from '../grid/data-grid.tsx';
import { useGridState } from '../grid/grid-layouts.ts';
import { ChangeDetail } from './change-detail.tsx';
import { CHANGES, COMPARE_CELLS, COMPARE_COLUMNS, compareRows, keepRows } from './compare-rows.ts';
import { useCompare } from './compare-store.ts';

const focusGrid = (): void => document.querySelector<HTMLElement>('main .grid-box')?.focus();

export function ComparisonView({ comparison }: { readonly comparison: Comparison }) {
  const { change, text, sort, openId, set } = useCompare();
  const { layout, active, setLayout, setActive } = useGridState('compare');
  const all = useMemo(() => compareRows(comparison), [comparison]);
  const source = useMemo(
    () => new ArraySource(COMPARE_CELLS, sortRows(COMPARE_CELLS, keepRows(all, change, text), sort)),
    [all, change, text, sort],
  );
  const keys = useMemo(
    () => ({
      Escape: () => {
        set({ openId: null });
        focusGrid();
      },
    }),
    [set],
  );
  return (
    <>
      <div className="bar">
        <input
          className="input grow"
          type="search"
          data-filter
          aria-label="Filter changes"
          placeholder="Filter: every word must be there   ( / )"
          value={text}
          onChange={({ target }) => set({ text: target.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' && event.key !== 'Escape') return;
            event.preventDefault();
            focusGrid();
          }}
        />
        <Segments
          label="Changes to show"
          value={change ?? 'all'}
          options={[
            { value: 'all' as const, text: 'all' },
            ...CHANGES.map((value) => ({ value, text: `${formatCount(comparison[value].length)} ${value}` })),
          ]}
          onChange={(value) => set({ change: value === 'all' ? null : value })}
        />
        <span className="bar-end muted filter-count" role="status">
          {plural(source.total, 'row')}
        </span>
        <ColumnChooser
          specs={COMPARE_COLUMNS}
          available={COMPARE_CELLS}
          layout={layout}
          onLayout={setLayout}
        />
      </div>
      <div className="fill">
        <SplitPane
          name="compare"
          label="change"
          initial={36}
          start={
            <DataGrid
              name="compare"
              label="changes"
              source={source}
              specs={COMPARE_COLUMNS}
              layout={layout}
              onLayout={setLayout}
              sort={sort}
              onSort={(next) => set({ sort: next })}
              active={active}
              onActive={setActive}
              openId={openId}
              onOpen={({ id }) => set({ openId: id })}
              empty={
                all.length === 0 ? 'The two cases have the same services.' : 'No change passes the filter.'
              }
            />
          }
          end={openId === null ? null : <ChangeDetail comparison={comparison} id={openId} keys={keys} />}
        />
      </div>
    </>
  );
}
