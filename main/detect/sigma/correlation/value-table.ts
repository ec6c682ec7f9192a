import type { FieldValue } from '../field-record.ts';
import { foldCase } from '../fold.ts';
import { MAX_CORRELATION_TEXT } from './limits.ts';

/** No value: the field is absent, null or an empty list. */
export const NO_VALUE = -1;
/** The table is full. */
export const TABLE_FULL = -2;

const NUMERIC = /^[+-]?(?:\d{1,400}(?:\.\d{1,400})?|0x[0-9a-f]{1,16})$/i;
/** What parts the entries of a list; not in a text that a log can hold. */
const SEPARATOR = '\u0000';

/**
 * Numbers field values. Values that differ only in upper and lower case are one, as everywhere in Sigma; a number and
 * its text are one, because logs write numbers as text; a list is one value.
 */
export class ValueTable {
  readonly #ids = new Map<string, number>();
  /** As first read. */
  readonly #texts: string[] = [];
  #characters = 0;

  idOf(value: FieldValue): number {
    if (value === undefined || value === null) return NO_VALUE;
    if (typeof value === 'string') return this.#idOfText(value);
    if (typeof value !== 'object') return this.#idOfText(String(value));
    return value.length === 0 ? NO_VALUE : this.#idOfText(value.join(SEPARATOR));
  }

  textOf(id: number): string {
    return (this.#texts[id] ?? '').replaceAll(SEPARATOR, ', ');
  }

  /** The number that a value holds, or not a number. */
  numberOf(id: number): number {
    const text = this.#texts[id] ?? '';
    const found = NUMERIC.test(text) ? Number(text) : Number.NaN;
    return Number.isFinite(found) ? found : Number.NaN;
  }

  get size(): number {
    return this.#texts.length;
  }

  #idOfText(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    // A little for the entry itself, so that many short texts have an end too.
    const cost = text.length + 16;
    if (this.#characters + cost > MAX_CORRELATION_TEXT) return TABLE_FULL;
    this.#characters += cost;
    const folded = foldCase(text);
    let id = this.#ids.get(folded);
    if (id === undefined) {
      id = this.#texts.length;
      this.#texts.push(text);
      this.#ids.set(folded, id);
    }
    if (folded !== text) this.#ids.set(text, id);
    return id;
  }
}

/** Numbers combinations of ids. */
export class ComboTable {
  readonly #ids = new Map<number, number>();

  /** The id of a first id (0 and up) followed by a second. */
  pair(first: number, second: number): number {
    // Ids stay far below 2^26, the limit of characters over the cost of one text; so both fit an exact number.
    const key = first * 0x4000000 + second;
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.#ids.size;
      this.#ids.set(key, id);
    }
    return id;
  }
}
