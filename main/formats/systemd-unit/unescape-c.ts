import { Buffer } from 'node:buffer';

/** One C-style escape: its text, and how many characters it took after the backslash. */
export interface Unescaped {
  readonly text: string;
  readonly length: number;
}

const SINGLE: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
  s: ' ',
};

/** Bytes that an escape names stand as U+DC00 + byte until the word is complete: several may make one UTF-8 character. */
const BYTE = 0xdc00;

/**
 * The escape after a backslash at `at` (systemd.syntax(7), "Quoting", table of escapes; cunescape_one, src/basic/escape.c).
 * Null where there is none, and for NUL, which systemd refuses.
 */
export function unescapeC(text: string, at: number): Unescaped | null {
  const single = SINGLE[text.charAt(at)];
  if (single !== undefined) return { text: single, length: 1 };
  const hex = /^(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([0-7]{3}))/.exec(
    text.slice(at, at + 9),
  );
  if (hex === null) return null;
  const [whole, x, u, big, octal] = hex;
  const code = octal === undefined ? Number.parseInt(x ?? u ?? big ?? '', 16) : Number.parseInt(octal, 8);
  if (code === 0 || code > 0x10ffff) return null;
  if (u !== undefined || big !== undefined) {
    const surrogate = code >= 0xd800 && code <= 0xdfff;
    return { text: surrogate ? '\ufffd' : String.fromCodePoint(code), length: whole.length };
  }
  if (code > 0xff) return null;
  return { text: String.fromCharCode(code < 0x80 ? code : BYTE + code), length: whole.length };
}

/** Turns the bytes that escapes named into text; what is not UTF-8 becomes U+FFFD. */
export function joinBytes(word: string): string {
  // Not the second half of a pair: the text around comes from UTF-8, so a first half always has its own.
  return word.replace(/(?<![\ud800-\udbff])[\udc80-\udcff]+/g, (run) =>
    Buffer.from(Array.from(run, (unit) => unit.charCodeAt(0) - BYTE)).toString('utf8'),
  );
}
