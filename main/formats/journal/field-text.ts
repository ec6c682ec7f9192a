import { isUtf8 } from 'node:buffer';

declare global {
  interface Buffer {
    utf8Slice(this: Uint8Array, start: number, end: number): string;
  }
}

const { utf8Slice } = Buffer.prototype;
const REPLACEMENT = '\ufffd';

/** Text of bytes, with U+FFFD for what is not UTF-8; `binary` says whether there is such. `start` and `end` lie inside `bytes`. */
export function fieldText(bytes: Uint8Array, start: number, end: number): { text: string; binary: boolean } {
  const text = utf8Slice.call(bytes, start, end);
  return { text, binary: text.includes(REPLACEMENT) && !isUtf8(bytes.subarray(start, end)) };
}
