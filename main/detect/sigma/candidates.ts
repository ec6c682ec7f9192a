import { cluesOf, fieldWeights } from './clues.ts';
import type { CompiledRule } from './compile-rule.ts';
import { type FieldRecord, fieldSlot } from './field-record.ts';
import type { PlaceholderResolver } from './terms.ts';

/** Rules, by number, that a value of one field speaks for. */
interface FieldClues {
  readonly field: string;
  readonly slot: number;
  /** Those that any value speaks for. */
  readonly any: number[];
  readonly byValue: Map<string, number[]>;
}

/**
 * Picks the rules that may match a record, so that the others need not be evaluated: of a rule set, one record is worth a
 * tenth. Answers come in the order of the rules.
 */
export class Candidates<T extends { readonly compiled: CompiledRule }> {
  readonly #rules: readonly T[];
  readonly #fields: readonly FieldClues[];
  /** Number of the last record that each rule may match. */
  readonly #stamps: Int32Array;
  /** Evaluated on every record. */
  readonly #always: number[] = [];
  #record = 0;
  /** A rule may match the last record. */
  #stamped = false;

  constructor(rules: readonly T[], resolve: PlaceholderResolver) {
    this.#rules = rules;
    this.#stamps = new Int32Array(rules.length);
    const detections = rules.map(({ compiled }) => compiled.rule.detection);
    const weight = fieldWeights(detections);
    const fields = new Map<string, FieldClues>();
    for (const [number, detection] of detections.entries()) {
      const clues = cluesOf(detection, resolve, weight);
      if (clues === null) this.#always.push(number);
      for (const { field, value } of clues ?? []) {
        let known = fields.get(field);
        if (known === undefined) {
          known = { field, slot: fieldSlot(field), any: [], byValue: new Map() };
          fields.set(field, known);
        }
        if (value === null) known.any.push(number);
        else {
          const numbers = known.byValue.get(value);
          if (numbers === undefined) known.byValue.set(value, [number]);
          else numbers.push(number);
        }
      }
    }
    this.#fields = [...fields.values()];
  }

  /** Calls `each` for every rule that may match. */
  forRecord(record: FieldRecord, each: (rule: T) => void): void {
    this.#record += 1;
    this.#stamped = false;
    this.#stamp(this.#always);
    // Loops over indexes: V8 allocates an iterator and an object a step in loops that it has not optimised yet.
    for (let at = 0; at < this.#fields.length; at += 1) {
      const { field, slot, any, byValue } = this.#fields[at] as FieldClues;
      const texts = record.texts(field, slot);
      if (texts.length > 0) this.#stamp(any);
      if (byValue.size === 0) continue;
      for (let index = 0; index < texts.length; index += 1) {
        const numbers = byValue.get(texts[index]?.folded ?? '');
        if (numbers !== undefined) this.#stamp(numbers);
      }
    }
    if (!this.#stamped) return;
    for (let number = 0; number < this.#rules.length; number += 1) {
      if (this.#stamps[number] === this.#record) each(this.#rules[number] as T);
    }
  }

  #stamp(numbers: readonly number[]): void {
    if (numbers.length > 0) this.#stamped = true;
    for (let index = 0; index < numbers.length; index += 1) {
      this.#stamps[numbers[index] as number] = this.#record;
    }
  }
}
