import type { WindowMeasure } from './window-measure.ts';

/**
 * The sum or the mean of numbers. What left is never subtracted, because a huge number that came and went would leave its
 * rounding behind: sums of the older part are kept for every start, the newer part is one sum.
 */
export class SumMeasure implements WindowMeasure {
  readonly #numbers: Float64Array;
  readonly #mean: boolean;
  /** `[position]`: sum from there to before `#middle`. */
  readonly #older: Float64Array;
  #middle = 0;
  #newer = 0;
  #end = 0;

  constructor(numbers: Float64Array, mean: boolean) {
    this.#numbers = numbers;
    this.#mean = mean;
    this.#older = new Float64Array(numbers.length);
  }

  begin(from: number): void {
    this.#middle = from;
    this.#end = from;
    this.#newer = 0;
  }

  enter(at: number): void {
    this.#newer += this.#numbers[at] ?? 0;
    this.#end = at + 1;
  }

  leave(at: number): void {
    if (at < this.#middle) return;
    let sum = 0;
    for (let before = this.#end - 1; before >= at; before -= 1) {
      sum += this.#numbers[before] ?? 0;
      this.#older[before] = sum;
    }
    this.#middle = this.#end;
    this.#newer = 0;
  }

  value(from: number): number {
    const sum = (from < this.#middle ? (this.#older[from] ?? 0) : 0) + this.#newer;
    return this.#mean ? sum / (this.#end - from) : sum;
  }
}

/**
 * The percentile by nearest rank: the least number in the window that so many per cent do not exceed. Counts by rank in a
 * Fenwick tree, so that a step costs the logarithm of the group's size.
 */
export class PercentileMeasure implements WindowMeasure {
  readonly #numbers: Float64Array;
  readonly #percentile: number;
  #ranked = new Float64Array(0);
  /** `[1 + rank]` in Fenwick order. */
  #tree = new Int32Array(1);
  #count = 0;

  constructor(numbers: Float64Array, percentile: number) {
    this.#numbers = numbers;
    this.#percentile = percentile;
  }

  begin(from: number, to: number): void {
    this.#ranked = this.#numbers.slice(from, to).sort();
    this.#tree = new Int32Array(this.#ranked.length + 1);
    this.#count = 0;
  }

  enter(at: number): void {
    this.#change(at, 1);
  }

  leave(at: number): void {
    this.#change(at, -1);
  }

  value(): number {
    const wanted = Math.max(1, Math.ceil((this.#percentile * this.#count) / 100));
    let rank = 0;
    let left = wanted;
    for (let step = 2 ** Math.floor(Math.log2(this.#tree.length)); step >= 1; step /= 2) {
      const count = this.#tree[rank + step];
      if (count === undefined || count >= left) continue;
      rank += step;
      left -= count;
    }
    return this.#ranked[rank] ?? 0;
  }

  #change(at: number, by: number): void {
    this.#count += by;
    for (
      let place = this.#rankOf(this.#numbers[at] ?? 0) + 1;
      place < this.#tree.length;
      place += place & -place
    ) {
      this.#tree[place] = (this.#tree[place] ?? 0) + by;
    }
  }

  /** First place of the number among the group's. */
  #rankOf(number: number): number {
    let low = 0;
    let high = this.#ranked.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#ranked[middle] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
