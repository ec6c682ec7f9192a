import type { Timeline, TimeRange } from '../../../shared/ipc/contract.ts';
import { rangeOf } from '../../ui/time-range.ts';

const LEAST = 3;

/** Heights in logarithmic scale, since one installation day dwarfs all later changes; what is not zero can be seen. */
export function barHeights(counts: readonly number[], height: number): number[] {
  const most = Math.max(1, ...counts);
  return counts.map((count) =>
    count === 0 ? 0 : Math.max(LEAST, (Math.log1p(count) / Math.log1p(most)) * height),
  );
}

export function busiest({ bins }: Timeline): Timeline['bins'][number] | null {
  return bins.reduce<Timeline['bins'][number] | null>(
    (most, bin) => (bin.count > (most?.count ?? 0) ? bin : most),
    null,
  );
}

const TICKS = 5;
const HOUR = 3_600_000;

/** Times at equal distances, first and last included: dates, and times of day where less than a week is shown. */
export function axisTicks({ from, to }: Pick<Timeline, 'from' | 'to'>): string[] {
  const start = Date.parse(from);
  const end = Date.parse(to);
  if (!Number.isFinite(start) || !Number.isFinite(end)) return [];
  const span = end - start;
  const ticks = Array.from({ length: TICKS }, (_, at) => {
    const [day = '', time = ''] = new Date(start + (span * at) / (TICKS - 1)).toISOString().split('T');
    if (span >= 168 * HOUR) return day;
    return `${day} ${time.slice(0, span < HOUR ? 8 : 5)}`;
  });
  return [...new Set(ticks)];
}

/** Width of one bin in milliseconds; all are alike. */
function binWidth({ bins, from, to }: Timeline): number {
  const first = Date.parse(bins[0]?.from ?? from);
  const last = Date.parse(bins.at(-1)?.from ?? to);
  return bins.length > 1 ? (last - first) / (bins.length - 1) : Math.max(1, Date.parse(to) - first);
}

/** Moment at the left edge of a bin; `bins.length` gives the end of the last. */
export function edgeTime(timeline: Timeline, edge: number): number {
  return Date.parse(timeline.bins[0]?.from ?? timeline.from) + edge * binWidth(timeline);
}

/** The time from one edge to another; null where that is all of it. */
export function rangeOfEdges(timeline: Timeline, one: number, other: number): TimeRange | null {
  const [first, last] = [Math.min(one, other), Math.max(one, other)];
  if (first <= 0 && last >= timeline.bins.length) return null;
  return rangeOf(edgeTime(timeline, first), edgeTime(timeline, last));
}

/** Where a time begins and ends on the chart, in bins and parts of bins; all of it without one. */
export function edgesOfRange(timeline: Timeline, range: TimeRange | null): readonly [number, number] {
  const end = timeline.bins.length;
  if (range === null) return [0, end];
  const width = binWidth(timeline);
  const at = (time: string): number =>
    Math.max(0, Math.min(end, (Date.parse(time) - edgeTime(timeline, 0)) / width));
  return [at(range.from), at(range.to)];
}

const FAR = 8;
const NEAR = 0.02;

/** Where a key moves one end of the brush; null: not a key of movement. `other` is the end that it must not pass. */
export function moveEdge(
  key: string,
  shift: boolean,
  at: number,
  bounds: { readonly low: number; readonly high: number },
): number | null {
  const step = shift ? FAR : 1;
  // Times are whole seconds, so that what lies on an edge may be a little beside it.
  const near = Math.round(at);
  const [below, above] = Math.abs(at - near) < NEAR ? [near, near] : [Math.floor(at), Math.ceil(at)];
  const to = {
    ArrowLeft: above - step,
    ArrowDown: above - step,
    ArrowRight: below + step,
    ArrowUp: below + step,
    PageDown: above - FAR,
    PageUp: below + FAR,
    Home: bounds.low,
    End: bounds.high,
  }[key];
  return to === undefined ? null : Math.max(bounds.low, Math.min(bounds.high, to));
}
