import { type PlistNotes, quotedKey } from './plist-notes.ts';
import type { PlistArray, PlistDict, PlistValue } from './plist-value.ts';
import { utf8Source } from './text-source.ts';
import { skipXmlProlog } from './xml-prolog.ts';
import { xmlScalar } from './xml-scalar.ts';
import { XmlScanner } from './xml-scanner.ts';
import { readXmlText } from './xml-text.ts';

/**
 * Decodes an XML property list (PropertyList-1.0.dtd, plist(5)) by the grammar of CFPropertyList.c, which is looser than XML:
 * declaration, DOCTYPE and the `plist` element may be missing, comments may come first, attributes are not looked at, what
 * follows the value is not read. Throws ParseError where the elements themselves are wrong; where only a scalar, a character
 * or a reference is, it is kept with a problem, for what one reader of Apple's refuses another may load.
 */
export function decodeXmlPlist(bytes: Uint8Array, notes: PlistNotes): PlistValue {
  const scanner = new XmlScanner(utf8Source(bytes, notes), notes);
  skipXmlProlog(scanner);
  const value = new XmlPlistReader(scanner, notes).value(0);
  const end = scanner.position;
  scanner.skipWhitespace();
  if (scanner.position < scanner.text.length && !onlyMiscFollows(scanner))
    scanner.note('trailing-content', end, 'something follows the value (CoreFoundation does not look at it)');
  return value;
}

function onlyMiscFollows(scanner: XmlScanner): boolean {
  return /^(?:\s|<!--(?:[^-]|-(?!->))*-->)*$/.test(
    scanner.text.slice(scanner.position, scanner.position + 4096),
  );
}

class XmlPlistReader {
  readonly #scanner: XmlScanner;
  readonly #notes: PlistNotes;
  /** Of the open tag read last: its name, and whether it ends in `/>`. */
  #name = '';
  #empty = false;

  constructor(scanner: XmlScanner, notes: PlistNotes) {
    this.#scanner = scanner;
    this.#notes = notes;
  }

  /** The element at the cursor, which moves behind it. */
  value(depth: number): PlistValue {
    const at = this.#scanner.position;
    this.#openTag();
    const name = this.#name;
    this.#notes.enter(depth, 'XML plist element', () => this.#scanner.offset(at));
    switch (name) {
      case 'dict':
        return this.#empty ? new Map() : this.#dict(depth);
      case 'array':
        return this.#empty ? [] : this.#array(depth);
      case 'string':
        return this.#text();
      case 'key':
        this.#scanner.note('key-as-value', at, 'a <key> where a value belongs, taken for a string');
        return this.#text();
      case 'true':
      case 'false':
        if (!this.#empty) this.#closeTag(name);
        return name === 'true';
      case 'integer':
      case 'real':
      case 'date':
      case 'data': {
        const { value, problem } = xmlScalar(name, this.#text());
        if (problem !== '') this.#scanner.note('malformed-scalar', at, problem);
        return value;
      }
      case 'plist':
        if (!this.#empty) return this.#plist(depth);
        throw this.#scanner.fail(at, 'element', 'a <plist> with a value');
    }
    throw this.#scanner.fail(at, 'element', 'an element of the property list DTD');
  }

  /** Reads `<name …>`: the name ends at white space or at `/>`; attributes may be anything but `>`. */
  #openTag(): void {
    const { text, position: at } = this.#scanner;
    if (text.charCodeAt(at) !== 0x3c) throw this.#scanner.fail(at, 'element', 'an open tag');
    const end = text.indexOf('>', at);
    if (end < 0) throw this.#scanner.fail(text.length, 'tag', '">"');
    this.#empty = text.charCodeAt(end - 1) === 0x2f;
    const inner = text.slice(at + 1, this.#empty ? end - 1 : end);
    const blank = inner.search(/[ \t\r\n]/);
    this.#name = blank < 0 ? inner : inner.slice(0, blank);
    this.#scanner.position = end + 1;
  }

  #closeTag(name: string): void {
    const at = this.#scanner.position;
    if (!this.#scanner.text.startsWith(`</${name}`, at))
      throw this.#scanner.fail(at, 'element', `</${name}>`);
    this.#scanner.position = at + 2 + name.length;
    this.#scanner.skipWhitespace();
    if (this.#scanner.text[this.#scanner.position] !== '>')
      throw this.#scanner.fail(this.#scanner.position, 'close tag', '">"');
    this.#scanner.position += 1;
  }

  /** True before a close tag; else the cursor stands at the next element. */
  #atEnd(): boolean {
    this.#scanner.skipMisc();
    return this.#scanner.text.startsWith('</', this.#scanner.position);
  }

  #text(): string {
    if (this.#empty) return '';
    const name = this.#name;
    const text = readXmlText(this.#scanner, this.#notes);
    this.#closeTag(name);
    return text;
  }

  #plist(depth: number): PlistValue {
    if (this.#atEnd()) throw this.#scanner.fail(this.#scanner.position, 'plist', 'a value');
    const value = this.value(depth + 1);
    if (!this.#atEnd()) throw this.#scanner.fail(this.#scanner.position, 'plist', 'one value and </plist>');
    this.#closeTag('plist');
    return value;
  }

  #array(depth: number): PlistArray {
    const values: PlistValue[] = [];
    while (!this.#atEnd()) values.push(this.value(depth + 1));
    this.#closeTag('array');
    return values;
  }

  /** Of equal keys the last counts (CFDictionarySetValue), at the place of the first. */
  #dict(depth: number): PlistValue {
    const entries = new Map<string, PlistValue>();
    while (!this.#atEnd()) {
      const at = this.#scanner.position;
      this.#openTag();
      if (this.#name !== 'key') throw this.#scanner.fail(at, 'dict', '<key> or </dict>');
      const key = this.#text();
      if (this.#atEnd())
        throw this.#scanner.fail(this.#scanner.position, 'dict', `a value for the key ${quotedKey(key)}`);
      const value = this.value(depth + 1);
      if (entries.has(key))
        this.#scanner.note('duplicate-key', at, `${quotedKey(key)} again; the last one counts`);
      entries.set(key, value);
    }
    this.#closeTag('dict');
    return uidOf(entries) ?? entries;
  }
}

/** A dictionary of nothing but an integer `CF$UID` stands for a UID (parseDictTag). */
function uidOf(entries: PlistDict): PlistValue | null {
  const value = entries.size === 1 ? entries.get('CF$UID') : undefined;
  const isUid = typeof value === 'number' && value >= 0 && value <= 0xffff_ffff;
  return isUid ? { kind: 'uid', value } : null;
}
