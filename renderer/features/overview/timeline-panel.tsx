import { useState } from 'react';
import type { Timeline } from '../../../shared/ipc/contract.ts';
import { useStore } from '../../store/store.ts';
import { useRequest } from '../../store/use-request.ts';
import { plural, shortTime } from '../../ui/format.ts';
import { barHeights, busiest, dayTicks } from './timeline-scale.ts';

const BINS = 96;
const HEIGHT = 72;

function Bars({ timeline }: { readonly timeline: Timeline }) {
  const [at, setAt] = useState<number | null>(null);
  const heights = barHeights(
    timeline.bins.map((bin) => bin.count),
    HEIGHT,
  );
  const chosen = at === null ? null : timeline.bins[at];
  const most = busiest(timeline);
  const line =
    chosen == null
      ? most && `Most at ${shortTime(most.from)}: ${plural(most.count, 'change')}.`
      : `${shortTime(chosen.from)}: ${plural(chosen.count, 'change')}${chosen.worst === null ? '' : `, worst finding ${chosen.worst}`}`;
  return (
    <>
      <svg
        className="timeline"
        viewBox={`0 0 ${timeline.bins.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Service changes from ${shortTime(timeline.from)} to ${shortTime(timeline.to)}. ${line ?? ''}`}
        onPointerLeave={() => setAt(null)}
      >
        {timeline.bins.map((bin, index) => (
          <g key={bin.from} onPointerEnter={() => setAt(index)}>
            <rect className="bin-hit" x={index} y={0} width={1} height={HEIGHT} />
            <rect
              className={`bin bin-${bin.worst ?? 'none'}`}
              x={index + 0.08}
              y={HEIGHT - (heights[index] ?? 0)}
              width={0.84}
              height={heights[index] ?? 0}
            />
          </g>
        ))}
      </svg>
      <div className="timeline-axis muted small">
        {dayTicks(timeline).map((tick) => (
          <span key={tick}>{tick}</span>
        ))}
      </div>
      <p className="small">{line}</p>
    </>
  );
}

/** When services last changed, by the times that the evidence itself holds. */
export function TimelinePanel() {
  const version = useStore((store) => store.caseVersion);
  const { value, error } = useRequest('case:timeline', { bins: BINS }, version);
  return (
    <section className="panel timeline-panel" aria-labelledby="timeline">
      <div className="panel-head">
        <h2 id="timeline">Changes over time</h2>
        <span className="muted small">bars in logarithmic height, coloured by the worst finding</span>
      </div>
      {error !== null && <p className="field-problem">{error.message}</p>}
      {value !== null && value.bins.length === 0 && (
        <p className="muted">The evidence holds no times of change.</p>
      )}
      {value !== null && value.bins.length > 0 && <Bars timeline={value} />}
    </section>
  );
}
