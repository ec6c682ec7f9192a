import { ParseError } from '../parse-error.ts';
import { latin1Text } from '../text-slice.ts';

/** Index entries of one header; rpm's own limit (lib/header.c, HEADER_TAGS_MAX). */
const MAX_ENTRIES = 0xffff;
const ENTRY_SIZE = 16;

const TYPE_INT16 = 3;
const TYPE_INT32 = 4;
const TYPE_STRING = 6;
const TYPE_STRING_ARRAY = 8;
const TYPE_I18N = 9;

interface Entry {
  readonly type: number;
  /** Byte of the blob where the value begins. */
  readonly start: number;
  readonly count: number;
}

/** Strings one after the other, each ended by a zero byte. */
export interface RpmStrings {
  readonly bytes: Uint8Array;
  readonly count: number;
}

/**
 * One header as rpm's databases store it ("RPM v4 header format": two big-endian 32-bit counts of index entries and data bytes, the
 * entries of tag, type, offset and count, then the data; no magic). Values are read when asked for. Throws `ParseError` when index
 * and data do not fit the blob; a single value that does not is null.
 */
export class RpmHeader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #entries = new Map<number, Entry>();

  constructor(bytes: Uint8Array) {
    if (bytes.length < 8) throw new ParseError('rpm header', 0, `needs 8 bytes, ${bytes.length} remain`);
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const entries = this.#view.getUint32(0);
    const length = this.#view.getUint32(4);
    const data = 8 + entries * ENTRY_SIZE;
    if (entries < 1 || entries > MAX_ENTRIES || data + length > bytes.length) {
      throw new ParseError(
        'rpm header',
        0,
        `${entries} entries and ${length} bytes do not fit ${bytes.length}`,
      );
    }
    for (let at = 8; at < data; at += ENTRY_SIZE) {
      const offset = this.#view.getUint32(at + 8);
      const tag = this.#view.getUint32(at);
      if (offset >= length || this.#entries.has(tag)) continue;
      this.#entries.set(tag, {
        type: this.#view.getUint32(at + 4),
        start: data + offset,
        count: this.#view.getUint32(at + 12),
      });
    }
  }

  /** A string, or the first of several (the one without a locale); UTF-8. */
  text(tag: number): string | null {
    const entry = this.#entries.get(tag);
    if (entry === undefined || ![TYPE_STRING, TYPE_STRING_ARRAY, TYPE_I18N].includes(entry.type)) return null;
    const end = this.#bytes.indexOf(0, entry.start);
    if (end < 0) return null;
    const bytes = this.#bytes.subarray(entry.start, end);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  }

  /** The first number of an array of 32-bit numbers. */
  number(tag: number): number | null {
    const values = this.numbers(tag);
    return values === null || values.byteLength < 4 ? null : values.getUint32(0);
  }

  /** A copy of an array's bytes, big-endian 32-bit numbers. */
  numbers(tag: number): DataView | null {
    return this.#array(tag, TYPE_INT32, 4);
  }

  /** A copy of an array's bytes, big-endian 16-bit numbers. */
  shorts(tag: number): DataView | null {
    return this.#array(tag, TYPE_INT16, 2);
  }

  /** One byte each (CHAR, INT8). */
  octets(tag: number): DataView | null {
    return this.#array(tag, 1, 1) ?? this.#array(tag, 2, 1);
  }

  /** A copy of the strings' bytes: the header itself, with its change log, need not be kept. */
  strings(tag: number): RpmStrings | null {
    const entry = this.#entries.get(tag);
    if (entry === undefined || entry.type !== TYPE_STRING_ARRAY) return null;
    let end = entry.start;
    for (let index = 0; index < entry.count; index += 1) {
      const zero = this.#bytes.indexOf(0, end);
      if (zero < 0) return null;
      end = zero + 1;
    }
    return { bytes: this.#bytes.slice(entry.start, end), count: entry.count };
  }

  #array(tag: number, type: number, size: number): DataView | null {
    const entry = this.#entries.get(tag);
    if (entry === undefined || entry.type !== type) return null;
    const end = entry.start + entry.count * size;
    if (end > this.#bytes.length) return null;
    const copy = this.#bytes.slice(entry.start, end);
    return new DataView(copy.buffer, copy.byteOffset, copy.byteLength);
  }
}

/** Where each string begins; one more for the end of the last. */
export function stringOffsets(strings: RpmStrings): Int32Array {
  const offsets = new Int32Array(strings.count + 1);
  let at = 0;
  for (let index = 0; index < strings.count; index += 1) {
    offsets[index] = at;
    at = strings.bytes.indexOf(0, at) + 1;
  }
  offsets[strings.count] = at;
  return offsets;
}

/** The string at `index`, its bytes as Latin-1: digests and other ASCII. */
export function asciiString(strings: RpmStrings, offsets: Int32Array, index: number): string {
  return latin1Text(strings.bytes, offsets[index] ?? 0, Math.max((offsets[index + 1] ?? 1) - 1, 0));
}
