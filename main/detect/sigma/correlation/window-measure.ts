/** What a correlation measures in a window of positions that only moves forward. */
export interface WindowMeasure {
  /** A group, its positions from `from` to before `to`. */
  begin(from: number, to: number): void;
  /** The window's end moves over this position. */
  enter(at: number): void;
  /** The window's start moves over this position. */
  leave(at: number): void;
  /** Of the window from `from` to the last position that entered. */
  value(from: number): number;
}

/** How many different keys there are: events, values or rules. */
export class DistinctMeasure implements WindowMeasure {
  readonly #keys: Int32Array;
  /** All zero before and after each group. */
  readonly #counts: Int32Array;
  #distinct = 0;

  /** `counts` has a place for each key and holds zeros. */
  constructor(keys: Int32Array, counts: Int32Array) {
    this.#keys = keys;
    this.#counts = counts;
  }

  begin(): void {
    this.#distinct = 0;
  }

  enter(at: number): void {
    const key = this.#keys[at] ?? 0;
    const count = this.#counts[key] ?? 0;
    if (count === 0) this.#distinct += 1;
    this.#counts[key] = count + 1;
  }

  leave(at: number): void {
    const key = this.#keys[at] ?? 0;
    const count = (this.#counts[key] ?? 0) - 1;
    if (count === 0) this.#distinct -= 1;
    this.#counts[key] = count;
  }

  value(): number {
    return this.#distinct;
  }
}

/**
 * How many rules were met in the order in which the correlation lists them: the longest chain. For each length and last
 * rule, the latest position where such a chain can start is enough to answer for every window that ends here.
 */
export class OrderedMeasure implements WindowMeasure {
  readonly #links: Int32Array;
  readonly #rules: number;
  /** `[length * rules + last rule]`: latest start, -1 for none. */
  readonly #starts: Int32Array;
  /** `[length]`: latest start of a chain of this length. */
  readonly #latest: Int32Array;
  #longest = 0;

  constructor(links: Int32Array, rules: number) {
    this.#links = links;
    this.#rules = rules;
    this.#starts = new Int32Array((rules + 1) * rules).fill(-1);
    this.#latest = new Int32Array(rules + 1).fill(-1);
  }

  begin(): void {
    // Only what the last group used: there may be a million groups of one event.
    this.#starts.fill(-1, 0, (this.#longest + 1) * this.#rules);
    this.#latest.fill(-1, 0, this.#longest + 1);
    this.#longest = 0;
  }

  enter(at: number): void {
    const last = this.#links[at] ?? 0;
    for (let length = Math.min(last, this.#longest) + 1; length > 1; length -= 1) {
      let start = -1;
      for (let before = 0; before < last; before += 1) {
        start = Math.max(start, this.#starts[(length - 1) * this.#rules + before] ?? -1);
      }
      if (start >= 0) this.#note(length, last, start);
    }
    this.#note(1, last, at);
  }

  #note(length: number, last: number, start: number): void {
    const at = length * this.#rules + last;
    this.#starts[at] = Math.max(this.#starts[at] ?? -1, start);
    this.#latest[length] = Math.max(this.#latest[length] ?? -1, start);
    this.#longest = Math.max(this.#longest, length);
  }

  leave(): void {}

  value(from: number): number {
    let length = this.#longest;
    while (length > 0 && (this.#latest[length] ?? -1) < from) length -= 1;
    return length;
  }
}
