import type { DocumentMap } from '../attributes.ts';
import { describeType, isMap, own } from '../attributes.ts';
import type { Problems } from '../problem.ts';
import type { Bound, Correlation, CorrelationType } from './correlation-rule.ts';
import { BOUND_OPERATORS, conditionHolds } from './correlation-rule.ts';
import { MAX_CORRELATION_FIELDS } from './limits.ts';
import { readNames } from './read-names.ts';

type ConditionParts = Pick<Correlation, 'condition' | 'field' | 'percentile'>;

const WHERE = 'correlation.condition';
const KNOWN_KEYS: ReadonlySet<string> = new Set([...BOUND_OPERATORS, 'field', 'percentile']);

/** Types whose measure is a whole number, at least 1 in every window that is looked at. */
const COUNTS: ReadonlySet<CorrelationType> = new Set([
  'event_count',
  'value_count',
  'temporal',
  'temporal_ordered',
]);

/** Reads the condition (Correlation Rules Specification 2.1.0, "Condition"); several comparisons must all hold. */
export function readCondition(
  value: unknown,
  type: CorrelationType,
  rules: number,
  problems: Problems,
): ConditionParts {
  const temporal = type === 'temporal' || type === 'temporal_ordered';
  if ((value === undefined || value === null) && temporal) {
    return { condition: [{ operator: 'gte', limit: rules }], field: [], percentile: null };
  }
  if (!isMap(value)) {
    const extended =
      typeof value === 'string' ? ' Conditions of rule names came after specification 2.1.0.' : '';
    problems.add(
      WHERE,
      `The condition must be a map such as gte: 10, not ${describeType(value)}.${extended}`,
    );
    return { condition: [], field: [], percentile: null };
  }
  for (const key of Object.keys(value)) {
    if (!KNOWN_KEYS.has(key)) problems.add(`${WHERE}.${key}`, 'A condition has no such attribute.');
  }
  const condition = readBounds(value, type, problems);
  if (
    !problems.found &&
    COUNTS.has(type) &&
    !canHold(condition, temporal ? rules : Number.MAX_SAFE_INTEGER)
  ) {
    problems.add(
      WHERE,
      'No count of 1 or more that is possible here meets the condition, so it would never hold.',
    );
  }
  return {
    condition,
    field: readField(value, type, problems),
    percentile: readPercentile(value, type, problems),
  };
}

function readBounds(map: DocumentMap, type: CorrelationType, problems: Problems): readonly Bound[] {
  const bounds: Bound[] = [];
  for (const operator of BOUND_OPERATORS) {
    const limit = own(map, operator);
    if (limit === undefined) continue;
    if (typeof limit !== 'number' || !Number.isFinite(limit)) {
      problems.add(`${WHERE}.${operator}`, `The limit must be a number, not ${describeType(limit)}.`);
    } else if (COUNTS.has(type) && (!Number.isSafeInteger(limit) || limit < 0)) {
      problems.add(`${WHERE}.${operator}`, 'The limit of a count is a whole number, 0 or more.');
    } else bounds.push({ operator, limit });
  }
  if (bounds.length === 0 && !problems.found) {
    problems.add(WHERE, `The condition needs one of ${BOUND_OPERATORS.join(', ')}.`);
  }
  return bounds;
}

/** Is there a count that meets the condition? Only next to its limits can that change. */
function canHold(condition: readonly Bound[], most: number): boolean {
  const turning = condition.flatMap(({ limit }) => [limit - 1, limit, limit + 1]);
  return [1, 2, most, ...turning].some(
    (count) => count >= 1 && count <= most && conditionHolds(condition, count),
  );
}

function readField(map: DocumentMap, type: CorrelationType, problems: Problems): readonly string[] {
  const where = `${WHERE}.field`;
  const field = readNames(own(map, 'field'), where, MAX_CORRELATION_FIELDS, problems);
  if (!type.startsWith('value_')) {
    if (field.length > 0) problems.add(where, `A correlation of type ${type} reads no field.`);
  } else if (field.length === 0) {
    problems.add(where, `A correlation of type ${type} needs the field whose values it looks at.`);
  } else if (type !== 'value_count' && field.length > 1) {
    problems.add(where, `A correlation of type ${type} reads one field.`);
  }
  return field;
}

function readPercentile(map: DocumentMap, type: CorrelationType, problems: Problems): number | null {
  const where = `${WHERE}.percentile`;
  const value = own(map, 'percentile');
  if (type !== 'value_percentile') {
    if (value !== undefined) problems.add(where, `A correlation of type ${type} has no percentile.`);
    return null;
  }
  if (value === undefined) {
    problems.add(
      where,
      'Specification 2.1.0 does not say which percentile is meant; write it beside the field, such as percentile: 95.',
    );
    return null;
  }
  if (typeof value === 'number' && value >= 0 && value <= 100) return value;
  problems.add(where, 'The percentile is a number from 0 to 100.');
  return null;
}
