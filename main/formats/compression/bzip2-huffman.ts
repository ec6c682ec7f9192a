import { ParseError } from '../parse-error.ts';
import type { BitReader } from './bit-reader.ts';

/** Bits of the longest code. */
const MAX_CODE = 20;

/** A table of canonical codes: for each length the first code, how many there are, and where their symbols begin. */
export class Bzip2Huffman {
  readonly #first = new Int32Array(MAX_CODE + 2);
  readonly #count = new Int32Array(MAX_CODE + 2);
  readonly #offset = new Int32Array(MAX_CODE + 2);
  readonly #symbols: Uint16Array;
  readonly #shortest: number;

  /** `lengths`: of each symbol's code, 1 to 20. */
  constructor(lengths: Uint8Array) {
    this.#symbols = new Uint16Array(lengths.length);
    for (const length of lengths) this.#count[length] = (this.#count[length] ?? 0) + 1;
    let code = 0;
    let offset = 0;
    for (let length = 1; length <= MAX_CODE; length += 1) {
      this.#first[length] = code;
      this.#offset[length] = offset;
      const count = this.#count[length] ?? 0;
      code = (code + count) * 2;
      offset += count;
    }
    this.#shortest = lengths.reduce((least, length) => Math.min(least, length), MAX_CODE);
    const next = this.#offset.slice();
    for (const [symbol, length] of lengths.entries()) {
      const place = next[length] ?? 0;
      this.#symbols[place] = symbol;
      next[length] = place + 1;
    }
  }

  read(bits: BitReader): number {
    let code = bits.read(this.#shortest);
    for (let length = this.#shortest; length <= MAX_CODE; length += 1) {
      const index = code - (this.#first[length] ?? 0);
      if (index >= 0 && index < (this.#count[length] ?? 0)) {
        return this.#symbols[(this.#offset[length] ?? 0) + index] ?? 0;
      }
      code = code * 2 + bits.read(1);
    }
    throw new ParseError('bzip2 block', bits.position, 'has a code that stands for nothing');
  }
}

/** Lengths of the codes of one table: a first one, then each by steps of one from that before. */
export function readCodeLengths(bits: BitReader, symbols: number): Uint8Array {
  const lengths = new Uint8Array(symbols);
  let length = bits.read(5);
  for (let symbol = 0; symbol < symbols; symbol += 1) {
    while (bits.read(1) === 1) {
      length += bits.read(1) === 0 ? 1 : -1;
      if (length < 1 || length > MAX_CODE) break;
    }
    if (length < 1 || length > MAX_CODE) {
      throw new ParseError('bzip2 block', bits.position, `has a code of ${length} bits`);
    }
    lengths[symbol] = length;
  }
  return lengths;
}
