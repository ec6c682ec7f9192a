/** A value of the record that made a selection true; null when the rule asked for the value's absence. */
export interface MatchedField {
  readonly field: string;
  readonly value: string | number | boolean | null;
  /** Name of the selection in the rule. */
  readonly selection: string;
}

export interface Match {
  readonly matched: readonly MatchedField[];
  /** Titles of the global filters that suppress this match; empty for one to report. */
  readonly suppressedBy: readonly string[];
}

/** Collects matched values, each field and value once, in the order of the rule. */
export class MatchCollector {
  readonly #found = new Map<string, MatchedField>();

  add(field: string, value: MatchedField['value'], selection: string): void {
    const key = JSON.stringify([field, value]);
    if (!this.#found.has(key)) this.#found.set(key, { field, value, selection });
  }

  list(): readonly MatchedField[] {
    return [...this.#found.values()];
  }
}
