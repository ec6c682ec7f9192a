import { Buffer } from 'node:buffer';

/** systemd's WHITESPACE (src/basic/string-util.h); what JavaScript's `trim` takes besides is text to systemd. */
export const WHITESPACE = ' \t\n\r';

/** Code points that systemd's utf8_is_valid refuses although they can be encoded (Unicode, "noncharacters"). */
const NONCHARACTER =
  /[\ufdd0-\ufdef\ufffe\uffff]|[\ud83f\ud87f\ud8bf\ud8ff\ud93f\ud97f\ud9bf\ud9ff\uda3f\uda7f\udabf\udaff\udb3f\udb7f\udbbf\udbff][\udffe\udfff]/;

/** True when the text has what `decodeUtf8` refuses, or what `decodeLossy` put in place of it. */
export function isDamaged(text: string): boolean {
  return text.includes('\ufffd') || NONCHARACTER.test(text);
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Text of the bytes, or null where systemd says that they are not UTF-8. A byte order mark stays. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    const text = strict.decode(bytes);
    return NONCHARACTER.test(text) ? null : text;
  } catch {
    return null;
  }
}

/** Text of the bytes with U+FFFD for what is not UTF-8. A byte order mark stays. */
export function decodeLossy(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

/** systemd's strstrip. */
export function strip(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isWhitespace(text.charCodeAt(start))) start += 1;
  while (end > start && isWhitespace(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

export function isWhitespace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}

/** systemd's string_is_safe (src/basic/string-util.c): no control characters, quotes or backslashes. */
export function isSafe(text: string): boolean {
  return !/[\u0000-\u001f\u007f"'\\]/.test(text);
}
