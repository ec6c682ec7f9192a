import { ParseError } from '../parse-error.ts';
import type { PlistNotes, PlistProblemCode } from './plist-notes.ts';
import type { TextSource } from './text-source.ts';

/** What stands at a position, for a message: at most this much of it. */
const SHOWN = 24;
const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['apos', "'"],
  ['quot', '"'],
]);
const REFERENCE = /&(?:#(\d{1,8})|#x([0-9a-fA-F]{1,8})|(lt|gt|amp|apos|quot));/y;

/** Moves over XML as CFPropertyList.c does: no entity is expanded, no DTD read, attributes are not looked at. */
export class XmlScanner {
  readonly text: string;
  position = 0;
  readonly #source: TextSource;
  readonly #notes: PlistNotes;

  constructor(source: TextSource, notes: PlistNotes) {
    this.text = source.text;
    this.#source = source;
    this.#notes = notes;
  }

  /** Bytes from the start of the file. */
  offset(position: number): number {
    return this.#source.offsetOf(position);
  }

  note(code: PlistProblemCode, position: number, message: string): void {
    this.#notes.add(code, () => this.offset(position), message);
  }

  fail(position: number, what: string, expected: string): ParseError {
    const shown = this.text.slice(position, position + SHOWN);
    const found = shown === '' ? 'the end of the file' : JSON.stringify(shown);
    return new ParseError(`XML plist ${what}`, this.offset(position), `expected ${expected}, found ${found}`);
  }

  skipWhitespace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.position);
      if (code !== 0x20 && code !== 0x0a && code !== 0x09 && code !== 0x0d) return;
      this.position += 1;
    }
  }

  /** Skips white space, comments and processing instructions. */
  skipMisc(): void {
    for (;;) {
      this.skipWhitespace();
      if (this.text.startsWith('<!--', this.position)) this.skipComment();
      else if (this.text.startsWith('<?', this.position)) this.skipPast('?>', 'processing instruction');
      else return;
    }
  }

  skipComment(): void {
    const at = this.position;
    if (/^-{0,2}>/.test(this.text.slice(at + 4, at + 7)))
      this.note('ambiguous-comment', at, 'readers disagree where this comment ends');
    this.position = at + 4;
    this.skipPast('-->', 'comment');
  }

  /** Moves behind the next `mark`. */
  skipPast(mark: string, what: string): void {
    const at = this.text.indexOf(mark, this.position);
    if (at < 0) throw this.fail(this.text.length, what, `"${mark}"`);
    this.position = at + mark.length;
  }

  /** The text of a reference at the cursor, which moves behind it; null if it is none that this DTD has. */
  reference(): string | null {
    REFERENCE.lastIndex = this.position;
    const found = REFERENCE.exec(this.text);
    if (found === null) return null;
    const [whole, decimal, hexadecimal, name = ''] = found;
    const predefined = PREDEFINED.get(name);
    const point = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
    if (predefined === undefined && (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))) return null;
    this.position += whole.length;
    return predefined ?? String.fromCodePoint(point);
  }
}
