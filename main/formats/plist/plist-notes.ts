import { MAX_DIAGNOSTICS_PER_FILE, MAX_PLIST_DEPTH, MAX_PLIST_OBJECTS } from '../../../shared/limits.ts';
import { ParseError } from '../parse-error.ts';

/** What a decoder read all the same, and what other readers of Apple may read differently or refuse. */
export const PLIST_PROBLEM_CODES = [
  /** A key twice in one dictionary. XML, JSON and OpenStep: the last counts; binary: the first (as CoreFoundation does). */
  'duplicate-key',
  /** An integer, real, date or data that is none: its text is the value. CoreFoundation refuses the file. */
  'malformed-scalar',
  /** Bytes that are not text: U+FFFD stands for them in XML, else all is Latin-1. CoreFoundation refuses the file. */
  'invalid-text',
  /** The declared encoding is unknown or cannot be the file's: read as UTF-8. */
  'encoding',
  /** A reference that is none of the five predefined or a character: kept as written. CoreFoundation refuses the file. */
  'unknown-entity',
  /** A comment inside text, left out as XML says. CoreFoundation refuses the file. */
  'comment-in-text',
  /** `<!-->`, `<!--->`, `<!---->`: readers disagree where these comments end; here it is where XML says. */
  'ambiguous-comment',
  /** Something stands before the XML declaration: CoreFoundation reads on, XML parsers refuse. */
  'declaration-not-first',
  /** An internal DTD subset, skipped. CoreFoundation refuses the file. */
  'inline-dtd',
  /** Something follows the value: CoreFoundation does not look at it. */
  'trailing-content',
  /** `<key>` where a value belongs: CoreFoundation takes it for a string. */
  'key-as-value',
  /** A set of a bplist, given as an array. */
  'set-as-array',
  /** The trailer of a bplist and its offset table do not fit each other. CoreFoundation refuses the file. */
  'trailer',
  /** Nothing but white space: CoreFoundation reads an empty dictionary. */
  'empty',
] as const;
export type PlistProblemCode = (typeof PLIST_PROBLEM_CODES)[number];

export interface PlistProblem {
  readonly code: PlistProblemCode;
  /** Bytes from the start of the file. */
  readonly offset: number;
  readonly message: string;
}

/** As much of a key as a message shows. */
const SHOWN_KEY = 80;

export function quotedKey(key: string): string {
  return JSON.stringify(key.length > SHOWN_KEY ? `${key.slice(0, SHOWN_KEY)}…` : key);
}

/** Collects the problems of one file and counts what hostile files multiply. */
export class PlistNotes {
  readonly problems: PlistProblem[] = [];
  #values = 0;

  add(code: PlistProblemCode, offset: number | (() => number), message: string): void {
    if (this.problems.length >= MAX_DIAGNOSTICS_PER_FILE) return;
    this.problems.push({ code, offset: typeof offset === 'number' ? offset : offset(), message });
  }

  /** To be called for each value at `depth` containers; throws ParseError beyond MAX_PLIST_DEPTH or MAX_PLIST_OBJECTS. */
  enter(depth: number, what: string, offsetOf: () => number): void {
    this.#values += 1;
    if (depth > MAX_PLIST_DEPTH)
      throw new ParseError(what, offsetOf(), `nests deeper than ${MAX_PLIST_DEPTH} containers`);
    if (this.#values > MAX_PLIST_OBJECTS)
      throw new ParseError(what, offsetOf(), `is one of more than ${MAX_PLIST_OBJECTS} values`);
  }
}
