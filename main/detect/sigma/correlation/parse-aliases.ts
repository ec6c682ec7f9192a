import { describeType, isMap } from '../attributes.ts';
import type { Problems } from '../problem.ts';
import { MAX_CORRELATED_RULES } from './limits.ts';

type Aliases = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Reads `aliases`: alias, rule name, field (Correlation Rules Specification 2.1.0, "Field Name Aliases"). */
export function readAliases(value: unknown, problems: Problems): Aliases {
  const aliases = new Map<string, ReadonlyMap<string, string>>();
  if (value === undefined || value === null) return aliases;
  const where = 'correlation.aliases';
  if (!isMap(value)) {
    problems.add(where, `The aliases must be a map, not ${describeType(value)}.`);
    return aliases;
  }
  const entries = Object.entries(value);
  if (entries.length > MAX_CORRELATED_RULES)
    problems.add(where, `These are more than ${MAX_CORRELATED_RULES}.`);
  for (const [alias, mapping] of entries.slice(0, MAX_CORRELATED_RULES)) {
    const fields = new Map<string, string>();
    if (!isMap(mapping)) {
      problems.add(`${where}.${alias}`, 'An alias is a map of rule names and fields of their events.');
      continue;
    }
    for (const [rule, field] of Object.entries(mapping)) {
      if (typeof field === 'string' && field !== '') fields.set(rule, field);
      else problems.add(`${where}.${alias}.${rule}`, `A field's name is text, not ${describeType(field)}.`);
    }
    aliases.set(alias, fields);
  }
  return aliases;
}
