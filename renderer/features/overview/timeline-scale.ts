import type { Timeline } from '../../../shared/ipc/contract.ts';

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

/** Dates at equal distances, first and last included. */
export function dayTicks({ from, to }: Pick<Timeline, 'from' | 'to'>): string[] {
  const start = Date.parse(from);
  const end = Date.parse(to);
  if (!Number.isFinite(start) || !Number.isFinite(end)) return [];
  const days = Array.from({ length: TICKS }, (_, at) =>
    new Date(start + ((end - start) * at) / (TICKS - 1)).toISOString().replace(/T.*/, ''),
  );
  return [...new Set(days)];
}
