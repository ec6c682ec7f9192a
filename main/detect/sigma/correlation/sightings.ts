import type { FieldValue } from '../field-record.ts';
import { EventClock } from './event-clock.ts';
import { MAX_SIGHTINGS, MAX_SIGHTINGS_PER_RULE } from './limits.ts';
import { float64List, int32List } from './number-list.ts';
import { NO_VALUE, TABLE_FULL, ValueTable } from './value-table.ts';

/** What became of a match that was added. */
export type Kept = 'kept' | 'no-time' | 'too-many' | 'too-much-text';

/** The matches of one rule. */
export class RuleSightings {
  /** Fields that correlations ask of its events. */
  readonly fields: readonly string[];
  /** Rows of the store. */
  readonly rows = int32List();
  constructor(fields: readonly string[]) {
    this.fields = fields;
  }
}

/** Every match of rules that correlations refer to, in the order of arrival: a row each, its values numbered. */
export class Sightings<T> {
  readonly values = new ValueTable();
  /** Microseconds since the Unix epoch. */
  readonly times = float64List();
  /** Number of the event, the same for all rules that matched it. */
  readonly events = int32List();
  readonly texts: string[] = [];
  readonly payloads: T[] = [];
  readonly #firstValue = int32List();
  readonly #values = int32List();
  readonly #clock = new EventClock();
  #event = -1;
  #scratch: number[] = [];

  add(rule: RuleSightings, time: string | null, get: (field: string) => FieldValue, payload: T): Kept {
    const microseconds = time === null ? Number.NaN : this.#clock.read(time);
    if (time === null || Number.isNaN(microseconds)) return 'no-time';
    const row = this.payloads.length;
    if (row >= MAX_SIGHTINGS || rule.rows.length >= MAX_SIGHTINGS_PER_RULE) return 'too-many';
    this.#scratch.length = 0;
    for (const field of rule.fields) {
      const id = this.values.idOf(get(field));
      if (id === TABLE_FULL) return 'too-much-text';
      this.#scratch.push(id);
    }
    // Rules match one event one after the other.
    if (row === 0 || this.payloads[row - 1] !== payload) this.#event += 1;
    this.#firstValue.push(this.#values.length);
    for (const id of this.#scratch) this.#values.push(id);
    this.times.push(microseconds);
    this.events.push(this.#event);
    this.texts.push(time);
    this.payloads.push(payload);
    rule.rows.push(row);
    return 'kept';
  }

  /** The value in a column of the row's rule. */
  value(row: number, column: number): number {
    return this.#values.at(this.#firstValue.at(row) + column);
  }

  /** Replaces what a rule's events hold in a field, where `revised` knows better; a table that is full leaves what is there. */
  revise(rule: RuleSightings, field: string, revised: (payload: T) => FieldValue): void {
    const column = rule.fields.indexOf(field);
    if (column < 0) return;
    for (const row of rule.rows.view()) {
      if (this.value(row, column) === NO_VALUE) continue;
      const payload = this.payloads[row];
      const id = payload === undefined ? NO_VALUE : this.values.idOf(revised(payload));
      if (id >= 0) this.#values.set(this.#firstValue.at(row) + column, id);
    }
  }

  /** Events so far. */
  get eventCount(): number {
    return this.#event + 1;
  }
}
