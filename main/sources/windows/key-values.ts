import { ParseError } from '../../formats/parse-error.ts';
import type { RegistryKey, RegistryValue } from '../../formats/registry-tree.ts';
import { listOf, numberOf, REG_BINARY, REG_MULTI_SZ, REG_NONE, textOf } from '../../formats/registry-value.ts';

/** Told of what could not be read; `what` names the value. */
export type ReportProblem = (offset: number | null, what: string) => void;

/**
 * The values of one key, read once into a map. Getters give null for a value that is absent, of another type or
 * damaged; `rest` gives those that no getter took, so that a value of an unexpected type is still shown.
 */
export class KeyValues {
  readonly #values = new Map<string, RegistryValue>();
  readonly #duplicates: RegistryValue[] = [];
  readonly #taken = new Set<string>();
  readonly #report: ReportProblem;

  constructor(key: RegistryKey | undefined, report: ReportProblem) {
    this.#report = report;
    if (key === undefined) return;
    for (const value of attempt(() => key.values(), [], report, key.offset, 'values')) {
      const name = attempt(() => value.name.toLowerCase(), null, report, value.offset, 'value name');
      if (name === null) continue;
      if (this.#values.has(name)) this.#duplicates.push(value);
      else this.#values.set(name, value);
    }
  }

  get size(): number {
    return this.#values.size;
  }

  /** Without reading or taking it. Names are given in lower case throughout. */
  get(name: string): RegistryValue | undefined {
    return this.#values.get(name);
  }

  text(name: string): string | null {
    return this.#take(name, textOf);
  }

  number(name: string): number | null {
    return this.#take(name, numberOf);
  }

  list(name: string): string[] | null {
    return this.#take(name, listOf);
  }

  /** Text of a value, or the first string of a list: where Windows takes either. */
  textOrFirst(name: string): string | null {
    return this.#take(name, (value) => textOf(value) ?? (value.type === REG_MULTI_SZ ? listOf(value)?.[0] : undefined));
  }

  bytes(name: string): Uint8Array | null {
    return this.#take(name, (value) =>
      value.type === REG_BINARY || value.type === REG_NONE ? value.data() : undefined,
    );
  }

  some(test: (value: RegistryValue) => boolean): boolean {
    for (const value of this.#values.values()) if (test(value)) return true;
    return this.#duplicates.some(test);
  }

  *rest(): Generator<RegistryValue> {
    for (const [name, value] of this.#values) {
      if (!this.#taken.has(name)) yield value;
    }
    yield* this.#duplicates;
  }

  #take<T>(name: string, decode: (value: RegistryValue) => T | undefined): T | null {
    const value = this.#values.get(name);
    if (value === undefined) return null;
    try {
      const decoded = decode(value);
      if (decoded === undefined) return null;
      this.#taken.add(name);
      return decoded;
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      this.#taken.add(name);
      this.#report(value.offset, `value ${value.name}: ${error.message}`);
      return null;
    }
  }
}

/** Runs one read; a ParseError is reported and gives `otherwise`. Anything else is a bug and goes on. */
export function attempt<T>(
  read: () => T,
  otherwise: T,
  report: ReportProblem,
  offset: number | null,
  what: string,
): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    report(offset, `${what}: ${error.message}`);
    return otherwise;
  }
}
