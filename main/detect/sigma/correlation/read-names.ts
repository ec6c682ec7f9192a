import { describeType } from '../attributes.ts';
import type { Problems } from '../problem.ts';

/** Length that the specification's schema allows a field name. */
const MAX_NAME = 256;

/** Reads a list of different names; one text counts as a list of one, as pySigma has it. Nothing gives an empty list. */
export function readNames(
  value: unknown,
  where: string,
  most: number,
  problems: Problems,
): readonly string[] {
  if (value === undefined || value === null) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length > most) {
    problems.add(where, `These are more than ${most}.`);
    return [];
  }
  const names = new Set<string>();
  list.forEach((entry, index) => {
    const at = Array.isArray(value) ? `${where}[${index}]` : where;
    if (typeof entry !== 'string' || entry === '' || entry.length > MAX_NAME) {
      problems.add(at, `A name is text of 1 to ${MAX_NAME} characters, not ${describeType(entry)}.`);
    } else if (names.has(entry)) problems.add(at, `"${entry}" is named twice.`);
    else names.add(entry);
  });
  return [...names];
}
