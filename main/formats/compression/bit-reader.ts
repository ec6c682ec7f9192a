import { ParseError } from '../parse-error.ts';

/** Bits of a stream, the highest of each byte first. */
export class BitReader {
  readonly #bytes: Uint8Array;
  readonly #what: string;
  #at: number;
  #bits = 0;
  #count = 0;

  constructor(bytes: Uint8Array, at: number, what: string) {
    this.#bytes = bytes;
    this.#at = at;
    this.#what = what;
  }

  /** Of the next byte that is not begun. */
  get position(): number {
    return this.#at;
  }

  /** The next 0 to 24 bits as a number. Throws `ParseError` at the end. */
  read(count: number): number {
    while (this.#count < count) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) throw new ParseError(this.#what, this.#at, 'ends within its bits');
      this.#bits = ((this.#bits << 8) | byte) >>> 0;
      this.#at += 1;
      this.#count += 8;
    }
    this.#count -= count;
    const value = (this.#bits >>> this.#count) & ((1 << count) - 1);
    return value;
  }

  /** Leaves what is left of a byte that was begun. */
  align(): void {
    this.#count -= this.#count % 8;
    this.#at -= this.#count / 8;
    this.#count = 0;
  }
}
