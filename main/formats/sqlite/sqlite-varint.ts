import { ParseError } from '../parse-error.ts';

/**
 * A variable-length integer (fileformat.html section 1.6): big-endian groups of 7 bits, all 8 bits of a ninth byte. Read as unsigned
 * and inexact beyond 2^53: sizes and serial types are small, and a negative rowid is only an order. Throws `ParseError` at `limit`.
 */
export function readVarint(
  bytes: Uint8Array,
  start: number,
  limit: number,
  what: string,
): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let at = start; at < start + 9; at += 1) {
    const byte = bytes[at];
    if (byte === undefined || at >= limit) throw new ParseError(what, start, 'ends before its last byte');
    if (at === start + 8) return { value: value * 256 + byte, end: at + 1 };
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, end: at + 1 };
  }
  throw new ParseError(what, start, 'has no end');
}
