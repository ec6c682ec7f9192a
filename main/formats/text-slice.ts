/**
 * Text straight from bytes. `Buffer.prototype.toString` spends more on its arguments and on the encoding's name than on a
 * text as short as those of a registry; these are the functions it ends in. They work on any Uint8Array, and the
 * types of Node do not list them. `start` and `end` must lie inside `bytes`.
 */
declare global {
  interface Buffer {
    latin1Slice(this: Uint8Array, start: number, end: number): string;
    ucs2Slice(this: Uint8Array, start: number, end: number): string;
  }
}

const { latin1Slice, ucs2Slice } = Buffer.prototype;

export function latin1Text(bytes: Uint8Array, start: number, end: number): string {
  return latin1Slice.call(bytes, start, end);
}

/** UTF-16LE code units as they are, unpaired surrogates included; an odd last byte is dropped. */
export function utf16Text(bytes: Uint8Array, start: number, end: number): string {
  return ucs2Slice.call(bytes, start, end);
}
