import { MAX_RULE_TERMS } from '../../../shared/limits.ts';
import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import { countDashPermutations, encodePattern, isPlainBytes, permuteDashes } from './encoders.ts';
import type { TextPlan } from './item-plan.ts';
import type { RuleScalar } from './item-values.ts';
import type { Pattern, Token } from './pattern.ts';
import { literal, mergeWildcards, parsePattern, placePattern } from './pattern.ts';

/** The values that a placeholder stands for; undefined when nobody knows the name. Wildcards in them count. */
export type PlaceholderResolver = (name: string) => readonly string[] | undefined;

/** Counts the terms of one rule, since placeholders, windash and Base64 multiply. */
export class TermBudget {
  #left = MAX_RULE_TERMS;

  /** False when the rule would become too large. */
  take(terms: number): boolean {
    this.#left -= terms;
    return this.#left >= 0;
  }
}

export interface TermContext {
  readonly resolve: PlaceholderResolver;
  readonly budget: TermBudget;
}

export const TOO_MANY_TERMS = `The rule expands to more than ${MAX_RULE_TERMS} terms.`;

/** All patterns that one value of a text comparison stands for; the error is a sentence. */
export function patternsOf(
  value: RuleScalar,
  plan: TextPlan,
  context: TermContext,
): Result<readonly Pattern[], string> {
  const pattern = typeof value === 'string' ? parsePattern(value, plan.expand) : literal(String(value));
  const expanded = fillPlaceholders(pattern, context);
  if (!expanded.ok) return expanded;
  let patterns = expanded.value;
  if (plan.windash && plan.encoders.length > 0) {
    const count = patterns.reduce((sum, each) => sum + countDashPermutations(each), 0);
    if (!context.budget.take(count)) return fail(TOO_MANY_TERMS);
    patterns = patterns.flatMap(permuteDashes);
  }
  for (const encoder of plan.encoders) {
    const encoded: Pattern[] = [];
    for (const each of patterns) {
      const forms = encodePattern(each, encoder);
      if (!forms.ok) return forms;
      if (!context.budget.take(forms.value.length)) return fail(TOO_MANY_TERMS);
      encoded.push(...forms.value);
    }
    patterns = encoded;
  }
  if (!patterns.every((each) => !each.binary || isPlainBytes(each))) {
    return fail('UTF-16 bytes that are not text can only be compared after "base64" or "base64offset".');
  }
  return ok(patterns.map((each) => placePattern(each, plan.place)));
}

/** The entries of a list as patterns; rules share a few lists among dozens. */
const parsed = new WeakMap<readonly string[], readonly Pattern[]>();

function choicesOf(values: readonly string[]): readonly Pattern[] {
  let choices = parsed.get(values);
  if (choices === undefined) {
    choices = values.map((value) => ({
      tokens: mergeWildcards(parsePattern(value, false).tokens),
      binary: false,
    }));
    parsed.set(values, choices);
  }
  return choices;
}

/** Puts every value of every placeholder in its place (specification 2.1.0, "Placeholders"). */
export function fillPlaceholders(pattern: Pattern, context: TermContext): Result<readonly Pattern[], string> {
  const [first] = pattern.tokens;
  // Nearly all values are one text or one placeholder, and lists are long.
  if (pattern.tokens.length <= 1 && first?.kind !== 'placeholder') {
    return context.budget.take(1) ? ok([pattern]) : fail(TOO_MANY_TERMS);
  }
  let found: readonly (readonly Token[])[] = [[]];
  for (const token of pattern.tokens) {
    if (token.kind !== 'placeholder') {
      found = found.map((tokens) => [...tokens, token]);
      continue;
    }
    const values = context.resolve(token.name);
    if (values === undefined) return fail(`The placeholder %${token.name}% is unknown here.`);
    if (!context.budget.take(found.length * values.length)) return fail(TOO_MANY_TERMS);
    const choices = choicesOf(values);
    if (pattern.tokens.length === 1) {
      return context.budget.take(1) ? ok(choices) : fail(TOO_MANY_TERMS);
    }
    found = found.flatMap((tokens) => choices.map((choice) => [...tokens, ...choice.tokens]));
  }
  if (!context.budget.take(1)) return fail(TOO_MANY_TERMS);
  return ok(found.map((tokens) => ({ tokens: mergeWildcards(tokens), binary: false })));
}
