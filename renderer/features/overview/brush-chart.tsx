import { type PointerEvent, useRef, useState } from 'react';
import type { Timeline, TimeRange } from '../../../shared/ipc/contract.ts';
import { plural, shortTime } from '../../ui/format.ts';
import { rangeText } from '../../ui/time-range.ts';
import { BrushHandle } from './brush-handle.tsx';
import { TimelineBars } from './timeline-bars.tsx';
import { axisTicks, busiest, edgesOfRange, rangeOfEdges } from './timeline-scale.ts';

interface BrushChartProps {
  readonly label: string;
  readonly timeline: Timeline;
  readonly range: TimeRange | null;
  readonly onRange: (range: TimeRange | null) => void;
  /** Ends that keys move; the chart of a part has none, the whole has them. */
  readonly handles: boolean;
}

interface Drag {
  readonly from: number;
  readonly to: number;
}

/** Bars over time; what is dragged over becomes the chosen time. */
export function BrushChart({ label, timeline, range, onRange, handles }: BrushChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<number | null>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const count = timeline.bins.length;
  const binAt = (event: PointerEvent): number => {
    const { left = 0, width = 1 } = box.current?.getBoundingClientRect() ?? {};
    return Math.max(0, Math.min(count - 1, Math.floor(((event.clientX - left) / width) * count)));
  };
  const dragged =
    drag && rangeOfEdges(timeline, Math.min(drag.from, drag.to), Math.max(drag.from, drag.to) + 1);
  const [start, end] = drag
    ? [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to) + 1]
    : edgesOfRange(timeline, range);
  const chosen = at === null ? null : timeline.bins[at];
  const most = busiest(timeline);
  const line = dragged
    ? rangeText(dragged)
    : chosen
      ? `${shortTime(chosen.from)}: ${plural(chosen.count, 'change')}${chosen.worst === null ? '' : `, worst finding ${chosen.worst}`}`
      : most && `Most at ${shortTime(most.from)}: ${plural(most.count, 'change')}.`;
  const share = (edge: number): string => `${(edge / count) * 100}%`;
  return (
    <div className="brush-chart">
      <div
        ref={box}
        className="brush"
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag({ from: binAt(event), to: binAt(event) });
        }}
        onPointerMove={(event) => {
          setAt(binAt(event));
          if (drag !== null) setDrag({ ...drag, to: binAt(event) });
        }}
        onPointerUp={() => {
          if (drag !== null) onRange(dragged);
          setDrag(null);
        }}
        onPointerCancel={() => setDrag(null)}
        onPointerLeave={() => setAt(null)}
      >
        <TimelineBars
          timeline={timeline}
          at={at}
          label={`${label} from ${shortTime(timeline.from)} to ${shortTime(timeline.to)}. ${line ?? ''}`}
        />
        {(drag !== null || (range !== null && handles)) && (
          <>
            <div className="brush-out" style={{ left: 0, width: share(start) }} />
            <div className="brush-out" style={{ left: share(end), right: 0 }} />
            <div className="brush-in" style={{ left: share(start), width: share(end - start) }} />
          </>
        )}
        {handles &&
          (['start', 'end'] as const).map((side) => (
            <BrushHandle
              key={side}
              side={side}
              timeline={timeline}
              edges={[start, end]}
              onEdges={(from, to) => onRange(rangeOfEdges(timeline, from, to))}
              onClear={() => onRange(null)}
            />
          ))}
      </div>
      <div className="timeline-axis muted small">
        {axisTicks(timeline).map((tick) => (
          <span key={tick}>{tick}</span>
        ))}
      </div>
      <p className="small brush-line">{line}</p>
    </div>
  );
}
