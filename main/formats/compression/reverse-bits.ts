import { ParseError } from '../parse-error.ts';

/**
 * Bits read from the end of a part of `bytes` to its start, as FSE and Huffman streams of zstd are (RFC 8878, section 4.1):
 * above the first bit stands a single 1 as end mark. `left` counts unread bits and is negative where more were read than
 * there are; those bits are zero. Whoever reads checks `left`.
 */
export class ReverseBits {
  left: number;
  readonly #bytes: Uint8Array;
  readonly #start: number;

  /** `start`, `end`: bounds in `bytes`. Throws `ParseError` where the end mark is missing. */
  constructor(bytes: Uint8Array, start: number, end: number) {
    const last = end > start ? (bytes[end - 1] ?? 0) : 0;
    if (last === 0) throw new ParseError('zstd bit stream', end, 'has no end mark');
    this.#bytes = bytes;
    this.#start = start;
    this.left = (end - start) * 8 - (Math.clz32(last) - 23);
  }

  /** The next `count` bits (at most 31), the first of them the highest. */
  read(count: number): number {
    if (count > 16) {
      const high = this.read(count - 16);
      return high * 65_536 + this.read(16);
    }
    this.left -= count;
    return this.#bitsAt(this.left, count);
  }

  /** As `read`, without going on. */
  peek(count: number): number {
    return this.#bitsAt(this.left - count, count);
  }

  #bitsAt(position: number, count: number): number {
    if (position < 0) {
      const there = position + count;
      return there <= 0 ? 0 : this.#bitsAt(0, there) << -position;
    }
    const at = this.#start + (position >>> 3);
    const bytes = this.#bytes;
    const word = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);
    return (word >>> (position & 7)) & ((1 << count) - 1);
  }
}
