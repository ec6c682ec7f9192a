import { MAX_PLIST_DEPTH, MAX_PLIST_EXPANDED } from '../../../shared/limits.ts';
import { ParseError } from '../parse-error.ts';
import {
  type BinaryExtent,
  needBytes,
  readBinaryAscii,
  readBinaryDate,
  readBinaryInteger,
  readBinaryReal,
  readBinaryUid,
  readBinaryUtf16,
} from './binary-scalar.ts';
import { BINARY_HEADER_SIZE, type BinaryTrailer, readBinaryTrailer, sizedInteger } from './binary-trailer.ts';
import { type PlistNotes, quotedKey } from './plist-notes.ts';
import type { PlistArray, PlistDict, PlistValue } from './plist-value.ts';

/** Beside its text, what a value weighs in the bound on unfolding. */
const VALUE_WEIGHT = 16;

/**
 * Decodes a binary property list, version "00" (the comment "Binary property list format" in CFBinaryPList.c). Throws
 * ParseError. An object that several refer to is decoded once and shared; one that contains itself is an error.
 */
export function decodeBinaryPlist(bytes: Uint8Array, notes: PlistNotes): PlistValue {
  const trailer = readBinaryTrailer(bytes, notes);
  return new BinaryObjects(bytes, trailer, notes).read(trailer.topObject, 0, bytes.length - 16);
}

class BinaryObjects {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #trailer: BinaryTrailer;
  readonly #notes: PlistNotes;
  /** By reference: the value, and what it weighs with all that it contains. */
  readonly #done = new Map<number, { readonly value: PlistValue; readonly weight: number }>();
  readonly #open = new Set<number>();
  /** The weight of the unfolded value so far; the work done is never more. */
  #weight = 0;

