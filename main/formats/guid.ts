import type { ByteCursor } from './byte-cursor.ts';

/** Reads a GUID ([MS-DTYP] 2.3.4.2) in registry form: upper case, with braces. Throws ParseError. */
export function readGuid(cursor: ByteCursor, what: string): string {
  const first = hex(cursor.u32(what), 8);
  const second = hex(cursor.u16(what), 4);
  const third = hex(cursor.u16(what), 4);
  const bytes = cursor.slice(8, what);
  const rest = Buffer.from(bytes.buffer, bytes.byteOffset, 8).toString('hex').toUpperCase();
  return `{${first}-${second}-${third}-${rest.slice(0, 4)}-${rest.slice(4)}}`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}
