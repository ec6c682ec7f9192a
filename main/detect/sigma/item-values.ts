import { MAX_RULE_VALUE } from '../../../shared/limits.ts';
import { describeType } from './attributes.ts';
import type { ComparisonPlan, ItemPlan } from './item-plan.ts';
import type { Problems } from './problem.ts';
import { TIME_RANGES } from './time-part.ts';

/** A value as a rule may write it. */
export type RuleScalar = string | number | boolean | null;

/** Checks the type of every value against what the modifiers need; null when something is wrong. */
export function checkValues(
  value: unknown,
  plan: ItemPlan,
  hasField: boolean,
  where: string,
  problems: Problems,
): readonly RuleScalar[] | null {
  const isList = Array.isArray(value);
  const values: readonly unknown[] = isList ? value : [value];
  const listProblem = findListProblem(values, plan);
  if (listProblem !== null) {
    problems.add(where, listProblem);
    return null;
  }
  const checked = values.flatMap((entry, index) => {
    const problem = findValueProblem(entry, plan.comparison, hasField, isList);
    if (problem === null && isScalar(entry)) return [entry];
    problems.add(isList ? `${where}[${index}]` : where, problem ?? 'This is no value.');
    return [];
  });
  return checked.length === values.length ? checked : null;
}

function isScalar(value: unknown): value is RuleScalar {
  return (
    value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  );
}

function findListProblem(values: readonly unknown[], plan: ItemPlan): string | null {
  if (values.length === 0) return 'The list is empty: it would never match.';
  if (plan.all && values.length === 1) {
    return 'The modifier "all" needs a list of at least two values (specification 2.1.0, appendix "Modifiers").';
  }
  if (plan.comparison.kind === 'exists' && values.length > 1) return 'The modifier "exists" takes one value.';
  return null;
}

function findValueProblem(
  value: unknown,
  plan: ComparisonPlan,
  hasField: boolean,
  isList: boolean,
): string | null {
  if (!isScalar(value)) return `A value is text, a number, true, false or null, not ${describeType(value)}.`;
  if (typeof value === 'string' && value.length > MAX_RULE_VALUE) {
    return `The value is longer than ${MAX_RULE_VALUE} characters.`;
  }
  if (typeof value === 'number' && !isExact(value)) {
    return 'The number is too large to be compared exactly; write it in quotes.';
  }
  switch (plan.kind) {
    case 'exists':
      return typeof value === 'boolean' ? null : 'The modifier "exists" takes true or false.';
    case 'regex':
    case 'cidr':
    case 'fieldref':
      if (typeof value === 'string' && value !== '') return null;
      return `The value must be text, not ${value === '' ? 'empty' : describeType(value)}.`;
    case 'number':
      if (plan.part !== null) return findTimeProblem(value, plan.part);
      return typeof value === 'number' ? null : `The modifier "${plan.order}" takes a number without quotes.`;
    case 'time':
      return findTimeProblem(value, plan.part);
    case 'text':
      if (!hasField) return findKeywordProblem(value);
      return findTextProblem(value, plan, isList);
  }
}

function isExact(value: number): boolean {
  return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
}

function findTimeProblem(value: RuleScalar, part: keyof typeof TIME_RANGES): string | null {
  const [least, most] = TIME_RANGES[part];
  const fits = typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
  return fits ? null : `The ${part} is a whole number from ${least} to ${most}, without quotes.`;
}

function findKeywordProblem(value: RuleScalar): string | null {
  if (value === '') return 'An empty keyword would match every record.';
  if (typeof value === 'string' || typeof value === 'number') return null;
  return `A keyword is text or a number, not ${describeType(value)}.`;
}

function findTextProblem(
  value: RuleScalar,
  plan: Extract<ComparisonPlan, { kind: 'text' }>,
  isList: boolean,
): string | null {
  if (typeof value === 'string') return null;
  const changesText = plan.windash || plan.encoders.length > 0 || plan.expand;
  if (typeof value === 'number') {
    return changesText ? 'String modifiers take text; write the number in quotes.' : null;
  }
  if (changesText || plan.place !== null || plan.cased) {
    return `This modifier takes text, not ${value === null ? 'null' : 'true or false'}.`;
  }
  if (value === null && isList) {
    return 'null cannot be part of a list (specification 2.1.0, "Special Field Values"); give it its own selection.';
  }
  return null;
}
