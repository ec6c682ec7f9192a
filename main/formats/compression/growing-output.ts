import { ParseError } from '../parse-error.ts';

/**
 * Unpacked bytes while they are written: the buffer grows as bytes come, so that a size that a hostile header claims
 * allocates nothing, and never beyond `limit`. Decoders write `bytes` directly after `reserve`, and read it as their window.
 */
export class GrowingOutput {
  bytes: Uint8Array;
  length = 0;
  readonly #limit: number;
  readonly #what: string;

  /** `expected`: the size that the data states, if any; only so much of it is allocated as `limit` allows. */
  constructor(what: string, expected: number, limit: number) {
    this.#what = what;
    this.#limit = limit;
    this.bytes = new Uint8Array(Math.min(Math.max(expected, 64), limit, 1024 * 1024));
  }

  /** Makes room for `more` bytes after `length`. Throws `ParseError` beyond the limit; `offset` is where in the packed bytes. */
  reserve(more: number, offset: number): void {
    const needed = this.length + more;
    if (needed <= this.bytes.length) return;
    if (needed > this.#limit) {
      throw new ParseError(this.#what, offset, `unpacks to more than ${this.#limit} bytes`);
    }
    const grown = new Uint8Array(Math.min(Math.max(needed, this.bytes.length * 2), this.#limit));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  append(part: Uint8Array, offset: number): void {
    this.reserve(part.length, offset);
    this.bytes.set(part, this.length);
    this.length += part.length;
  }

  /** Copies `length` bytes from `distance` back, which may overlap what is written (LZ77). */
  copyBack(distance: number, length: number, offset: number): void {
    if (distance < 1 || distance > this.length) {
      throw new ParseError(this.#what, offset, `refers ${distance} bytes back, ${this.length} are there`);
    }
    this.reserve(length, offset);
    const { bytes } = this;
    let to = this.length;
    this.length += length;
    if (distance >= length && length > 16) {
      bytes.copyWithin(to, to - distance, to - distance + length);
      return;
    }
    const end = to + length;
    for (let from = to - distance; to < end; to += 1, from += 1) bytes[to] = bytes[from] as number;
  }

  result(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}
