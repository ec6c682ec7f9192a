import { MAX_PLIST_OBJECTS } from '../../../shared/limits.ts';
import { ParseError } from '../parse-error.ts';
import { latin1Text } from '../text-slice.ts';
import type { PlistNotes } from './plist-notes.ts';

/** CFBinaryPlistTrailer (ForFoundationOnly.h), the last 32 bytes: all big-endian. */
export interface BinaryTrailer {
  /** Bytes of one entry of the offset table. */
  readonly offsetSize: number;
  /** Bytes of one object reference. */
  readonly refSize: number;
  readonly objectCount: number;
  readonly topObject: number;
  /** Where the offset table begins, which is where objects end; from the start of the file. */
  readonly offsetTable: number;
}

export const BINARY_HEADER_SIZE = 8;
const TRAILER_SIZE = 32;
const STRUCTURE = 'bplist trailer';

/**
 * Checks the header and reads the trailer, with the conditions of __CFBinaryPlistGetTopLevelInfo (CFBinaryPList.c). Throws
 * ParseError; what CoreFoundation refuses and can be read without doubt is a problem.
 */
export function readBinaryTrailer(bytes: Uint8Array, notes: PlistNotes): BinaryTrailer {
  const magic = latin1Text(bytes, 0, Math.min(bytes.length, BINARY_HEADER_SIZE));
  if (!magic.startsWith('bplist'))
    throw new ParseError('bplist header', 0, 'expected the magic number "bplist"');
  // CoreFoundation has read any version that begins with 0 since Mac OS X 10.6; 15, 16 and 17 are other formats.
  if (magic.length === BINARY_HEADER_SIZE && magic[6] !== '0')
    throw new ParseError(
      'bplist header',
      6,
      `unsupported version ${JSON.stringify(magic.slice(6))}, expected "00"`,
    );
  const at = bytes.length - TRAILER_SIZE;
  if (at <= BINARY_HEADER_SIZE)
    throw new ParseError(STRUCTURE, bytes.length, `needs ${TRAILER_SIZE} bytes after an object`);
  const trailer: BinaryTrailer = {
    offsetSize: bytes[at + 6] ?? 0,
    refSize: bytes[at + 7] ?? 0,
    objectCount: sizedInteger(bytes, at + 8, 8),
    topObject: sizedInteger(bytes, at + 16, 8),
    offsetTable: sizedInteger(bytes, at + 24, 8),
  };
  checkTrailer(trailer, at, bytes.length);
  noteMisfits(trailer, at, notes);
  return trailer;
}

function checkTrailer(trailer: BinaryTrailer, at: number, length: number): void {
  const { offsetSize, refSize, objectCount, topObject, offsetTable } = trailer;
  if (offsetSize < 1) throw new ParseError(STRUCTURE, at + 6, 'offsets have no bytes');
  if (refSize < 1) throw new ParseError(STRUCTURE, at + 7, 'references have no bytes');
  if (objectCount < 1) throw new ParseError(STRUCTURE, at + 8, 'there are no objects');
  if (objectCount > MAX_PLIST_OBJECTS)
    throw new ParseError(STRUCTURE, at + 8, `${objectCount} objects are more than ${MAX_PLIST_OBJECTS}`);
  if (topObject >= objectCount)
    throw new ParseError(STRUCTURE, at + 16, `top object ${topObject} is not one of ${objectCount}`);
  if (offsetTable <= BINARY_HEADER_SIZE || offsetTable + objectCount * offsetSize > length)
    throw new ParseError(
      STRUCTURE,
      at + 24,
      `${objectCount} offsets of ${offsetSize} bytes at 0x${offsetTable.toString(16)} do not lie within the file`,
    );
}

function noteMisfits(trailer: BinaryTrailer, at: number, notes: PlistNotes): void {
  const { offsetSize, refSize, objectCount, offsetTable } = trailer;
  if (offsetTable + objectCount * offsetSize !== at)
    notes.add(
      'trailer',
      at,
      'the offset table does not end at the trailer (CoreFoundation refuses the file)',
    );
  if (256 ** refSize <= objectCount || 256 ** offsetSize <= offsetTable)
    notes.add(
      'trailer',
      at + 6,
      'references or offsets are too small for the file (CoreFoundation refuses it)',
    );
}

/**
 * A big-endian unsigned integer of any size, of which the last eight bytes count (_getSizedInt). Beyond 2^53 it is inexact and
 * larger than any file. The bytes must be there.
 */
export function sizedInteger(bytes: Uint8Array, offset: number, size: number): number {
  let value = 0;
  for (let at = offset + Math.max(0, size - 8); at < offset + size; at++)
    value = value * 256 + (bytes[at] ?? 0);
  return value;
}
