import { ByteCursor } from '../byte-cursor.ts';
import { ParseError } from '../parse-error.ts';
import { readVarint } from './sqlite-varint.ts';

export type SqliteValue = null | number | bigint | string | Uint8Array;
export type SqliteEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Columns of one row; SQLite's own limit (SQLITE_MAX_COLUMN). */
const MAX_COLUMNS = 32_767;

/**
 * The values of a record (fileformat.html section 2.1): a header of serial types, then the values. Integers beyond 2^53 are bigint,
 * blobs views of `payload`. Throws `ParseError` with offsets into `payload`.
 */
export function readSqliteRecord(payload: Uint8Array, encoding: SqliteEncoding): SqliteValue[] {
  const header = readVarint(payload, 0, payload.length, 'SQLite record header');
  if (header.value > payload.length) {
    throw new ParseError('SQLite record header', 0, `${header.value} bytes exceed the record`);
  }
  const values: SqliteValue[] = [];
  const cursor = new ByteCursor(payload, header.value);
  for (let at = header.end; at < header.value; ) {
    const type = readVarint(payload, at, header.value, 'SQLite serial type');
    if (values.length >= MAX_COLUMNS)
      throw new ParseError('SQLite record header', at, 'has too many columns');
    values.push(readValue(cursor, type.value, encoding));
    at = type.end;
  }
  return values;
}

function readValue(cursor: ByteCursor, type: number, encoding: SqliteEncoding): SqliteValue {
  switch (type) {
    case 0:
      return null;
    case 1:
    case 2:
    case 3:
    case 4:
      return integer(cursor, type);
    case 5:
      return integer(cursor, 6);
    case 6: {
      const value = BigInt.asIntN(64, wide(cursor));
      return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
    }
    case 7: {
      const at = cursor.position;
      cursor.skip(8, 'SQLite real');
      return cursor.view.getFloat64(at);
    }
    case 8:
      return 0;
    case 9:
      return 1;
    case 10:
    case 11:
      throw new ParseError('SQLite serial type', cursor.position, `${type} is reserved`);
    default: {
      const bytes = cursor.slice(Math.floor((type - 12) / 2), 'SQLite value');
      return type % 2 === 0 ? bytes : decode(bytes, encoding);
    }
  }
}

function integer(cursor: ByteCursor, size: number): number {
  const bytes = cursor.slice(size, 'SQLite integer');
  return Buffer.from(bytes.buffer, bytes.byteOffset, size).readIntBE(0, size);
}

function wide(cursor: ByteCursor): bigint {
  const at = cursor.position;
  cursor.skip(8, 'SQLite integer');
  return cursor.view.getBigUint64(at);
}

function decode(bytes: Uint8Array, encoding: SqliteEncoding): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (encoding === 'utf-8') return buffer.toString('utf8');
  const even = buffer.subarray(0, bytes.length & ~1);
  return (encoding === 'utf-16be' ? Buffer.from(even).swap16() : even).toString('utf16le');
}
