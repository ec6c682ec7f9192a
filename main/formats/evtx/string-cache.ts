import { utf16Text } from '../text-slice.ts';

const SLOTS = 8_192;
/** Longer texts seldom repeat, and comparing them costs what decoding costs. */
const MAX_CACHED = 128;

interface Entry {
  readonly bytes: Uint8Array;
  readonly text: string;
  /** Different for different texts, never used twice. */
  readonly id: number;
}

/**
 * Texts by their bytes. The same few names, providers, channels and computers fill a log, and making a string of bytes is
 * what costs; so each is made once. Direct-mapped: a collision only makes the text anew.
 */
export class StringCache {
  readonly #slots: (Entry | undefined)[] = new Array<Entry | undefined>(SLOTS).fill(undefined);
  #nextId = 1;
  readonly #make: (bytes: Uint8Array, start: number, end: number) => string;

  constructor(make: (bytes: Uint8Array, start: number, end: number) => string = utf16Text) {
    this.#make = make;
  }

  /** The text of `bytes[start, end)`, which must lie inside. */
  text(bytes: Uint8Array, start: number, end: number): string {
    if (end - start > MAX_CACHED) return this.#make(bytes, start, end);
    return this.#entry(bytes, start, end).text;
  }

  /** A number that stands for the text, and with it the text; ids above 2^18 mean "do not remember". */
  entry(bytes: Uint8Array, start: number, end: number): Entry {
    return this.#entry(bytes, start, end);
  }

  #entry(bytes: Uint8Array, start: number, end: number): Entry {
    const length = end - start;
    // Every byte counts, or texts that differ in one digit would fight for one slot.
    let hash = length;
    for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0;
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    const found = this.#slots[slot];
    if (found !== undefined && found.bytes.length === length) {
      const known = found.bytes;
      let index = 0;
      while (index < length && known[index] === bytes[start + index]) index++;
      if (index === length) return found;
    }
    const entry: Entry = {
      bytes: Uint8Array.prototype.slice.call(bytes, start, end),
      text: this.#make(bytes, start, end),
      id: this.#nextId,
    };
    this.#nextId += 1;
    this.#slots[slot] = entry;
    return entry;
  }
}
