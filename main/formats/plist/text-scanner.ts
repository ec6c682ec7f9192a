import { ParseError } from '../parse-error.ts';
import type { PlistNotes, PlistProblemCode } from './plist-notes.ts';
import type { TextSource } from './text-source.ts';

const SHOWN = 24;

/** A position in text that messages show and sticky expressions move; JSON and OpenStep share it. */
export class TextScanner {
  readonly text: string;
  position = 0;
  readonly #source: TextSource;
  readonly #notes: PlistNotes;
  readonly #format: string;

  constructor(format: string, source: TextSource, notes: PlistNotes) {
    this.text = source.text;
    this.#source = source;
    this.#notes = notes;
    this.#format = format;
  }

  note(code: PlistProblemCode, position: number, message: string): void {
    this.#notes.add(code, () => this.#source.offsetOf(position), message);
  }

  /** Counts a value that begins at the cursor. Throws ParseError beyond the limits. */
  enter(depth: number): void {
    this.#notes.enter(depth, `${this.#format} value`, () => this.#source.offsetOf(this.position));
  }

  fail(expected: string, position = this.position): ParseError {
    const shown = this.text.slice(position, position + SHOWN);
    const found = shown === '' ? 'the end of the file' : JSON.stringify(shown);
    const offset = this.#source.offsetOf(position);
    return new ParseError(this.#format, offset, `expected ${expected}, found ${found}`);
  }

  /** What a sticky expression matches at the cursor, which moves behind it; empty if it does not match. */
  take(expression: RegExp): string {
    expression.lastIndex = this.position;
    const found = expression.exec(this.text)?.[0] ?? '';
    this.position += found.length;
    return found;
  }

  /** Moves behind `mark` if it stands at the cursor. */
  skip(mark: string): boolean {
    const found = this.text.startsWith(mark, this.position);
    if (found) this.position += mark.length;
    return found;
  }

  peek(): string {
    return this.text[this.position] ?? '';
  }
}
