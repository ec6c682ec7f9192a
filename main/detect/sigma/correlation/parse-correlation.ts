import type { Result } from '../../../../shared/result.ts';
import { fail, ok } from '../../../../shared/result.ts';
import type { DocumentMap } from '../attributes.ts';
import { describeType, isMap, own } from '../attributes.ts';
import { readMetadata } from '../metadata.ts';
import type { ParseContext } from '../parse-rule.ts';
import { DEFAULT_TAXONOMIES } from '../parse-rule.ts';
import type { RuleProblem } from '../problem.ts';
import { Problems } from '../problem.ts';
import type { Correlation, CorrelationRule, CorrelationType } from './correlation-rule.ts';
import { CORRELATION_TYPES } from './correlation-rule.ts';
import { MAX_CORRELATED_RULES, MAX_CORRELATION_FIELDS } from './limits.ts';
import { readAliases } from './parse-aliases.ts';
import { readCondition } from './parse-correlation-condition.ts';
import { readNames } from './read-names.ts';

/** True for a document that `parseCorrelation` reads. */
export function isCorrelationDocument(document: unknown): boolean {
  return isMap(document) && own(document, 'correlation') !== undefined;
}

/**
 * Reads a correlation from parsed YAML or JSON (Correlation Rules Specification 2.1.0, "Components"). The error lists
 * everything that is wrong with its form; whether the rules that it names exist, `linkCorrelations` finds.
 */
export function parseCorrelation(
  document: unknown,
  context: ParseContext,
): Result<CorrelationRule, RuleProblem[]> {
  const problems = new Problems();
  if (!isMap(document)) {
    problems.add('', `A correlation is a map, not ${describeType(document)}.`);
    return fail(problems.list());
  }
  if (own(document, 'detection') !== undefined) {
    problems.add('detection', 'A correlation has no detection; write the rule as a document of its own.');
  }
  const metadata = readMetadata(document, context.taxonomies ?? DEFAULT_TAXONOMIES, problems);
  const generate = readGenerate(document, problems);
  const correlation = readCorrelation(own(document, 'correlation'), problems);
  if (correlation === null || problems.found) return fail(problems.list());
  return ok({ ...metadata, fileName: context.fileName, correlation, generate });
}

function readGenerate(document: DocumentMap, problems: Problems): boolean {
  // Beside `correlation` by the specification's text and schema; pySigma reads it inside, and rules are found with both.
  const inside = own(document, 'correlation');
  const value = own(document, 'generate') ?? (isMap(inside) ? own(inside, 'generate') : undefined);
  if (typeof value === 'boolean') return value;
  if (value !== undefined && value !== null)
    problems.add('generate', 'The attribute generate is true or false.');
  return false;
}

const KNOWN_KEYS: ReadonlySet<string> = new Set([
  'type',
  'rules',
  'group-by',
  'timespan',
  'condition',
  'aliases',
  'generate',
]);

function readCorrelation(value: unknown, problems: Problems): Correlation | null {
  if (!isMap(value)) {
    problems.add('correlation', `The correlation must be a map, not ${describeType(value)}.`);
    return null;
  }
  for (const key of Object.keys(value)) {
    if (!KNOWN_KEYS.has(key)) problems.add(`correlation.${key}`, 'A correlation has no such attribute.');
  }
  const type = readType(own(value, 'type'), problems);
  const rules = readNames(own(value, 'rules'), 'correlation.rules', MAX_CORRELATED_RULES, problems);
  if (rules.length === 0)
    problems.add('correlation.rules', 'A correlation needs a list of rule ids or names.');
  const groupBy = readNames(own(value, 'group-by'), 'correlation.group-by', MAX_CORRELATION_FIELDS, problems);
  const timespanSeconds = readTimespan(own(value, 'timespan'), problems);
  const aliases = readAliases(own(value, 'aliases'), problems);
  if (type === null) return null;
  const condition = readCondition(own(value, 'condition'), type, rules.length, problems);
  return { type, rules, groupBy, timespanSeconds, aliases, ...condition };
}

function readType(value: unknown, problems: Problems): CorrelationType | null {
  const type = CORRELATION_TYPES.find((known) => known === value);
  if (type !== undefined) return type;
  const hint =
    value === 'value_median'
      ? ' The median is not one of them: write value_percentile with percentile: 50.'
      : '';
  problems.add('correlation.type', `The type must be one of ${CORRELATION_TYPES.join(', ')}.${hint}`);
  return null;
}

const TIMESPAN = /^(\d{1,9})([smhd])$/;
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** Seconds of `90m` (Correlation Rules Specification 2.1.0, "Time Selection"). */
function readTimespan(value: unknown, problems: Problems): number {
  const found = typeof value === 'string' ? TIMESPAN.exec(value) : null;
  const seconds = Number(found?.[1] ?? 0) * (SECONDS[found?.[2] ?? ''] ?? 0);
  if (seconds > 0) return seconds;
  problems.add(
    'correlation.timespan',
    'The timespan is a number above 0 and one of s, m, h and d, such as 90m.',
  );
  return 0;
}
