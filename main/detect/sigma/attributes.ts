import type { Problems } from './problem.ts';

/** A YAML or JSON map after parsing. */
export type DocumentMap = Readonly<Record<string, unknown>>;

export function isMap(value: unknown): value is DocumentMap {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The map's own value: names such as `constructor` and `__proto__` come from rule files too. */
export function own(map: DocumentMap, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** What is there, in words for a sentence about what should have been there. */
export function describeType(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'a number';
  if (typeof value === 'boolean') return 'true or false';
  return isMap(value) ? 'a map' : 'something else';
}

/** Reads one optional text; a key without a value counts as left out. */
export function readText(map: DocumentMap, key: string, max: number, problems: Problems): string | null {
  const value = own(map, key);
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') {
    problems.add(key, `The ${key} must be text, not ${describeType(value)}.`);
    return null;
  }
  if (value.length > max) {
    problems.add(key, `The ${key} is longer than ${max} characters.`);
    return null;
  }
  return value;
}

/** Reads one optional list of texts. */
export function readTexts(map: DocumentMap, key: string, problems: Problems): readonly string[] {
  const value = own(map, key);
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    problems.add(key, `The ${key} must be a list of texts, not ${describeType(value)}.`);
    return [];
  }
  return value.flatMap((entry: unknown, index) => {
    if (typeof entry === 'string') return [entry];
    problems.add(`${key}[${index}]`, `Every entry of ${key} must be text, not ${describeType(entry)}.`);
    return [];
  });
}

/** Reads one optional word out of a fixed set. */
export function readChoice<T extends string>(
  map: DocumentMap,
  key: string,
  choices: readonly T[],
  problems: Problems,
): T | null {
  const value = own(map, key);
  if (value === undefined || value === null) return null;
  const choice = choices.find((candidate) => candidate === value);
  if (choice !== undefined) return choice;
  problems.add(key, `The ${key} must be one of ${choices.join(', ')}.`);
  return null;
}

const DATE = /^(\d{4})([-/])(\d{2})\2(\d{2})$/;

/**
 * Reads one optional date as `YYYY-MM-DD` (specification 2.1.0, "Date"). `YYYY/MM/DD`, which Sigma 1 used, means
 * the same and is rewritten.
 */
export function readDate(map: DocumentMap, key: string, problems: Problems): string | null {
  const value = own(map, key);
  if (value === undefined || value === null) return null;
  const found = typeof value === 'string' ? DATE.exec(value) : null;
  if (found) {
    const iso = `${found[1]}-${found[3]}-${found[4]}`;
    const date = new Date(`${iso}T00:00:00Z`);
    if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso)) return iso;
  }
  problems.add(key, `The ${key} must be a day written as YYYY-MM-DD.`);
  return null;
}
