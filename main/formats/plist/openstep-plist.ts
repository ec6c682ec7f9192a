import { isUnquoted, readOpenStepString, skipOpenStepSpace } from './openstep-text.ts';
import { type PlistNotes, quotedKey } from './plist-notes.ts';
import type { PlistArray, PlistData, PlistDict, PlistValue } from './plist-value.ts';
import { TextScanner } from './text-scanner.ts';
import { textSource } from './text-source.ts';

const HEX_RUN = /[0-9a-fA-F \n\t\r\u2028\u2029]+/y;

/**
 * Decodes an old-style property list, `{ key = value; list = (a, b); data = <0fbd77>; }`, or a strings file, the same without
 * braces, by the grammar of CFOldStylePList.c. Every scalar is a string: the format has no others. Throws ParseError.
 */
export function decodeOpenStepPlist(bytes: Uint8Array, notes: PlistNotes): PlistValue {
  const scanner = new TextScanner('OpenStep plist', textSource(bytes, notes), notes);
  skipOpenStepSpace(scanner);
  if (scanner.peek() === '') {
    scanner.note('empty', 0, 'nothing but white space and comments');
    return new Map();
  }
  const value = readValue(scanner, 0);
  const end = scanner.position;
  skipOpenStepSpace(scanner);
  if (scanner.peek() === '') return value;
  if (typeof value !== 'string') throw scanner.fail('nothing after the value', end);
  scanner.position = 0;
  const entries = readEntries(scanner, 0);
  if (scanner.peek() !== '') throw scanner.fail('a key');
  return entries;
}

function readValue(scanner: TextScanner, depth: number): PlistValue {
  skipOpenStepSpace(scanner);
  scanner.enter(depth);
  if (scanner.skip('{')) {
    const entries = readEntries(scanner, depth);
    if (!scanner.skip('}')) throw scanner.fail('a key or "}"');
    return entries;
  }
  if (scanner.skip('(')) return readArray(scanner, depth);
  if (scanner.skip('<')) return readData(scanner);
  return readOpenStepString(scanner);
}

/** Values between commas; one comma may follow the last. */
function readArray(scanner: TextScanner, depth: number): PlistArray {
  const values: PlistValue[] = [];
  for (;;) {
    skipOpenStepSpace(scanner);
    if (scanner.skip(')')) return values;
    values.push(readValue(scanner, depth + 1));
    skipOpenStepSpace(scanner);
    if (!scanner.skip(',') && scanner.peek() !== ')') throw scanner.fail('"," or ")"');
  }
}

/** `key = value;` or `key;`, which has the key as value. Of equal keys the last counts (CFDictionarySetValue). */
function readEntries(scanner: TextScanner, depth: number): PlistDict {
  const entries = new Map<string, PlistValue>();
  for (;;) {
    skipOpenStepSpace(scanner);
    const at = scanner.position;
    const first = scanner.peek();
    if (first !== '"' && first !== "'" && !isUnquoted(first)) return entries;
    const key = readOpenStepString(scanner);
    skipOpenStepSpace(scanner);
    scanner.enter(depth);
    let value: PlistValue = key;
    if (scanner.skip('=')) value = readValue(scanner, depth + 1);
    else if (scanner.peek() !== ';') throw scanner.fail('";" or "="');
    if (entries.has(key)) scanner.note('duplicate-key', at, `${quotedKey(key)} again; the last one counts`);
    entries.set(key, value);
    skipOpenStepSpace(scanner);
    if (!scanner.skip(';')) throw scanner.fail('";"');
  }
}

/** `<0fbd77 1c2735ae>`: pairs of digits, white space between pairs only. */
function readData(scanner: TextScanner): PlistData {
  const at = scanner.position;
  const pairs = scanner.take(HEX_RUN).split(/[ \n\t\r\u2028\u2029]+/);
  if (!scanner.skip('>')) throw scanner.fail('hexadecimal digits or ">"');
  if (pairs.some((digits) => digits.length % 2 !== 0)) throw scanner.fail('pairs of digits', at);
  return { kind: 'data', bytes: new Uint8Array(Buffer.from(pairs.join(''), 'hex')) };
}
