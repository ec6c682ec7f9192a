import type { Condition } from './condition.ts';
import { foldCase } from './fold.ts';
import { plainText } from './pattern.ts';
import type { Detection } from './rule.ts';
import type { DetectionItem, Selection } from './selection.ts';
import { type PlaceholderResolver, patternsOf, TermBudget } from './terms.ts';

/** What a record must have for a rule to be worth evaluating: this value in this field, or any value (null). */
export interface Clue {
  readonly field: string;
  /** Folded as `FieldText.folded`. */
  readonly value: string | null;
}

/**
 * Clues of which a record that the detection matches has at least one; null when none can be named, so that every record
 * must be evaluated. Of several that would do, those in the field with the highest `weight` are taken.
 */
export function cluesOf(
  detection: Detection,
  resolve: PlaceholderResolver,
  weight: (field: string) => number,
): readonly Clue[] | null {
  const ofItem = (item: DetectionItem): readonly Clue[] | null => cluesOfItem(item, resolve);
  const lightest = (clues: readonly Clue[]): number =>
    clues.reduce(
      (least, { field, value }) => Math.min(least, value === null ? 0.5 : weight(field)),
      Number.POSITIVE_INFINITY,
    );
  /** For an AND: one of its parts is enough. */
  const best = (parts: readonly (readonly Clue[] | null)[]): readonly Clue[] | null => {
    let chosen: readonly Clue[] | null = null;
    for (const part of parts) {
      if (part !== null && (chosen === null || lightest(part) > lightest(chosen))) chosen = part;
    }
    return chosen;
  };
  const ofSelection = ({ alternatives }: Selection): readonly Clue[] | null =>
    anyOfThem(alternatives.map((items) => best(items.map(ofItem))));
  const ofName = (name: string): readonly Clue[] | null => {
    const selection = detection.selections.get(name);
    return selection === undefined ? null : ofSelection(selection);
  };
  const ofCondition = (condition: Condition): readonly Clue[] | null => {
    switch (condition.kind) {
      case 'selection':
        return ofName(condition.name);
      case 'not':
        return null;
      case 'and':
        return best(condition.operands.map(ofCondition));
      case 'or':
        return anyOfThem(condition.operands.map(ofCondition));
      case 'of': {
        const parts = condition.names.map(ofName);
        return condition.atLeast === parts.length ? best(parts) : anyOfThem(parts);
      }
    }
  };
  return ofCondition(detection.condition);
}

/** For an OR: every part must have clues, and those of all count. */
function anyOfThem(parts: readonly (readonly Clue[] | null)[]): readonly Clue[] | null {
  const all: Clue[] = [];
  for (const part of parts) {
    if (part === null) return null;
    all.push(...part);
  }
  return all;
}

/** Whatever compares a field's values needs a value; what compares whole plain texts needs one of them. */
function cluesOfItem(item: DetectionItem, resolve: PlaceholderResolver): readonly Clue[] | null {
  const { field, plan, values } = item;
  const { comparison } = plan;
  if (field === null || plan.negated || comparison.kind === 'exists' || values[0] === null) return null;
  const any = [{ field, value: null }];
  if (!isExact(item) || comparison.kind !== 'text') return any;
  const context = { resolve, budget: new TermBudget() };
  const clues: Clue[] = [];
  for (const value of values) {
    const patterns = patternsOf(value, comparison, context);
    if (!patterns.ok) return any;
    for (const pattern of patterns.value) {
      const text = plainText(pattern);
      if (text === null) return any;
      clues.push({ field, value: foldCase(text) });
    }
  }
  return clues;
}

function isExact({ plan: { comparison, all } }: DetectionItem): boolean {
  if (comparison.kind !== 'text' || all) return false;
  const { place, cased, windash, encoders } = comparison;
  return place === null && !cased && !windash && encoders.length === 0;
}

/** How many different values the detections look for in each field: the more, the fewer rules a record's value leaves. */
export function fieldWeights(detections: readonly Detection[]): (field: string) => number {
  const asked = new Map<string, Set<unknown>>();
  for (const { selections } of detections) {
    for (const { alternatives } of selections.values()) {
      for (const item of alternatives.flat()) {
        if (item.field === null || item.plan.negated || !isExact(item)) continue;
        let values = asked.get(item.field);
        if (values === undefined) {
          values = new Set();
          asked.set(item.field, values);
        }
        for (const value of item.values) values.add(value);
      }
    }
  }
  return (field) => asked.get(field)?.size ?? 1;
}
