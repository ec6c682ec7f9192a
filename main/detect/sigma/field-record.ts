import { foldCase, foldDashes } from './fold.ts';

/** What a field may hold; undefined when the record does not have it. */
export type FieldValue = string | number | boolean | null | undefined | readonly (string | number)[];

/** What rules are evaluated on. `keys` is needed by rules with keywords. */
export interface RecordFields {
  get(field: string): FieldValue;
  keys?(): Iterable<string>;
}

/** One value of a field, with the forms that comparisons ask for, each made once. */
export class FieldText {
  readonly value: string | number | boolean;
  readonly raw: string;
  #folded: string | undefined;
  #dashed: string | undefined;
  #rawDashed: string | undefined;

  constructor(value: string | number | boolean) {
    this.value = value;
    this.raw = String(value);
  }

  /** Lower case. */
  get folded(): string {
    this.#folded ??= foldCase(this.raw);
    return this.#folded;
  }

  /** Lower case with all dashes alike. */
  get dashed(): string {
    this.#dashed ??= foldDashes(this.folded);
    return this.#dashed;
  }

  /** As written, with all dashes alike. */
  get rawDashed(): string {
    this.#rawDashed ??= foldDashes(this.raw);
    return this.#rawDashed;
  }
}

const NO_TEXTS: readonly FieldText[] = [];

/** Field names of all compiled rules, numbered, so that a record finds a field by index instead of by hash. */
const SLOTS = new Map<string, number>();

/** The number of a field, the same for all rules and records. */
export function fieldSlot(field: string): number {
  let slot = SLOTS.get(field);
  if (slot === undefined) {
    slot = SLOTS.size;
    SLOTS.set(field, slot);
  }
  return slot;
}

/**
 * A record for many rules: fields come from a plain object whose functions are called at first use, and lower-case
 * forms are kept. Make one for each record and evaluate all rules on it.
 */
export class FieldRecord implements RecordFields {
  readonly #fields: Readonly<Record<string, FieldValue | (() => FieldValue)>>;
  readonly #source: RecordFields | null;
  /** Made for the first field that has to be worked out. */
  #values: Map<string, FieldValue> | null = null;
  readonly #texts: (readonly FieldText[] | undefined)[] = [];

  constructor(
    fields: Readonly<Record<string, FieldValue | (() => FieldValue)>>,
    source: RecordFields | null = null,
  ) {
    this.#fields = fields;
    this.#source = source;
  }

  /** The record itself, or a cache in front of another kind of record. */
  static over(record: RecordFields): FieldRecord {
    return record instanceof FieldRecord ? record : new FieldRecord({}, record);
  }

  get(field: string): FieldValue {
    if (this.#source !== null) return this.#source.get(field);
    if (!Object.hasOwn(this.#fields, field)) return undefined;
    const value = this.#fields[field];
    if (typeof value !== 'function') return value;
    this.#values ??= new Map();
    if (!this.#values.has(field)) this.#values.set(field, value());
    return this.#values.get(field);
  }

  /** Names of the fields; throws when the underlying record cannot list them. */
  keys(): Iterable<string> {
    if (this.#source === null) return Object.keys(this.#fields);
    if (this.#source.keys === undefined) {
      throw new Error('a record without keys() cannot be searched for keywords');
    }
    return this.#source.keys();
  }

  /** The field's values; none when it is absent, null or an empty list. `slot` is the field's `fieldSlot`. */
  texts(field: string, slot = fieldSlot(field)): readonly FieldText[] {
    let texts = this.#texts[slot];
    if (texts === undefined) {
      texts = makeTexts(this.get(field));
      this.#texts[slot] = texts;
    }
    return texts;
  }
}

function makeTexts(value: FieldValue): readonly FieldText[] {
  if (value === undefined || value === null) return NO_TEXTS;
  if (typeof value === 'object') return value.map((entry) => new FieldText(entry));
  return [new FieldText(value)];
}
