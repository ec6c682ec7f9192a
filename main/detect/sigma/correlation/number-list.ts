type Numbers = Int32Array | Float64Array;

/** A list of numbers that grows, without an object for each: eight or four bytes an entry, twice that while it grows. */
export class NumberList<A extends Numbers> {
  #items: A;
  readonly #make: (length: number) => A;
  length = 0;

  constructor(make: (length: number) => A) {
    this.#make = make;
    this.#items = make(64);
  }

  push(value: number): void {
    if (this.length === this.#items.length) {
      const grown = this.#make(this.length * 2);
      grown.set(this.#items);
      this.#items = grown;
    }
    this.#items[this.length] = value;
    this.length += 1;
  }

  /** Replaces an entry that is there. */
  set(index: number, value: number): void {
    if (index < this.length) this.#items[index] = value;
  }

  at(index: number): number {
    return this.#items[index] ?? 0;
  }

  /** What is there now, without a copy; good until the next `push`. */
  view(): A {
    return this.#items.subarray(0, this.length) as A;
  }
}

export function int32List(): NumberList<Int32Array> {
  return new NumberList((length) => new Int32Array(length));
}

export function float64List(): NumberList<Float64Array> {
  return new NumberList((length) => new Float64Array(length));
}
