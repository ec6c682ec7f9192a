import { useMemo } from 'react';
import type { Comparison } from '../../../shared/ipc/contract.ts';
import { visibleText } from '../../../shared/text.ts';
import { formatCount, plural } from '../../ui/format.ts';
import { Segments } from '../../ui/segments.tsx';
import { SplitPane } from '../../ui/split-pane.tsx';
import { ArraySource, sortRows } from '../grid/array-source.ts';
import { ColumnChooser } from '../grid/column-chooser.tsx';
import { typedHeads } from '../grid/column-layout.ts';
import { DataGrid } from '../grid/data-grid.tsx';
import { FilterHelp } from '../grid/filter-help.tsx';
import { useGridState } from '../grid/grid-layouts.ts';
import { ChangeDetail } from './change-detail.tsx';
import { CHANGES, COMPARE_CELLS, COMPARE_COLUMNS, compareRows, keepRows } from './compare-rows.ts';
import { useCompare } from './compare-store.ts';

const focusGrid = (): void => document.querySelector<HTMLElement>('main .grid-box')?.focus();

export function ComparisonView({ comparison }: { readonly comparison: Comparison }) {
  const { change, text, sort, openId, set } = useCompare();
  const { layout, active, setLayout, setActive } = useGridState('compare');
  const all = useMemo(() => compareRows(comparison), [comparison]);
  const { rows, problem } = useMemo(() => keepRows(all, change, text), [all, change, text]);
  const source = useMemo(
    () => new ArraySource(COMPARE_CELLS, sortRows(COMPARE_CELLS, rows, sort)),
    [rows, sort],
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
          aria-invalid={problem !== null || undefined}
          placeholder="Filter: words, +must, -not, Field:text   ( / )"
          maxLength={2_000}
          value={text}
          onChange={({ target }) => set({ text: target.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' && event.key !== 'Escape') return;
            event.preventDefault();
            focusGrid();
          }}
        />
        <FilterHelp columns={typedHeads(COMPARE_COLUMNS, COMPARE_CELLS)} />
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
        {problem !== null && <span className="field-problem">{visibleText(problem)}</span>}
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
