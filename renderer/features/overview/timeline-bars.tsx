import type { Timeline } from '../../../shared/ipc/contract.ts';
import { barHeights } from './timeline-scale.ts';

const HEIGHT = 72;

interface TimelineBarsProps {
  readonly timeline: Timeline;
  /** Bin under the pointer. */
  readonly at: number | null;
  readonly label: string;
}

export function TimelineBars({ timeline, at, label }: TimelineBarsProps) {
  const heights = barHeights(
    timeline.bins.map((bin) => bin.count),
    HEIGHT,
  );
  return (
    <svg
      className="timeline"
      viewBox={`0 0 ${timeline.bins.length} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {at !== null && <rect className="bin-at" x={at} y={0} width={1} height={HEIGHT} />}
      {timeline.bins.map((bin, index) => (
        <rect
          key={bin.from}
          className={`bin bin-${bin.worst ?? 'none'}`}
          x={index + 0.08}
          y={HEIGHT - (heights[index] ?? 0)}
          width={0.84}
          height={heights[index] ?? 0}
        />
      ))}
    </svg>
  );
}
