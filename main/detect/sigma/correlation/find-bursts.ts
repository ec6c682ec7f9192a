import type { Correlation } from './correlation-rule.ts';
import { conditionHolds } from './correlation-rule.ts';
import type { SortedItems } from './items.ts';
import type { WindowMeasure } from './window-measure.ts';

/** Windows that meet a condition and overlap, as one. */
export interface Burst {
  /** First position. */
  readonly from: number;
  /** Position after the last. */
  readonly to: number;
  /** The greatest measure of a window that meets the condition. */
  readonly peak: number;
}

/**
 * Slides a window of the timespan over each group. Both ends belong to it: events exactly one timespan apart are together.
 *
 * Which windows are asked: where more events can only help (`gt` and `gte` of counts), the one that ends at each event;
 * else only those that cannot be extended without becoming longer than the timespan. A hundred events within a minute are
 * then not "fewer than five" because such a window can be cut out of them.
 */
export class BurstFinder {
  readonly #items: SortedItems;
  readonly #measure: WindowMeasure;
  readonly #correlation: Correlation;
  readonly #timespan: number;
  readonly #growing: boolean;
  /** All rules in their order are wanted: a window begins with the first and is asked at the last. */
  readonly #wholeOrder: boolean;
  /** `[position]`: 1 where a window that meets the condition ends. */
  readonly hits: Uint8Array;

  constructor(correlation: Correlation, items: SortedItems, measure: WindowMeasure) {
    this.#items = items;
    this.#measure = measure;
    this.#correlation = correlation;
    this.#timespan = correlation.timespanSeconds * 1_000_000;
    this.#growing = onlyGrows(correlation);
    this.#wholeOrder =
      correlation.type === 'temporal_ordered' &&
      this.#growing &&
      !conditionHolds(correlation.condition, correlation.rules.length - 1);
    this.hits = new Uint8Array(items.row.length);
  }

  *find(): Generator<Burst> {
    const { groupStarts } = this.#items;
    for (let group = 0; group + 1 < groupStarts.length; group += 1) {
      const from = groupStarts[group] ?? 0;
      const to = groupStarts[group + 1] ?? 0;
      // A count is never more than the items of the group.
      if (this.#growing && !this.#holds(to - from)) continue;
      yield* this.#findIn(from, to);
    }
  }

  *#findIn(from: number, to: number): Generator<Burst> {
    const { time, link } = this.#items;
    const lastRule = this.#correlation.rules.length - 1;
    let burst: Burst | null = null;
    let left = from;
    let start = from;
    this.#measure.begin(from, to);
    for (let at = from; at < to; at += 1) {
      this.#measure.enter(at);
      const now = time[at] ?? 0;
      for (; now - (time[left] ?? 0) > this.#timespan; left += 1) this.#measure.leave(left);
      if (this.#wholeOrder ? link[at] !== lastRule : !this.#growing && this.#canExtend(left, at + 1, to))
        continue;
      const value = this.#measure.value(left);
      if (!this.#holds(value)) continue;
      this.hits[at] = 1;
      start = Math.max(start, left);
      if (this.#wholeOrder) while (start < at && link[start] !== 0) start += 1;
      if (burst !== null && start < burst.to) {
        burst = { from: burst.from, to: at + 1, peak: Math.max(burst.peak, value) };
        continue;
      }
      if (burst !== null) yield burst;
      burst = { from: start, to: at + 1, peak: value };
    }
    for (; left < to; left += 1) this.#measure.leave(left);
    if (burst !== null) yield burst;
  }

  #canExtend(left: number, next: number, to: number): boolean {
    const { time } = this.#items;
    return next < to && (time[next] ?? 0) - (time[left] ?? 0) <= this.#timespan;
  }

  #holds(value: number): boolean {
    return conditionHolds(this.#correlation.condition, value);
  }
}

const COUNTS: ReadonlySet<string> = new Set(['event_count', 'value_count', 'temporal', 'temporal_ordered']);

/** Does a window that meets the condition still meet it with more events? */
function onlyGrows({ type, condition }: Correlation): boolean {
  return COUNTS.has(type) && condition.every(({ operator }) => operator === 'gt' || operator === 'gte');
}
