import { describeType, isMap } from './attributes.ts';
import type { ItemPlan } from './item-plan.ts';
import { planItem } from './item-plan.ts';
import type { RuleScalar } from './item-values.ts';
import { checkValues } from './item-values.ts';
import type { Problems } from './problem.ts';

/** One key of a map with its values, or one list of keywords. */
export interface DetectionItem {
  /** Null for keywords, which are looked for in every field (specification 2.1.0, "Keywords search"). */
  readonly field: string | null;
  readonly plan: ItemPlan;
  readonly values: readonly RuleScalar[];
  /** Path in the document. */
  readonly where: string;
}

/** A search identifier: maps are ANDs of items, a list is an OR (specification 2.1.0, "Lists", "Maps"). */
export interface Selection {
  readonly name: string;
  readonly alternatives: readonly (readonly DetectionItem[])[];
}

/** Reads one search identifier; every fault goes to `problems`. */
export function parseSelection(name: string, value: unknown, where: string, problems: Problems): Selection {
  if (isMap(value)) return { name, alternatives: [parseMap(value, where, problems)] };
  if (!Array.isArray(value)) {
    problems.add(where, `A selection is a map or a list, not ${describeType(value)}.`);
    return { name, alternatives: [] };
  }
  if (value.length === 0) problems.add(where, 'The list is empty: it would never match.');
  const alternatives: (readonly DetectionItem[])[] = [];
  const keywords: unknown[] = [];
  value.forEach((entry: unknown, index) => {
    if (isMap(entry)) alternatives.push(parseMap(entry, `${where}[${index}]`, problems));
    else keywords.push(entry);
  });
  if (keywords.length > 0) {
    const item = parseItem('', [], keywords, where, problems);
    if (item !== null) alternatives.push([item]);
  }
  return { name, alternatives };
}

function parseMap(
  map: Readonly<Record<string, unknown>>,
  where: string,
  problems: Problems,
): readonly DetectionItem[] {
  const entries = Object.entries(map);
  if (entries.length === 0) problems.add(where, 'The map is empty: it would match everything.');
  return entries.flatMap(([key, value]) => {
    const [field = '', ...modifiers] = key.split('|');
    if (key === '') {
      problems.add(where, 'A field name is empty; keywords are a list, or a key such as "|all".');
      return [];
    }
    const item = parseItem(field, modifiers, value, `${where}.${key}`, problems);
    return item === null ? [] : [item];
  });
}

function parseItem(
  field: string,
  modifiers: readonly string[],
  value: unknown,
  where: string,
  problems: Problems,
): DetectionItem | null {
  const plan = planItem(modifiers, field !== '');
  if (!plan.ok) {
    problems.add(where, plan.error);
    return null;
  }
  const values = checkValues(value, plan.value, field !== '', where, problems);
  return values === null ? null : { field: field === '' ? null : field, plan: plan.value, values, where };
}
