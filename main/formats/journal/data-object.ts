import { unpackLz4Block } from '../compression/lz4-block.ts';
import { unpackXz } from '../compression/xz.ts';
import { unpackZstd } from '../compression/zstd.ts';
import { ParseError } from '../parse-error.ts';
import { latin1Text } from '../text-slice.ts';
import { fieldText } from './field-text.ts';
import { OBJECT_DATA, PACKED_LZ4, PACKED_XZ, PACKED_ZSTD, u64 } from './journal-layout.ts';
import { MAX_FIELD, MAX_FIELD_NAME } from './limits.ts';
import type { ObjectReader } from './object-reader.ts';

const WHAT = 'journal data object';
const EQUALS = 0x3d;

export interface Field {
  readonly name: string;
  readonly value: string;
  /** True where name or value is not UTF-8. */
  readonly binary: boolean;
}

/** A data object's payload, `NAME=value`, unpacked: `start` to `end` of `bytes`, `equals` the offset of the sign. */
export interface FieldBytes {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly equals: number;
  readonly end: number;
}

/**
 * Payload of the data object at `offset` ("Data Objects"). Valid until the next window is asked for. Throws `ParseError`, offsets in
 * the journal.
 */
export function readDataObject(objects: ObjectReader, offset: number): FieldBytes {
  const size = objects.sizeOf(offset, OBJECT_DATA);
  if (size === 0) throw new ParseError(WHAT, offset, 'there is none');
  const { dataPayload } = objects.layout;
  if (size - dataPayload > MAX_FIELD)
    throw new ParseError(WHAT, offset, `holds more than ${MAX_FIELD} bytes`);
  const window = objects.file.at(offset, size);
  if (window === null) throw new ParseError(WHAT, offset, 'cannot be read');
  const at = offset - window.start;
  const start = at + dataPayload;
  const flags = window.bytes[at + 1] as number;
  if (flags === 0) return split(window.bytes, start, at + size, offset);
  try {
    const bytes = unpack(window.bytes.subarray(start, at + size), flags);
    return split(bytes, 0, bytes.length, offset);
  } catch (error) {
    if (!(error instanceof ParseError) || error.structure === WHAT) throw error;
    throw new ParseError(WHAT, offset, error.message);
  }
}

export function decodeField({ bytes, start, equals, end }: FieldBytes): Field {
  const name = fieldText(bytes, start, equals);
  const value = fieldText(bytes, equals + 1, end);
  return { name: name.text, value: value.text, binary: name.binary || value.binary };
}

/** The name alone, as the characters of its bytes. */
export function fieldName({ bytes, start, equals }: FieldBytes): string {
  return latin1Text(bytes, start, equals);
}

function unpack(packed: Uint8Array, flags: number): Uint8Array {
  switch (flags) {
    case PACKED_XZ:
      return unpackXz(packed, MAX_FIELD);
    case PACKED_ZSTD:
      return unpackZstd(packed, MAX_FIELD);
    case PACKED_LZ4: {
      if (packed.length < 8) throw new ParseError('LZ4 payload', 0, 'has no size');
      const size = u64(new DataView(packed.buffer, packed.byteOffset), 0);
      return unpackLz4Block(packed.subarray(8), size, MAX_FIELD);
    }
    default:
      throw new ParseError('packed payload', 0, `flags 0x${flags.toString(16)} are unknown`);
  }
}

function split(bytes: Uint8Array, start: number, end: number, offset: number): FieldBytes {
  const equals = bytes.indexOf(EQUALS, start);
  if (equals < 0 || equals >= end || equals === start || equals - start > MAX_FIELD_NAME) {
    throw new ParseError(WHAT, offset, 'has no field name');
  }
  return { bytes, start, equals, end };
}
