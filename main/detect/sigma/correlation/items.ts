import type { Columns } from './columns.ts';
import type { CorrelationRule } from './correlation-rule.ts';
import { float64List, int32List } from './number-list.ts';
import type { Sightings } from './sightings.ts';
import { sortByTime } from './sort-by-time.ts';
import { ComboTable, NO_VALUE } from './value-table.ts';

/** What one correlation looks at, by group and then time; a position is an index into all of these. */
export interface SortedItems {
  /** Row of the sighting. */
  readonly row: Int32Array;
  /** Which entry of `rules` it is. */
  readonly link: Int32Array;
  /** Microseconds since the Unix epoch; of a chained correlation, when it became true. */
  readonly time: Float64Array;
  /** What `event_count` counts once: the event, or the burst of a chained correlation. */
  readonly unit: Int32Array;
  /** Number of the combination of values of `field`. */
  readonly value: Int32Array;
  /** The value as a number. */
  readonly number: Float64Array;
  /** First position of each group, and the end. */
  readonly groupStarts: Int32Array;
  /** Different values of `field`. */
  readonly valueCount: number;
}

/** Gathers what one correlation looks at. Events without a value for a field of `group-by` belong to no group. */
export class ItemGatherer {
  readonly #sightings: Sightings<unknown>;
  readonly #needsNumber: boolean;
  readonly #ordered: boolean;
  readonly #groupCombos = new ComboTable();
  readonly #valueCombos = new ComboTable();
  readonly #groups = new Map<number, number>();
  /** Event and group, where numbers are reckoned with: an event that two rules match has its number once. */
  readonly #reckoned: Set<number> | null;
  readonly #row = int32List();
  readonly #link = int32List();
  readonly #time = float64List();
  readonly #unit = int32List();
  readonly #value = int32List();
  readonly #number = float64List();
  readonly #group = int32List();
  readonly #max: number;
  full = false;

  constructor({ correlation }: CorrelationRule, sightings: Sightings<unknown>, max: number) {
    this.#max = max;
    this.#sightings = sightings;
    this.#needsNumber = correlation.type.startsWith('value_') && correlation.type !== 'value_count';
    this.#reckoned = this.#needsNumber && correlation.rules.length > 1 ? new Set() : null;
    this.#ordered = correlation.type === 'temporal_ordered';
  }

  add(row: number, link: number, time: number, unit: number, columns: Columns): void {
    const group = this.#combine(row, columns.groupBy, this.#groupCombos);
    if (group === NO_VALUE) return;
    const value = this.#combine(row, columns.field, this.#valueCombos);
    if (value === NO_VALUE) return;
    const number = this.#needsNumber ? this.#sightings.values.numberOf(value) : 0;
    if (Number.isNaN(number)) return;
    if (this.#row.length >= this.#max) {
      this.full = true;
      return;
    }
    let dense = this.#groups.get(group);
    if (dense === undefined) {
      dense = this.#groups.size;
      this.#groups.set(group, dense);
    }
    if (this.#reckoned !== null) {
      const key = this.#sightings.events.at(row) * 0x4000000 + dense;
      if (this.#reckoned.has(key)) return;
      this.#reckoned.add(key);
    }
    this.#row.push(row);
    this.#link.push(link);
    this.#time.push(time);
    this.#unit.push(unit);
    this.#value.push(value);
    this.#number.push(number);
    this.#group.push(dense);
  }

  /** One id for the values in these columns; 0 without columns, `NO_VALUE` when one of them is missing. */
  #combine(row: number, columns: readonly number[], combos: ComboTable): number {
    let id = 0;
    for (let at = 0; at < columns.length; at += 1) {
      const value = this.#sightings.value(row, columns[at] ?? 0);
      if (value === NO_VALUE) return NO_VALUE;
      id = at === 0 ? value : combos.pair(id, value);
    }
    return id;
  }

  sort(): SortedItems {
    const groupStarts = this.#groupStarts();
    const order = this.#byGroup(groupStarts);
    const times = this.#time.view();
    for (let group = 0; group + 1 < groupStarts.length; group += 1) {
      sortByTime(order, times, groupStarts[group] ?? 0, groupStarts[group + 1] ?? 0);
    }
    if (this.#ordered) this.#arrangeTies(order, groupStarts);
    const values = this.#value.view();
    return {
      row: permuted(order, this.#row.view(), new Int32Array(order.length)),
      link: permuted(order, this.#link.view(), new Int32Array(order.length)),
      time: permuted(order, times, new Float64Array(order.length)),
      unit: permuted(order, this.#unit.view(), new Int32Array(order.length)),
      value: permuted(order, values, new Int32Array(order.length)),
      number: permuted(order, this.#number.view(), new Float64Array(order.length)),
      groupStarts,
      valueCount: values.reduce((most, value) => Math.max(most, value + 1), 0),
    };
  }

  #groupStarts(): Int32Array {
    const starts = new Int32Array(this.#groups.size + 1);
    for (const group of this.#group.view()) starts[group + 1] = (starts[group + 1] ?? 0) + 1;
    for (let at = 1; at < starts.length; at += 1) starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0);
    return starts;
  }

  #byGroup(groupStarts: Int32Array): Int32Array {
    const next = groupStarts.slice();
    const order = new Int32Array(this.#row.length);
    const groups = this.#group.view();
    for (let item = 0; item < groups.length; item += 1) {
      const group = groups[item] ?? 0;
      const at = next[group] ?? 0;
      order[at] = item;
      next[group] = at + 1;
    }
    return order;
  }

  /**
   * Puts items of equal time in the order in which they meet an ordered correlation: the clock of a log does not tell
   * (that of syslog has whole seconds), and to miss would be worse. What one event matches stands the other way round, so
   * that one event cannot be two steps.
   */
  #arrangeTies(order: Int32Array, groupStarts: Int32Array): void {
    const ranks = new Float64Array(order.length);
    for (let group = 0; group + 1 < groupStarts.length; group += 1) {
      const end = groupStarts[group + 1] ?? 0;
      for (let from = groupStarts[group] ?? 0; from < end; ) {
        let to = from + 1;
        while (to < end && this.#timeOf(order, to) === this.#timeOf(order, from)) to += 1;
        if (to - from > 1) this.#rank(order.subarray(from, to), ranks);
        if (to - from > 1) sortByTime(order, ranks, from, to);
        from = to;
      }
    }
  }

  #timeOf(order: Int32Array, at: number): number {
    return this.#time.at(order[at] ?? 0);
  }

  /** `[item]`: the event's least rule, its greatest, the event, the rule backwards; 6, 6, 22 and 6 bits. */
  #rank(tied: Int32Array, ranks: Float64Array): void {
    const ranges = new Map<number, number>();
    for (const item of tied) {
      const link = this.#link.at(item);
      const known = ranges.get(this.#eventOf(item)) ?? link * 65;
      const least = Math.min(known >> 6, link);
      ranges.set(this.#eventOf(item), least * 64 + Math.max(known & 63, link));
    }
    for (const item of tied) {
      const event = this.#eventOf(item);
      ranks[item] = ((ranges.get(event) ?? 0) * 0x400000 + event) * 64 + 63 - this.#link.at(item);
    }
  }

  #eventOf(item: number): number {
    return this.#sightings.events.at(this.#row.at(item));
  }
}

function permuted<A extends Int32Array | Float64Array>(order: Int32Array, from: A, into: A): A {
  for (let at = 0; at < order.length; at += 1) into[at] = from[order[at] ?? 0] ?? 0;
  return into;
}