  constructor(bytes: Uint8Array, trailer: BinaryTrailer, notes: PlistNotes) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#trailer = trailer;
    this.#notes = notes;
  }

  /** The object of a reference that stands at `referredAt`. */
  read(ref: number, depth: number, referredAt: number): PlistValue {
    const known = this.#done.get(ref);
    if (known !== undefined) {
      this.#weigh(known.weight, referredAt);
      return known.value;
    }
    if (this.#open.has(ref))
      throw new ParseError('bplist reference', referredAt, `object ${ref} contains itself`);
    if (depth > MAX_PLIST_DEPTH)
      throw new ParseError('bplist object', referredAt, `nests deeper than ${MAX_PLIST_DEPTH} containers`);
    const before = this.#weight;
    this.#open.add(ref);
    const value = this.#object(this.#offsetOf(ref, referredAt), depth);
    this.#open.delete(ref);
    this.#done.set(ref, { value, weight: this.#weight - before });
    return value;
  }

  #offsetOf(ref: number, referredAt: number): number {
    const { objectCount, offsetSize, offsetTable } = this.#trailer;
    if (ref >= objectCount)
      throw new ParseError('bplist reference', referredAt, `object ${ref} is not one of ${objectCount}`);
    const entry = offsetTable + ref * offsetSize;
    const offset = sizedInteger(this.#bytes, entry, offsetSize);
    if (offset < BINARY_HEADER_SIZE || offset >= offsetTable)
      throw new ParseError(
        'bplist offset table',
        entry,
        `object ${ref} lies outside the objects (${offset})`,
      );
    return offset;
  }

  #object(offset: number, depth: number): PlistValue {
    const marker = this.#bytes[offset] ?? 0;
    const low = marker & 0x0f;
    const inline: BinaryExtent = {
      bytes: this.#bytes,
      view: this.#view,
      start: offset + 1,
      end: this.#trailer.offsetTable,
    };
    this.#weigh(VALUE_WEIGHT, offset);
    switch (marker >> 4) {
      case 0x0:
        if (marker === 0x00) return null;
        if (marker === 0x08 || marker === 0x09) return marker === 0x09;
        break;
      case 0x1:
        return readBinaryInteger(inline, low);
      case 0x2:
        return readBinaryReal(inline, low);
      case 0x3:
        return readBinaryDate(inline, low, this.#notes);
      case 0x8:
        return readBinaryUid(inline, low + 1);
      case 0x4:
      case 0x5:
      case 0x6:
      case 0xa:
      case 0xc:
      case 0xd:
        return this.#counted(marker >> 4, inline, low, depth);
    }
    throw new ParseError('bplist object', offset, `type 0x${marker.toString(16)} is none of version "00"`);
  }

  /** Objects with a count: in the marker, or in an integer object behind it if the marker says 15. */
  #counted(type: number, inline: BinaryExtent, low: number, depth: number): PlistValue {
    let count = low;
    let extent = inline;
    if (low === 0x0f) {
      needBytes(inline, 1, 'bplist count');
      const marker = this.#bytes[inline.start] ?? 0;
      if (marker >> 4 !== 0x1)
        throw new ParseError(
          'bplist count',
          inline.start,
          `expected an integer, found type 0x${marker.toString(16)}`,
        );
      const size = 2 ** (marker & 0x0f);
      const digits = { ...inline, start: inline.start + 1 };
      needBytes(digits, size, 'bplist count');
      count = sizedInteger(this.#bytes, digits.start, size);
      extent = { ...inline, start: digits.start + size };
    }
    switch (type) {
      case 0x4:
        needBytes(extent, count, 'bplist data');
        this.#weigh(count, extent.start);
        return {
          kind: 'data',
          bytes: new Uint8Array(extent.bytes.subarray(extent.start, extent.start + count)),
        };
      case 0x5:
        needBytes(extent, count, 'bplist ASCII string');
        this.#weigh(count, extent.start);
        return readBinaryAscii(extent, count, this.#notes);
      case 0x6:
        needBytes(extent, 2 * count, 'bplist UTF-16 string');
        this.#weigh(count, extent.start);
        return readBinaryUtf16(extent, count);
      case 0xd:
        return this.#dict(extent, count, depth);
      default:
        if (type === 0xc) this.#notes.add('set-as-array', inline.start - 1, 'a set, given as an array');
        return this.#array(extent, count, depth);
    }
  }

  #array(extent: BinaryExtent, count: number, depth: number): PlistArray {
    const { refSize } = this.#trailer;
    needBytes(extent, count * refSize, 'bplist array');
    const values: PlistValue[] = [];
    for (let index = 0; index < count; index++)
      values.push(this.#child(extent.start + index * refSize, depth));
    return values;
  }

  /** dict 1101 nnnn: all key references, then all values. Of equal keys the first counts (CFDictionaryAddValue). */
  #dict(extent: BinaryExtent, count: number, depth: number): PlistDict {
    const { refSize } = this.#trailer;
    needBytes(extent, 2 * count * refSize, 'bplist dictionary');
    const entries = new Map<string, PlistValue>();
    for (let index = 0; index < count; index++) {
      const keyAt = extent.start + index * refSize;
      const key = this.#child(keyAt, depth);
      if (typeof key !== 'string')
        throw new ParseError('bplist dictionary', keyAt, 'expected a string as key');
      const value = this.#child(keyAt + count * refSize, depth);
      if (entries.has(key))
        this.#notes.add('duplicate-key', keyAt, `${quotedKey(key)} again; the first one counts`);
      else entries.set(key, value);
    }
    return entries;
  }

  #child(at: number, depth: number): PlistValue {
    return this.read(sizedInteger(this.#bytes, at, this.#trailer.refSize), depth + 1, at);
  }

  #weigh(weight: number, offset: number): void {
    this.#weight += weight;
    if (this.#weight > MAX_PLIST_EXPANDED)
      throw new ParseError(
        'bplist object',
        offset,
        `shared objects unfold to more than ${MAX_PLIST_EXPANDED} bytes`,
      );
  }
}
