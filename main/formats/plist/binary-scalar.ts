import { ParseError } from '../parse-error.ts';
import { latin1Text, utf16Text } from '../text-slice.ts';
import { sizedInteger } from './binary-trailer.ts';
import { absoluteTimeToIso } from './plist-date.ts';
import type { PlistNotes } from './plist-notes.ts';
import { exactInteger, type PlistUid, type PlistValue } from './plist-value.ts';

/** Where in the file an object's content lies: `start` after the marker and count, `end` where objects end. */
export interface BinaryExtent {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly start: number;
  readonly end: number;
}

/** Throws ParseError unless `size` bytes remain. */
export function needBytes({ start, end }: BinaryExtent, size: number, what: string): void {
  if (start + size > end) throw new ParseError(what, start, `needs ${size} bytes, ${end - start} remain`);
}

/**
 * int 0001 nnnn: 2^nnnn bytes. "1, 2, and 4-byte integers have to be interpreted as unsigned, whereas 8-byte integers are
 * signed (and 16-byte when available)" (CFBinaryPList.c). CoreFoundation itself keeps the low 64 bits of a 16-byte integer,
 * unsigned; here all 128 count, signed. Both agree on what Apple writes.
 */
export function readBinaryInteger(extent: BinaryExtent, power: number): number | bigint {
  const { bytes, view, start } = extent;
  const size = 2 ** power;
  if (size > 16) throw new ParseError('bplist integer', start - 1, `has ${size} bytes, expected 16 or fewer`);
  needBytes(extent, size, 'bplist integer');
  if (size <= 4) return sizedInteger(bytes, start, size);
  if (size === 8) return exactInteger(view.getBigInt64(start));
  return exactInteger((view.getBigInt64(start) << 64n) | view.getBigUint64(start + 8));
}

/** real 0010 nnnn: a float of 4 or a double of 8 bytes. */
export function readBinaryReal(extent: BinaryExtent, power: number): PlistValue {
  if (power !== 2 && power !== 3)
    throw new ParseError('bplist real', extent.start - 1, `has ${2 ** power} bytes, expected 4 or 8`);
  needBytes(extent, 2 ** power, 'bplist real');
  const value = power === 2 ? extent.view.getFloat32(extent.start) : extent.view.getFloat64(extent.start);
  return { kind: 'real', value };
}

/** date 0011 0011: a double of seconds since 2001 UTC. One that no calendar holds is given as the real it is. */
export function readBinaryDate(extent: BinaryExtent, power: number, notes: PlistNotes): PlistValue {
  if (power !== 3)
    throw new ParseError('bplist date', extent.start - 1, `has ${2 ** power} bytes, expected 8`);
  needBytes(extent, 8, 'bplist date');
  const value = extent.view.getFloat64(extent.start);
  const iso = absoluteTimeToIso(value);
  if (iso !== null) return { kind: 'date', iso };
  notes.add('malformed-scalar', extent.start - 1, `${value} seconds since 2001 is no date`);
  return { kind: 'real', value };
}

/** string 0101 nnnn: ASCII bytes, which must be there. */
export function readBinaryAscii(extent: BinaryExtent, length: number, notes: PlistNotes): string {
  const text = latin1Text(extent.bytes, extent.start, extent.start + length);
  if (/[^\0-\x7f]/.test(text))
    notes.add('invalid-text', extent.start, 'bytes that are not ASCII, read as Latin-1');
  return text;
}

/** string 0110 nnnn: big-endian UTF-16 code units, which must be there, unpaired surrogates included. */
export function readBinaryUtf16(extent: BinaryExtent, units: number): string {
  const swapped = Buffer.from(extent.bytes.subarray(extent.start, extent.start + 2 * units)).swap16();
  return utf16Text(swapped, 0, swapped.length);
}

/** uid 1000 nnnn: nnnn + 1 bytes; CoreFoundation takes no more than 32 bits. */
export function readBinaryUid(extent: BinaryExtent, size: number): PlistUid {
  needBytes(extent, size, 'bplist UID');
  const value = sizedInteger(extent.bytes, extent.start, size);
  if (value > 0xffff_ffff) throw new ParseError('bplist UID', extent.start, `${value} exceeds 32 bits`);
  return { kind: 'uid', value };
}
