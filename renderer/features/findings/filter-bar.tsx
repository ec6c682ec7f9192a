import { COMPONENTS } from '../../../shared/components.ts';
import { PLATFORMS } from '../../../shared/platforms.ts';
import { visibleText } from '../../../shared/text.ts';
import { useStore } from '../../store/store.ts';
import { VERDICT_ORDER } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { formatCount, plural, words } from '../../ui/format.ts';
import { LevelChips } from '../../ui/level-chips.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Select } from '../../ui/select.tsx';
import { TimeRangeChip } from '../../ui/time-range-chip.tsx';

const PLATFORM_NAMES = { windows: 'Windows', linux: 'Linux', macos: 'macOS' } as const;

interface FilterBarProps {
  readonly shown: number;
  readonly total: number;
  readonly problem: string | null;
  /** Techniques of the findings there are. */
  readonly techniques: readonly string[];
}

export function FilterBar({ shown, total, problem, techniques }: FilterBarProps) {
  const filter = useStore((store) => store.filters.findings);
  const own = useStore((store) => store.findingFilter);
  const levels = useStore((store) => store.overview?.summary.levels);
  const setFilter = useStore((store) => store.setFilter);
  const setOwn = useStore((store) => store.setFindingFilter);
  const clear = useStore((store) => store.clearFilter);
  const range = useStore((store) => store.timeRange);
  const filtered =
    range !== null ||
    filter.text !== '' ||
    filter.levels.length > 0 ||
    own.component !== null ||
    own.technique !== null ||
    own.verdict !== null ||
    own.platform !== null;
  const offered =
    own.technique === null || techniques.includes(own.technique)
      ? techniques
      : [own.technique, ...techniques];
  return (
    <div className="bar">
      <input
        className="input grow"
        type="search"
        data-filter
        aria-label="Filter findings"
        aria-invalid={problem !== null || undefined}
        placeholder="Filter: words, -not, Title:text   ( / )"
        value={filter.text}
        onChange={({ target }) => setFilter('findings', { text: target.value })}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      <LevelChips
        chosen={filter.levels}
        {...(levels && { counts: levels })}
        onChange={(chosen) => setFilter('findings', { levels: chosen })}
      />
      <Select
        label="Component"
        all="All components"
        value={own.component}
        options={COMPONENTS.map((value) => ({ value, text: words(value) }))}
        onChange={(component) => setOwn({ component })}
      />
      <Select
        label="Technique"
        all="All techniques"
        value={own.technique}
        options={offered.map((value) => ({ value, text: visibleText(value).slice(0, 40) }))}
        onChange={(technique) => setOwn({ technique })}
      />
      <Select
        label="Verdict"
        all="All verdicts"
        value={own.verdict}
        options={VERDICT_ORDER.map((value) => ({ value, text: value }))}
        onChange={(verdict) => setOwn({ verdict })}
      />
      <Select
        label="Platform"
        all="All platforms"
        value={own.platform}
        options={PLATFORMS.map((value) => ({ value, text: PLATFORM_NAMES[value] }))}
        onChange={(platform) => setOwn({ platform })}
      />
      <Segments
        label="Group by"
        value={own.groupBy}
        options={[
          { value: 'service', text: 'by service' },
          { value: 'rule', text: 'by rule' },
        ]}
        onChange={(groupBy) => setOwn({ groupBy })}
      />
      <span className="bar-end muted" role="status">
        {shown === total ? plural(total, 'finding') : `${formatCount(shown)} of ${plural(total, 'finding')}`}
      </span>
      <TimeRangeChip />
      {filtered && (
        <Button look="link" onClick={() => clear('findings')}>
          clear filters
        </Button>
      )}
      {problem !== null && <span className="field-problem">{problem}</span>}
    </div>
  );
}
