import { type FieldBytes, fieldName } from './data-object.ts';

/** A data object that an entry must refer to: a field of this name, with exactly this value if one is given. */
export interface JournalMatch {
  readonly field: string;
  readonly value?: string;
}

export const JUDGED = 1;
/** An entry that refers to it is wanted. */
export const WANTED = 2;
/** It is decoded. */
export const NEEDED = 4;

/** Judges data objects by name and value: see `JournalOptions`. */
export class FieldChoice {
  /** By name what values are wanted; null for any. */
  readonly #wanted: ReadonlyMap<string, readonly Uint8Array[] | null> | null;
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
    const isWanted = values === null || values.some((one) => Buffer.compare(one, value) === 0);
    return JUDGED | needed | (isWanted ? WANTED : 0);
  }
}

function byName(wanted: readonly JournalMatch[]): Map<string, readonly Uint8Array[] | null> {
  const names = new Map<string, readonly Uint8Array[] | null>();
  for (const { field, value } of wanted) {
    const before = names.get(field);
    if (value === undefined || before === null) names.set(field, null);
    else names.set(field, [...(before ?? []), Buffer.from(value, 'utf8')]);
  }
  return names;
}
