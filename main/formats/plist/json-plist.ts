import { MAX_PLIST_DIGITS } from '../../../shared/limits.ts';
import { type PlistNotes, quotedKey } from './plist-notes.ts';
import { exactInteger, type PlistArray, type PlistDict, type PlistValue } from './plist-value.ts';
import { TextScanner } from './text-scanner.ts';
import { textSource } from './text-source.ts';

const WHITESPACE = /[ \t\n\r]+/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;

/**
 * Decodes a property list in JSON (RFC 8259), strictly: `launchctl load` and `plutil` take it. JSON.parse would lose integers
 * above 2^53, equal keys and the place of an error. Throws ParseError.
 */
export function decodeJsonPlist(bytes: Uint8Array, notes: PlistNotes): PlistValue {
  const scanner = new TextScanner('JSON plist', textSource(bytes, notes), notes);
  const value = readValue(scanner, 0);
  scanner.take(WHITESPACE);
  if (scanner.peek() !== '') throw scanner.fail('nothing after the value');
  return value;
}

function readValue(scanner: TextScanner, depth: number): PlistValue {
  scanner.take(WHITESPACE);
  scanner.enter(depth);
  switch (scanner.peek()) {
    case '{':
      return readObject(scanner, depth);
    case '[':
      return readArray(scanner, depth);
    case '"':
      return readString(scanner);
  }
  if (scanner.skip('true')) return true;
  if (scanner.skip('false')) return false;
  if (scanner.skip('null')) return null;
  return readNumber(scanner);
}

function readNumber(scanner: TextScanner): PlistValue {
  const at = scanner.position;
  const text = scanner.take(NUMBER);
  if (text === '') throw scanner.fail('a value');
  if (/[.eE]/.test(text)) return { kind: 'real', value: Number(text) };
  if (text.length <= MAX_PLIST_DIGITS) return exactInteger(BigInt(text));
  scanner.note('malformed-scalar', at, `an integer of ${text.length} digits, kept as text`);
  return text;
}

function readString(scanner: TextScanner): string {
  const { text, position: start } = scanner;
  let end = start + 1;
  for (let code = text.charCodeAt(end); code !== 0x22; code = text.charCodeAt(end)) {
    if (Number.isNaN(code)) throw scanner.fail('a closing quote', text.length);
    end += code === 0x5c ? 2 : 1;
  }
  scanner.position = end + 1;
  try {
    return JSON.parse(text.slice(start, end + 1)) as string;
  } catch {
    throw scanner.fail('a string without control characters and with JSON escapes', start);
  }
}

function readArray(scanner: TextScanner, depth: number): PlistArray {
  const values: PlistValue[] = [];
  scanner.skip('[');
  scanner.take(WHITESPACE);
  if (scanner.skip(']')) return values;
  for (;;) {
    values.push(readValue(scanner, depth + 1));
    scanner.take(WHITESPACE);
    if (scanner.skip(']')) return values;
    if (!scanner.skip(',')) throw scanner.fail('"," or "]"');
  }
}

/** Of equal keys the last counts, as in every common reader of JSON. */
function readObject(scanner: TextScanner, depth: number): PlistDict {
  const entries = new Map<string, PlistValue>();
  scanner.skip('{');
  scanner.take(WHITESPACE);
  if (scanner.skip('}')) return entries;
  for (;;) {
    scanner.take(WHITESPACE);
    const at = scanner.position;
    if (scanner.peek() !== '"') throw scanner.fail('a key in quotes');
    const key = readString(scanner);
    scanner.take(WHITESPACE);
    if (!scanner.skip(':')) throw scanner.fail('":"');
    const value = readValue(scanner, depth + 1);
    if (entries.has(key)) scanner.note('duplicate-key', at, `${quotedKey(key)} again; the last one counts`);
    entries.set(key, value);
    scanner.take(WHITESPACE);
    if (scanner.skip('}')) return entries;
    if (!scanner.skip(',')) throw scanner.fail('"," or "}"');
  }
}
