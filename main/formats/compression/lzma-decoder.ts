import { ParseError } from '../parse-error.ts';
import type { GrowingOutput } from './growing-output.ts';

const WHAT = 'LZMA data';
const HALF = 1 << 10;
/** Probabilities of 11 bits that move by a 32nd of the rest. */
const SHIFT = 5;
const ONE = 1 << 11;
/** Below it the range is too small for a further bit. */
const TOP = 2 ** 24;

const STATES = 12;
const POSITION_STATES = 16;
/** Choice bits, and trees of 8 (a position state each), 8 and 256 lengths; trees are 1-based, so each takes a power of two. */
const LENGTH_LOW = 2;
const LENGTH_MIDDLE = LENGTH_LOW + POSITION_STATES * 8;
const LENGTH_HIGH = LENGTH_MIDDLE + POSITION_STATES * 8;
const LENGTH_SIZE = LENGTH_HIGH + 256;

/** Where each kind of probability begins in the one array of them. */
const IS_MATCH = 0;
const IS_REP = IS_MATCH + STATES * POSITION_STATES;
const IS_REP0 = IS_REP + STATES;
const IS_REP1 = IS_REP0 + STATES;
const IS_REP2 = IS_REP1 + STATES;
const IS_REP0_LONG = IS_REP2 + STATES;
const SLOTS = IS_REP0_LONG + STATES * POSITION_STATES;
const SPECIAL = SLOTS + 4 * 64;
const ALIGN = SPECIAL + 128;
const MATCH_LENGTHS = ALIGN + 16;
const REP_LENGTHS = MATCH_LENGTHS + LENGTH_SIZE;
const LITERALS = REP_LENGTHS + LENGTH_SIZE;
const LITERAL_SIZE = 0x300;
const MIN_MATCH = 2;

/**
 * The LZMA decoder of LZMA2 chunks ("LZMA specification", I. Pavlov; "LZMA2" in the .xz documents): range decoder, literal,
 * length and distance models. `output` is the window too. Probabilities and the last four distances live from chunk to chunk.
 */
export class LzmaDecoder {
  readonly #output: GrowingOutput;
  #probabilities = new Uint16Array(LITERALS);
  #literalContext = 0;
  #literalPosition = 0;
  #positionMask = 0;
  #state = 0;
  #distances: [number, number, number, number] = [0, 0, 0, 0];
  /** Where the dictionary began: matches may not reach before it. */
  #windowStart = 0;

  #bytes: Uint8Array = new Uint8Array(0);
  #position = 0;
  #end = 0;
  #range = 0;
  #code = 0;

  constructor(output: GrowingOutput) {
    this.#output = output;
  }

