import type { CompiledRule, CompileOptions } from './compile-rule.ts';
import { compileRule } from './compile-rule.ts';
import type { CorrelationRule } from './correlation/correlation-rule.ts';
import type { SigmaFilter } from './filter.ts';
import type { LogSource } from './log-source.ts';
import { coversStream, describeLogSource } from './log-source.ts';
import type { ParseContext } from './parse-rule.ts';
import type { DocumentResult } from './parse-text.ts';
import { parseDocument, parseRuleText } from './parse-text.ts';
import type { RuleProblem } from './problem.ts';
import { loadRegexEngine } from './regex.ts';
import type { SigmaRule } from './rule.ts';

export const RULE_OUTCOMES = ['ok', 'ok-no-source', 'refused'] as const;
/** `ok-no-source`: the rule loads, but no source here provides its log source yet. */
export type RuleOutcome = (typeof RULE_OUTCOMES)[number];

export interface JudgeContext extends ParseContext, Omit<CompileOptions, 'knownFields'> {
  /** Streams that sources here provide. */
  readonly streams: readonly LogSource[];
  /** The taxonomy of a log source; undefined where field names are not checked. */
  readonly knownFieldsOf?: (logSource: LogSource) => ReadonlySet<string> | undefined;
}

/** What became of one document of a rule file. */
export interface Judgement {
  readonly file: string;
  /** Title, when the document could be read. */
  readonly title: string | null;
  readonly outcome: RuleOutcome;
  /** Sentences, each with its place in the document. */
  readonly reasons: readonly string[];
  /** The rule, ready to evaluate; null when refused and for filters and correlations. */
  readonly compiled: CompiledRule | null;
  /** The global filter, to be given to the rules it names. */
  readonly filter: SigmaFilter | null;
  /** The correlation, to be linked with the rules it names: only then is known whether it can be used. Absent for others. */
  readonly correlation?: CorrelationRule;
}

/** Judges one parsed document. */
export function judgeRule(document: unknown, context: JudgeContext): Judgement {
  return judgeResult(parseDocument(document, context), context);
}

/** Judges every document of a rule file. */
export async function judgeRuleText(text: string, context: JudgeContext): Promise<readonly Judgement[]> {
  await loadRegexEngine();
  return (await parseRuleText(text, context)).map((result) => judgeResult(result, context));
}

function judgeResult(result: DocumentResult, context: JudgeContext): Judgement {
  const nothing = { file: context.fileName, title: null, reasons: [], compiled: null, filter: null };
  if (!result.ok) return { ...nothing, outcome: 'refused', reasons: result.error.map(sentence) };
  if (result.value.kind === 'filter') {
    const { filter } = result.value;
    return { ...nothing, title: filter.title, outcome: 'ok', filter };
  }
  if (result.value.kind === 'correlation') {
    const { correlation } = result.value;
    return { ...nothing, title: correlation.title, outcome: 'ok', correlation };
  }
  const { rule } = result.value;
  const compiled = compileRule(rule, compileOptions(rule, context));
  if (!compiled.ok) {
    return { ...nothing, title: rule.title, outcome: 'refused', reasons: compiled.error.map(sentence) };
  }
  const found = { ...nothing, title: rule.title, compiled: compiled.value };
  if (context.streams.some((stream) => coversStream(rule.logSource, stream)))
    return { ...found, outcome: 'ok' };
  const reason = `No source here provides this log source yet: ${describeLogSource(rule.logSource)}.`;
  return { ...found, outcome: 'ok-no-source', reasons: [reason] };
}

function compileOptions(rule: SigmaRule, context: JudgeContext): CompileOptions {
  const knownFields = context.knownFieldsOf?.(rule.logSource);
  return {
    ...(context.placeholders === undefined ? {} : { placeholders: context.placeholders }),
    ...(context.filters === undefined ? {} : { filters: context.filters }),
    ...(context.lazy === undefined ? {} : { lazy: context.lazy }),
    ...(knownFields === undefined ? {} : { knownFields }),
  };
}

function sentence({ where, problem }: RuleProblem): string {
  return where === '' ? problem : `${where}: ${problem}`;
}
