import type { TimeRange } from '../../../shared/ipc/contract.ts';
import { useStore } from '../../store/store.ts';
import { useRequest } from '../../store/use-request.ts';
import { rangeOf } from '../../ui/time-range.ts';
import { BrushChart } from './brush-chart.tsx';
import { RangeFields } from './range-fields.tsx';
import { RangeSummary } from './range-summary.tsx';
import { edgeTime } from './timeline-scale.ts';

const BINS = 96;

/** The chosen time alone, larger; dragging there narrows it further. */
function Part({
  range,
  onRange,
}: {
  readonly range: TimeRange;
  readonly onRange: (range: TimeRange) => void;
}) {
  const version = useStore((store) => store.caseVersion);
  const { value } = useRequest('case:timeline', { bins: BINS, range }, version);
  if (value === null || value.bins.length === 0) return null;
  return (
    <BrushChart
      label="The chosen time"
      timeline={value}
      range={null}
      handles={false}
      onRange={(part) => part !== null && onRange(part)}
    />
  );
}

/** When services last changed, by the times that the evidence itself holds. What is chosen here filters events, findings and services. */
export function TimelinePanel() {
  const version = useStore((store) => store.caseVersion);
  const range = useStore((store) => store.timeRange);
  const setRange = useStore((store) => store.setTimeRange);
  const { value, error } = useRequest('case:timeline', { bins: BINS }, version);
  const all = value === null || value.bins.length === 0 ? null : value;
  return (
    <section className="panel timeline-panel" aria-labelledby="timeline">
      <div className="panel-head">
        <h2 id="timeline">Changes over time</h2>
        <span className="muted small">
          Drag to look at a part. Bars in logarithmic height, coloured by the worst finding
        </span>
      </div>
      {error !== null && <p className="field-problem">{error.message}</p>}
      {value !== null && all === null && <p className="muted">The evidence holds no times of change.</p>}
      {all !== null && (
        <>
          <BrushChart label="Service changes" timeline={all} range={range} handles onRange={setRange} />
          {range !== null && <RangeSummary range={range} />}
          {range !== null && <Part range={range} onRange={setRange} />}
          <RangeFields
            key={`${range?.from} ${range?.to} ${version}`}
            range={range ?? rangeOf(edgeTime(all, 0), edgeTime(all, all.bins.length))}
            onRange={setRange}
          />
        </>
      )}
    </section>
  );
}
