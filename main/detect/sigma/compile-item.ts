import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import { anyOf } from './combine.ts';
import type { ElementTest } from './element-test.ts';
import { patternTest, relate } from './element-test.ts';
import { isInNetwork, parseAddress, parseNetwork } from './ip-network.ts';
import type { ComparisonPlan } from './item-plan.ts';
import type { ItemTest } from './item-test.ts';
import { existsTest, fieldTest, keywordTest, negatedTest, nullTest, referenceTest } from './item-test.ts';
import type { RuleScalar } from './item-values.ts';
import { numberTest } from './number-test.ts';
import { parsePattern, plainText } from './pattern.ts';
import { lazyRegexTest, regexCost, regexTest } from './regex.ts';
import { requiredTexts } from './required-texts.ts';
import type { DetectionItem } from './selection.ts';
import type { TermContext } from './terms.ts';
import { fillPlaceholders, patternsOf, TOO_MANY_TERMS } from './terms.ts';

export interface ItemContext extends TermContext {
  /** Compile regular expressions at first use instead of now. */
  readonly lazyRegex: boolean;
}

/** Compiles one item; the error is a sentence. */
export function compileItem(item: DetectionItem, context: ItemContext): Result<ItemTest, string> {
  const positive = compilePositive(item, context);
  if (!positive.ok || !item.plan.negated || item.field === null) return positive;
  return ok(negatedTest(item.field, positive.value));
}

function compilePositive(item: DetectionItem, context: ItemContext): Result<ItemTest, string> {
  const { field, plan, values } = item;
  const { comparison } = plan;
  if (field !== null) {
    if (comparison.kind === 'exists') return ok(existsTest(field, values[0] === true));
    if (comparison.kind === 'fieldref') {
      const names = values.map(String);
      const groups = plan.all ? names.map((name) => [name]) : [names];
      return ok(referenceTest(field, groups, relate(comparison)));
    }
    if (values[0] === null) return ok(nullTest(field));
  }
  const groups: ElementTest[] = [];
  for (const group of plan.all ? values.map((value) => [value]) : [values]) {
    const test = compileGroup(group, comparison, field === null, context);
    if (!test.ok) return test;
    groups.push(test.value);
  }
  return ok(field === null ? keywordTest(groups) : fieldTest(field, groups));
}

/** A test that holds for any of the values. */
function compileGroup(
  values: readonly RuleScalar[],
  plan: ComparisonPlan,
  isKeyword: boolean,
  context: ItemContext,
): Result<ElementTest, string> {
  if (plan.kind === 'text') {
    const placed = isKeyword && plan.place === null ? { ...plan, place: 'contains' as const } : plan;
    const patterns = collect(values, (value) => patternsOf(value, placed, context));
    return patterns.ok ? ok(patternTest(patterns.value.flat(), placed)) : patterns;
  }
  const tests = collect(values, (value) => compileValue(value, plan, context));
  return tests.ok ? ok(anyOf(tests.value)) : tests;
}

function compileValue(
  value: RuleScalar,
  plan: ComparisonPlan,
  context: ItemContext,
): Result<ElementTest, string> {
  switch (plan.kind) {
    case 'regex': {
      const source = String(value);
      if (!context.budget.take(regexCost(source))) return fail(TOO_MANY_TERMS);
      const test = context.lazyRegex ? ok(lazyRegexTest(source, plan.flags)) : regexTest(source, plan.flags);
      if (!test.ok) return test;
      const texts = requiredTexts(source, plan.flags.includes('i'));
      if (texts === null) return ok((element) => test.value(element.raw));
      const mayMatch = anyOf(texts.map((text) => (folded: string) => folded.includes(text)));
      return ok((element) => mayMatch(element.folded) && test.value(element.raw));
    }
    case 'cidr':
      return compileNetworks(String(value), plan.expand, context);
    case 'number':
      return ok(numberTest(Number(value), plan.order, plan.part));
    case 'time':
      return ok(numberTest(Number(value), null, plan.part));
    default:
      throw new Error(`a ${plan.kind} comparison has no values of its own`);
  }
}

function compileNetworks(value: string, expand: boolean, context: TermContext): Result<ElementTest, string> {
  const patterns = fillPlaceholders(parsePattern(value, expand), context);
  if (!patterns.ok) return patterns;
  const networks = collect(patterns.value, (pattern) => {
    const text = plainText(pattern);
    if (text === null) return fail(`A network in "${value}" has wildcards.`);
    const network = parseNetwork(text);
    return typeof network === 'string' ? fail(network) : ok(network);
  });
  if (!networks.ok) return networks;
  return ok((element) => {
    const address = parseAddress(element.raw);
    return address !== null && networks.value.some((network) => isInNetwork(network, address));
  });
}

/** All successes, or the first failure. */
function collect<A, B>(values: readonly A[], each: (value: A) => Result<B, string>): Result<B[], string> {
  const found: B[] = [];
  for (const value of values) {
    const result = each(value);
    if (!result.ok) return result;
    found.push(result.value);
  }
  return ok(found);
}
