import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import { compileDetection, type DetectionTest } from './compile-detection.ts';
import type { RecordFields } from './field-record.ts';
import { FieldRecord } from './field-record.ts';
import type { SigmaFilter } from './filter.ts';
import { appliesTo } from './filter.ts';
import type { Match } from './match.ts';
import { MatchCollector } from './match.ts';
import { didYouMean } from './nearest.ts';
import type { RuleProblem } from './problem.ts';
import { Problems } from './problem.ts';
import type { Detection, SigmaRule } from './rule.ts';
import type { PlaceholderResolver } from './terms.ts';
import { TermBudget } from './terms.ts';

export interface CompileOptions {
  readonly placeholders?: PlaceholderResolver;
  /** Names of the taxonomy; a rule with another one is refused. Without it any name is taken. */
  readonly knownFields?: ReadonlySet<string>;
  /** Global filters; those meant for the rule are joined to it. */
  readonly filters?: readonly SigmaFilter[];
  /** Compile detection and regular expressions at first use: for built-in rules, all of which a test compiles. */
  readonly lazy?: boolean;
}

export interface CompiledRule {
  readonly rule: SigmaRule;
  /** Fields that the detection reads, sorted by first use; keywords read all. */
  readonly fields: readonly string[];
  readonly usesKeywords: boolean;
  /** The match, or null. Pass a `FieldRecord` when several rules see the same record. */
  evaluate(record: RecordFields): Match | null;
}

/** Compiles a rule once for many records; the error lists what is wrong with its values and fields. */
export function compileRule(
  rule: SigmaRule,
  options: CompileOptions = {},
): Result<CompiledRule, RuleProblem[]> {
  const problems = new Problems();
  const filters = (options.filters ?? []).filter((filter) => appliesTo(filter, rule));
  let tests: RuleTests | null = null;
  const compileTests = (): RuleTests => {
    const context = {
      resolve: options.placeholders ?? (() => undefined),
      budget: new TermBudget(),
      lazyRegex: options.lazy ?? false,
    };
    return {
      test: compileDetection(rule.detection, context, problems),
      filters: filters.map(({ title, detection }) => ({
        title,
        test: compileDetection(detection, context, problems),
      })),
    };
  };
  if (options.lazy !== true) tests = compileTests();
  const detections = [rule.detection, ...filters.map((filter) => filter.detection)];
  const fields = new Set(detections.flatMap(fieldsOf).map((use) => use.field));
  if (options.knownFields !== undefined && options.lazy !== true)
    checkFields(rule, detections, options.knownFields, problems);
  if (problems.found) return fail(problems.list());
  return ok({
    rule,
    fields: [...fields],
    usesKeywords: detections.some(hasKeywords),
    evaluate(source) {
      if (tests === null) {
        tests = compileTests();
        if (problems.found) throw new Error(`${rule.fileName}: ${problems.list()[0]?.problem}`);
      }
      const record = FieldRecord.over(source);
      const { test } = tests;
      if (!test.test(record)) return null;
      const collector = new MatchCollector();
      test.collect(record, true, collector);
      const suppressing = tests.filters.filter((filter) => !filter.test.test(record));
      return { matched: collector.list(), suppressedBy: suppressing.map((filter) => filter.title) };
    },
  });
}

interface RuleTests {
  readonly test: DetectionTest;
  readonly filters: readonly { readonly title: string; readonly test: DetectionTest }[];
}

interface FieldUse {
  readonly field: string;
  readonly where: string;
}

function itemsOf(detection: Detection) {
  return [...detection.selections.values()].flatMap((selection) => selection.alternatives.flat());
}

function fieldsOf(detection: Detection): readonly FieldUse[] {
  return itemsOf(detection).flatMap(({ field, plan, values, where }) => {
    if (field === null) return [];
    const named = plan.comparison.kind === 'fieldref' ? values.map(String) : [];
    return [field, ...named].map((name) => ({ field: name, where }));
  });
}

function hasKeywords(detection: Detection): boolean {
  return itemsOf(detection).some((item) => item.field === null);
}

function checkFields(
  rule: SigmaRule,
  detections: readonly Detection[],
  known: ReadonlySet<string>,
  problems: Problems,
): void {
  const listed = rule.fields.map((field, index) => ({ field, where: `fields[${index}]` }));
  for (const { field, where } of [...detections.flatMap(fieldsOf), ...listed]) {
    if (known.has(field)) continue;
    problems.add(
      where,
      `The field "${field}" is not in the taxonomy of this log source.${didYouMean(field, known)}`,
    );
  }
}
