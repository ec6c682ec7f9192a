import type * as Yaml from 'yaml';
import { MAX_RULE_FILE, MAX_YAML_ALIASES } from '../../../shared/limits.ts';
import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { CorrelationRule } from './correlation/correlation-rule.ts';
import { isCorrelationDocument, parseCorrelation } from './correlation/parse-correlation.ts';
import type { SigmaFilter } from './filter.ts';
import { isFilterDocument, parseFilter } from './filter.ts';
import type { ParseContext } from './parse-rule.ts';
import { parseRule } from './parse-rule.ts';
import type { RuleProblem } from './problem.ts';
import type { SigmaRule } from './rule.ts';
import { findKeyProblem } from './yaml-keys.ts';
import { readTokens } from './yaml-tokens.ts';

/** What one document of a rule file holds. */
export type SigmaDocument =
  | { readonly kind: 'rule'; readonly rule: SigmaRule }
  | { readonly kind: 'filter'; readonly filter: SigmaFilter }
  | { readonly kind: 'correlation'; readonly correlation: CorrelationRule };

export type DocumentResult = Result<SigmaDocument, RuleProblem[]>;

/** Reads a rule, a global filter or a correlation from parsed YAML or JSON. */
export function parseDocument(document: unknown, context: ParseContext): DocumentResult {
  if (isFilterDocument(document)) {
    const filter = parseFilter(document, context);
    return filter.ok ? ok({ kind: 'filter', filter: filter.value }) : filter;
  }
  if (isCorrelationDocument(document)) {
    const correlation = parseCorrelation(document, context);
    return correlation.ok ? ok({ kind: 'correlation', correlation: correlation.value }) : correlation;
  }
  const rule = parseRule(document, context);
  return rule.ok ? ok({ kind: 'rule', rule: rule.value }) : rule;
}

/**
 * Reads the text of a rule file: one result for each YAML document, at least one. The YAML library is loaded at the
 * first call; built-in rules do not need it.
 */
export async function parseRuleText(text: string, context: ParseContext): Promise<readonly DocumentResult[]> {
  if (text.length > MAX_RULE_FILE) return [refuse(`The file is larger than ${MAX_RULE_FILE} characters.`)];
  const yaml = await import('yaml');
  const results: DocumentResult[] = [];
  for (const document of composeDocuments(yaml, text)) {
    if (!document.ok) results.push(document);
    else if (document.value !== null) results.push(parseDocument(document.value, context));
  }
  if (results.length === 0) results.push(refuse('The file holds no document.'));
  return results.length === 1 ? results : results.map(numberProblems);
}

function refuse(problem: string): Result<never, RuleProblem[]> {
  return fail([{ where: '', problem }]);
}

/** The value of each document, null for an empty one. */
function* composeDocuments(yaml: typeof Yaml, text: string): Generator<Result<unknown, RuleProblem[]>> {
  const lines = new yaml.LineCounter();
  const tokens = readTokens(yaml, text, lines);
  if (!tokens.ok) {
    yield refuse(tokens.error);
    return;
  }
  const composer = new yaml.Composer({ version: '1.2', uniqueKeys: false, prettyErrors: false });
  for (const document of composer.compose(tokens.value)) yield readValue(yaml, document, lines);
}

function readValue(
  yaml: typeof Yaml,
  document: Yaml.Document,
  lines: Yaml.LineCounter,
): Result<unknown, RuleProblem[]> {
  const refuseAt = (offset: number, problem: string) => {
    const { line, col } = lines.linePos(offset);
    return fail([{ where: `line ${line}, column ${col}`, problem }]);
  };
  const [error] = document.errors;
  if (error !== undefined) return refuseAt(error.pos[0], `The YAML is wrong: ${error.message}.`);
  if (document.directives?.yaml.version !== '1.2') return refuse('The file declares another YAML than 1.2.');
  const [warning] = document.warnings;
  if (warning !== undefined) {
    return refuseAt(warning.pos[0], `The YAML uses what a rule must not: ${warning.message}.`);
  }
  const key = findKeyProblem(yaml, document);
  if (key !== null) return refuseAt(key.offset, key.problem);
  try {
    return ok(document.toJS({ maxAliasCount: MAX_YAML_ALIASES }) as unknown);
  } catch (cause) {
    if (cause instanceof ReferenceError)
      return refuse(`The YAML's aliases cannot be followed: ${cause.message}`);
    throw cause;
  }
}

/** Says which document of several a problem is in. */
function numberProblems(result: DocumentResult, index: number): DocumentResult {
  if (result.ok) return result;
  return fail(
    result.error.map(({ where, problem }) => ({
      where: `document ${index + 1}${where === '' ? '' : `: ${where}`}`,
      problem,
    })),
  );
}
