import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import { describeType, isMap, own } from './attributes.ts';
import type { Condition } from './condition.ts';
import type { LogSource } from './log-source.ts';
import { coversStream, parseLogSource } from './log-source.ts';
import { readId, readTaxonomy, readTitle } from './metadata.ts';
import { parseDetection } from './parse-detection.ts';
import type { ParseContext } from './parse-rule.ts';
import { DEFAULT_TAXONOMIES } from './parse-rule.ts';
import type { RuleProblem } from './problem.ts';
import { Problems } from './problem.ts';
import type { Detection, SigmaRule } from './rule.ts';

/** A global filter (Sigma Filters Specification 2.1.0), which suppresses matches of several rules. */
export interface SigmaFilter {
  readonly fileName: string;
  readonly title: string;
  readonly id: string | null;
  readonly logSource: LogSource;
  /** Ids or names of the rules it applies to; `any` for every rule of its log source, as pySigma has it. */
  readonly rules: readonly string[] | 'any';
  readonly detection: Detection;
}

/** True for a document that `parseFilter` reads. */
export function isFilterDocument(document: unknown): boolean {
  return isMap(document) && own(document, 'filter') !== undefined && own(document, 'detection') === undefined;
}

/**
 * Reads a global filter. Its condition is joined to a rule's with AND, as every implementation does, so a condition
 * must have a `not` to suppress anything. The specification's own example has none and would leave only what it
 * means to suppress; such a filter is refused rather than guessed at.
 */
export function parseFilter(document: unknown, context: ParseContext): Result<SigmaFilter, RuleProblem[]> {
  const problems = new Problems();
  if (!isMap(document)) {
    problems.add('', `A filter is a map, not ${describeType(document)}.`);
    return fail(problems.list());
  }
  const filter = own(document, 'filter');
  const result: SigmaFilter = {
    fileName: context.fileName,
    title: readTitle(document, problems),
    id: readId(document, 'id', problems),
    logSource: parseLogSource(document, problems),
    rules: readRules(isMap(filter) ? own(filter, 'rules') : undefined, problems),
    detection: parseDetection(filter, 'filter', ['rules'], problems),
  };
  readTaxonomy(document, context.taxonomies ?? DEFAULT_TAXONOMIES, problems);
  if (!problems.found && !hasNot(result.detection.condition)) {
    problems.add(
      'filter.condition',
      'The condition has no "not": joined to a rule with AND it would keep what it should suppress. Write "not selection".',
    );
  }
  return problems.found ? fail(problems.list()) : ok(result);
}

function readRules(value: unknown, problems: Problems): readonly string[] | 'any' {
  if (value === 'any') return 'any';
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  const rules = list.filter((entry): entry is string => typeof entry === 'string' && entry !== '');
  if (rules.length === 0 || rules.length < list.length) {
    problems.add('filter.rules', 'The rules of a filter are a list of rule ids or names, or "any".');
  }
  return rules;
}

function hasNot(condition: Condition): boolean {
  if (condition.kind === 'not') return true;
  return (condition.kind === 'and' || condition.kind === 'or') && condition.operands.some(hasNot);
}

/** True when the filter is meant for the rule: it is listed, and has all that the filter's log source sets. */
export function appliesTo(filter: SigmaFilter, rule: SigmaRule): boolean {
  if (!coversStream(filter.logSource, rule.logSource)) return false;
  if (filter.rules === 'any') return true;
  return filter.rules.some(
    (wanted) => wanted.toLowerCase() === rule.id || (rule.name !== null && wanted === rule.name),
  );
}
