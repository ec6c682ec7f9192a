import { type FieldBytes, fieldName } from './data-object.ts';

/** A data object that an entry must refer to: a field of this name, with exactly this value or one like this pattern if given. */
export interface JournalMatch {
  readonly field: string;
  readonly value?: string;
  /** Is asked of the value's first `MAX_MATCHED_VALUE` bytes, as UTF-8. */
  readonly pattern?: RegExp;
}

/** Bytes of a value that a pattern sees: paths and the beginning of a command line. */
const MAX_MATCHED_VALUE = 4_096;
type Test = (value: Uint8Array) => boolean;

export const JUDGED = 1;
/** An entry that refers to it is wanted. */
export const WANTED = 2;
/** It is decoded. */
export const NEEDED = 4;

/** Judges data objects by name and value: see `JournalOptions`. */
export class FieldChoice {
  /** By name what values are wanted; null for any. */
  readonly #wanted: ReadonlyMap<string, readonly Test[] | null> | null;
  readonly #fields: ReadonlySet<string> | null;

  constructor(wanted: readonly JournalMatch[] | undefined, fields: readonly string[] | undefined) {
    this.#fields = fields === undefined ? null : new Set(fields);
    this.#wanted = wanted === undefined ? null : byName(wanted);
  }

  get choosesEntries(): boolean {
    return this.#wanted !== null;
  }

  get choosesFields(): boolean {
    return this.#fields !== null;
  }

  judge(field: FieldBytes): number {
    const name = fieldName(field);
    const needed = this.#fields === null || this.#fields.has(name) ? NEEDED : 0;
    if (this.#wanted === null) return JUDGED | WANTED | needed;
    const values = this.#wanted.get(name);
    if (values === undefined) return JUDGED | needed;
    const value = field.bytes.subarray(field.equals + 1, field.end);
    const isWanted = values === null || values.some((test) => test(value));
    return JUDGED | needed | (isWanted ? WANTED : 0);
  }
}

function byName(wanted: readonly JournalMatch[]): Map<string, readonly Test[] | null> {
  const names = new Map<string, readonly Test[] | null>();
  for (const match of wanted) {
    const before = names.get(match.field);
    const test = testOf(match);
    if (test === null || before === null) names.set(match.field, null);
    else names.set(match.field, [...(before ?? []), test]);
  }
  return names;
}

function testOf({ value, pattern }: JournalMatch): Test | null {
  if (value !== undefined) {
    const exact = Buffer.from(value, 'utf8');
    return (bytes) => Buffer.compare(exact, bytes) === 0;
  }
  if (pattern === undefined) return null;
  return (bytes) => pattern.test(Buffer.from(bytes.subarray(0, MAX_MATCHED_VALUE)).toString('utf8'));
}
