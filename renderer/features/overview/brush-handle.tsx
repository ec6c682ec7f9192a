import type { KeyboardEvent } from 'react';
import type { Timeline } from '../../../shared/ipc/contract.ts';
import { shortTime } from '../../ui/format.ts';
import { edgeTime, moveEdge } from './timeline-scale.ts';

interface BrushHandleProps {
  readonly side: 'start' | 'end';
  readonly timeline: Timeline;
  /** Start and end of the chosen time, in bins. */
  readonly edges: readonly [number, number];
  readonly onEdges: (start: number, end: number) => void;
  readonly onClear: () => void;
}

/** One end of the chosen time, as a slider (W3C, APG, "Slider (Multi-Thumb)"): arrows move it, with Shift further. */
export function BrushHandle({ side, timeline, edges: [start, end], onEdges, onClear }: BrushHandleProps) {
  const at = side === 'start' ? start : end;
  const bounds =
    side === 'start'
      ? { low: 0, high: Math.max(0, Math.ceil(end) - 1) }
      : { low: Math.min(timeline.bins.length, Math.floor(start) + 1), high: timeline.bins.length };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = moveEdge(event.key, event.shiftKey, at, bounds);
    if (to === null && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (to === null) onClear();
    else onEdges(side === 'start' ? to : start, side === 'start' ? end : to);
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      className={`brush-handle brush-${side}`}
      aria-label={side === 'start' ? 'Start of the time to look at' : 'End of the time to look at'}
      aria-valuemin={bounds.low}
      aria-valuemax={bounds.high}
      aria-valuenow={Math.max(bounds.low, Math.min(bounds.high, Math.round(at)))}
      aria-valuetext={shortTime(new Date(edgeTime(timeline, at)).toISOString())}
      style={{ left: `${(at / timeline.bins.length) * 100}%` }}
      onKeyDown={onKeyDown}
    />
  );
}