  /** Sets lc, lp and pb from one byte: `(pb * 5 + lp) * 9 + lc`. LZMA2 allows lc + lp up to 4. */
  setProperties(byte: number, offset: number): void {
    const context = byte % 9;
    const position = Math.floor(byte / 9) % 5;
    const bits = Math.floor(byte / 45);
    if (bits > 4 || context + position > 4) throw new ParseError(WHAT, offset, `properties ${byte}`);
    this.#literalContext = context;
    this.#literalPosition = position;
    this.#positionMask = (1 << bits) - 1;
    const count = LITERALS + (LITERAL_SIZE << (context + position));
    if (this.#probabilities.length !== count) this.#probabilities = new Uint16Array(count);
  }

  resetState(): void {
    this.#state = 0;
    this.#distances = [0, 0, 0, 0];
    this.#probabilities.fill(HALF);
  }

  resetWindow(): void {
    this.#windowStart = this.#output.length;
  }

  /** Decodes one chunk, `start` to `end` of `bytes`, that makes `size` bytes. Throws `ParseError`. */
  decode(bytes: Uint8Array, start: number, end: number, size: number): void {
    if (end - start < 5 || bytes[start] !== 0) throw new ParseError(WHAT, start, 'does not begin with zero');
    this.#bytes = bytes;
    this.#position = start + 5;
    this.#end = end;
    this.#range = 0xffffffff;
    this.#code = new DataView(bytes.buffer, bytes.byteOffset).getUint32(start + 1);
    const output = this.#output;
    output.reserve(size, start);
    const stop = output.length + size;
    while (output.length < stop) {
      const place = (output.length - this.#windowStart) & this.#positionMask;
      if (this.#bit(IS_MATCH + this.#state * POSITION_STATES + place) === 0) {
        this.#literal();
        continue;
      }
      const length = this.#match(place);
      if (length > stop - output.length) throw new ParseError(WHAT, this.#position, 'goes beyond its chunk');
      if (length === 0) continue;
      const distance = this.#distances[0] + 1;
      if (distance > output.length - this.#windowStart) {
        throw new ParseError(WHAT, this.#position, `refers ${distance} bytes back, before the window`);
      }
      output.copyBack(distance, length, this.#position);
    }
    this.#normalise();
    if (this.#position !== end) throw new ParseError(WHAT, this.#position, 'does not end with its chunk');
  }

  #literal(): void {
    const output = this.#output;
    const { bytes } = output;
    const place = output.length - this.#windowStart;
    const before = place === 0 ? 0 : (bytes[output.length - 1] as number);
    const context =
      ((place & ((1 << this.#literalPosition) - 1)) << this.#literalContext) +
      (before >> (8 - this.#literalContext));
    const base = LITERALS + LITERAL_SIZE * context;
    let symbol = 1;
    if (this.#state >= 7) {
      const distance = this.#distances[0] + 1;
      if (distance > place) throw new ParseError(WHAT, this.#position, 'refers before the window');
      let guide = bytes[output.length - distance] as number;
      let same = true;
      while (same && symbol < 0x100) {
        const expected = guide >> 7;
        guide = (guide << 1) & 0xff;
        const bit = this.#bit(base + ((1 + expected) << 8) + symbol);
        symbol = (symbol << 1) | bit;
        same = bit === expected;
      }
    }
    while (symbol < 0x100) symbol = (symbol << 1) | this.#bit(base + symbol);
    bytes[output.length] = symbol & 0xff;
    output.length += 1;
    this.#state = this.#state < 4 ? 0 : this.#state < 10 ? this.#state - 3 : this.#state - 6;
  }

  /** Sets the distance and returns the length; a short repetition is done at once, and then it is 0. */
  #match(place: number): number {
    const state = this.#state;
    const [a, b, c, d] = this.#distances;
    if (this.#bit(IS_REP + state) === 0) {
      this.#state = state < 7 ? 7 : 10;
      const length = this.#length(MATCH_LENGTHS, place);
      this.#distances = [this.#distance(length), a, b, c];
      return length;
    }
    if (this.#bit(IS_REP0 + state) === 0) {
      if (this.#bit(IS_REP0_LONG + state * POSITION_STATES + place) === 0) {
        this.#state = state < 7 ? 9 : 11;
        this.#shortRepetition();
        return 0;
      }
    } else if (this.#bit(IS_REP1 + state) === 0) this.#distances = [b, a, c, d];
    else if (this.#bit(IS_REP2 + state) === 0) this.#distances = [c, a, b, d];
    else this.#distances = [d, a, b, c];
    this.#state = state < 7 ? 8 : 11;
    return this.#length(REP_LENGTHS, place);
  }

  #shortRepetition(): void {
    const output = this.#output;
    const distance = this.#distances[0] + 1;
    if (distance > output.length - this.#windowStart) {
      throw new ParseError(WHAT, this.#position, 'refers before the window');
    }
    output.copyBack(distance, 1, this.#position);
  }

  #length(base: number, place: number): number {
    if (this.#bit(base) === 0) return MIN_MATCH + this.#tree(base + LENGTH_LOW + place * 8, 3);
    if (this.#bit(base + 1) === 0) return MIN_MATCH + 8 + this.#tree(base + LENGTH_MIDDLE + place * 8, 3);
    return MIN_MATCH + 16 + this.#tree(base + LENGTH_HIGH, 8);
  }

  /** A distance less one: a slot of 6 bits, then bits of its width, the lowest ones with models. */
  #distance(length: number): number {
    const slot = this.#tree(SLOTS + Math.min(length - MIN_MATCH, 3) * 64, 6);
    if (slot < 4) return slot;
    const width = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) * 2 ** width;
    if (slot < 14) return base + this.#reverseTree(SPECIAL + base - slot, width);
    return base + this.#direct(width - 4) * 16 + this.#reverseTree(ALIGN, 4);
  }

  #tree(base: number, width: number): number {
    let symbol = 1;
    for (let i = 0; i < width; i += 1) symbol = (symbol << 1) | this.#bit(base + symbol);
    return symbol - (1 << width);
  }

  #reverseTree(base: number, width: number): number {
    let symbol = 1;
    let value = 0;
    for (let i = 0; i < width; i += 1) {
      const bit = this.#bit(base + symbol);
      symbol = (symbol << 1) | bit;
      value |= bit << i;
    }
    return value;
  }

  #direct(width: number): number {
    let value = 0;
    for (let i = 0; i < width; i += 1) {
      this.#normalise();
      this.#range >>>= 1;
      const bit = this.#code >= this.#range ? 1 : 0;
      if (bit === 1) this.#code -= this.#range;
      value = value * 2 + bit;
    }
    this.#normalise();
    return value;
  }

  #bit(index: number): number {
    this.#normalise();
    const probability = this.#probabilities[index] as number;
    const bound = (this.#range >>> 11) * probability;
    if (this.#code < bound) {
      this.#range = bound;
      this.#probabilities[index] = probability + ((ONE - probability) >> SHIFT);
      return 0;
    }
    this.#range -= bound;
    this.#code -= bound;
    this.#probabilities[index] = probability - (probability >> SHIFT);
    return 1;
  }

  #normalise(): void {
    if (this.#range >= TOP) return;
    if (this.#position >= this.#end) throw new ParseError(WHAT, this.#position, 'is cut short');
    this.#range = (this.#range << 8) >>> 0;
    this.#code = ((this.#code << 8) | (this.#bytes[this.#position] as number)) >>> 0;
    this.#position += 1;
  }
}
