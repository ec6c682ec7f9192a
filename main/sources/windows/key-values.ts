import { ParseError } from '../../formats/parse-error.ts';
import type { RegistryKey, RegistryValue } from '../../formats/registry-tree.ts';
import {
  listOf,
  numberOf,
  REG_BINARY,
  REG_MULTI_SZ,
  REG_NONE,
  textOf,
} from '../../formats/registry-value.ts';

/** Told of what could not be read; `what` names the value. */
export type ReportProblem = (offset: number | null, what: string) => void;

/**
 * The values of one key, read once into a map. Getters give null for a value that is absent, of another type or
 * damaged; `rest` gives those that no getter took, so that a value of an unexpected type is still shown.
 */
export class KeyValues {
  readonly #entries = new Map<string, Entry>();
  /** Windows never has a name twice; a damaged or forged hive may. */
  #duplicates: RegistryValue[] | null = null;
  readonly #report: ReportProblem;

  constructor(key: Pick<RegistryKey, 'offset' | 'values'>, report: ReportProblem) {
    this.#report = report;
    const values = attempt(() => key.values(), [], report, key.offset, 'values');
    // A plain loop: this is run for every value that is read, mostly before V8 optimises anything.
    for (let index = 0; index < values.length; index += 1) {
      const value = values[index] as RegistryValue;
      const name = lowerCaseName(value, report);
      if (name === null) continue;
      if (!this.#entries.has(name)) this.#entries.set(name, { value, taken: false });
      else if (this.#duplicates === null) this.#duplicates = [value];
      else this.#duplicates.push(value);
    }
  }

  /** The values of a key that may be absent. */
  static of(key: RegistryKey | undefined, report: ReportProblem): KeyValues {
    return key === undefined ? NONE : new KeyValues(key, report);
  }

  /** Without reading or taking it. Names are given in lower case throughout. */
  get(name: string): RegistryValue | undefined {
    return this.#entries.get(name)?.value;
  }

  text(name: string): string | null {
    return this.#take(name, textOf);
  }

  /** The same without taking it: for a look at what a key may be. */
  peekText(name: string): string | null {
    const value = this.get(name);
    return value === undefined
      ? null
      : (attempt(() => textOf(value), undefined, this.#report, value.offset, `value ${value.name}`) ?? null);
  }

  number(name: string): number | null {
    return this.#take(name, numberOf);
  }

  list(name: string): string[] | null {
    return this.#take(name, listOf);
  }

  /** Text of a value, or the first string of a list: where Windows takes either. */
  textOrFirst(name: string): string | null {
    return this.#take(name, textOrFirstOf);
  }

  bytes(name: string): Uint8Array | null {
    return this.#take(name, binaryOf);
  }

  some(test: (value: RegistryValue) => boolean): boolean {
    for (const { value } of this.#entries.values()) if (test(value)) return true;
    return this.#duplicates?.some(test) ?? false;
  }

  rest(): RegistryValue[] {
    const left: RegistryValue[] = [];
    this.#entries.forEach((entry) => {
      if (!entry.taken) left.push(entry.value);
    });
    return this.#duplicates === null ? left : [...left, ...this.#duplicates];
  }

  #take<T>(name: string, decode: (value: RegistryValue) => T | undefined): T | null {
    const entry = this.#entries.get(name);
    if (entry === undefined) return null;
    try {
      const decoded = decode(entry.value);
      if (decoded === undefined) return null;
      entry.taken = true;
      return decoded;
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      entry.taken = true;
      this.#report(entry.value.offset, `value ${entry.value.name}: ${error.message}`);
      return null;
    }
  }
}

function lowerCaseName(value: RegistryValue, report: ReportProblem): string | null {
  try {
    return value.name.toLowerCase();
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    report(value.offset, `value name: ${error.message}`);
    return null;
  }
}

interface Entry {
  readonly value: RegistryValue;
  taken: boolean;
}

/** Nothing is ever taken from it, so that all absent keys can share it. */
const NONE = new KeyValues({ offset: null, values: () => [] }, () => undefined);

function textOrFirstOf(value: RegistryValue): string | undefined {
  return textOf(value) ?? (value.type === REG_MULTI_SZ ? listOf(value)?.[0] : undefined);
}

function binaryOf(value: RegistryValue): Uint8Array | undefined {
  return value.type === REG_BINARY || value.type === REG_NONE ? value.data() : undefined;
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
