import { useStore } from '../store/store.ts';
import { Button } from './button.tsx';
import { rangeText } from './time-range.ts';

/** On every page that the chosen time filters: that it does, and the way out. */
export function TimeRangeChip() {
  const range = useStore((store) => store.timeRange);
  const setRange = useStore((store) => store.setTimeRange);
  const go = useStore((store) => store.go);
  if (range === null) return null;
  return (
    <span className="range-chip">
      <Button look="link" onClick={() => go('overview')} title="Change it on the timeline">
        {rangeText(range)}
      </Button>
      <Button look="quiet" small icon="close" aria-label="All times again" onClick={() => setRange(null)} />
    </span>
  );
}
