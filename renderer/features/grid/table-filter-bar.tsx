import type { ReactNode } from 'react';
import type { Table } from '../../../shared/ipc/contract.ts';
import { visibleText } from '../../../shared/text.ts';
import { TIMED } from '../../store/filters-slice.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/button.tsx';
import { Check } from '../../ui/field.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { LevelChips } from '../../ui/level-chips.tsx';
import { TimeRangeChip } from '../../ui/time-range-chip.tsx';
import { type ColumnSpec, typedHeads } from './column-layout.ts';
import { FilterHelp } from './filter-help.tsx';
import type { PagedSource } from './paged-source.ts';

export interface TableFilterBarProps {
  readonly table: Table;
  /** `services`, `files`… as the count says it. */
  readonly noun: string;
  readonly source: PagedSource;
  readonly specs: readonly ColumnSpec[];
  readonly hasLevels: boolean;
  readonly hasKnownGood: boolean;
  /** From the field into the grid. */
  readonly onEnter: () => void;
  readonly children?: ReactNode;
}

export function TableFilterBar(props: TableFilterBarProps) {
  const { table, noun, source, hasLevels, hasKnownGood } = props;
  const filter = useStore((store) => store.filters[table]);
  const setFilter = useStore((store) => store.setFilter);
  const clear = useStore((store) => store.clearFilter);
  const range = useStore((store) => (TIMED.has(table) ? store.timeRange : null));
  const filtered = filter.text !== '' || filter.levels.length > 0 || range !== null;
  const { filterProblem, failure, total, hidden } = source;
  return (
    <div className="bar">
      <div className="filter-line">
        <input
          className="input grow"
          type="search"
          data-filter
          aria-label={`Filter ${noun}`}
          aria-invalid={filterProblem !== null || undefined}
          placeholder="Filter: words, +must, -not, Column:text   ( / )"
          maxLength={2_000}
          value={filter.text}
          onChange={({ target }) => setFilter(table, { text: target.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' && event.key !== 'ArrowDown' && event.key !== 'Escape') return;
            event.preventDefault();
            props.onEnter();
          }}
        />
        <FilterHelp columns={typedHeads(props.specs, source.columns)} />
        <span className="muted filter-count" role="status">
          {total === null ? '…' : plural(total, noun.replace(/s$/, ''))}
        </span>
        {props.children}
      </div>
      {hasLevels && <LevelChips chosen={filter.levels} onChange={(levels) => setFilter(table, { levels })} />}
      {range !== null && <TimeRangeChip />}
      {filtered && (
        <Button look="link" onClick={() => clear(table)}>
          clear filter
        </Button>
      )}
      {hasKnownGood && (
        <span className="bar-end row">
          <Check
            label="Hide verified known-good"
            checked={filter.hideKnownGood}
            aria-keyshortcuts="h"
            onChange={({ target }) => setFilter(table, { hideKnownGood: target.checked })}
          />
          <span className="filter-hidden" role="status">
            {formatCount(hidden)} hidden
          </span>
        </span>
      )}
      {filterProblem !== null && <span className="field-problem">{visibleText(filterProblem)}</span>}
      {failure !== null && (
        <span className="field-problem" role="alert">
          The rows could not be read: {visibleText(failure)}
        </span>
      )}
    </div>
  );
}
