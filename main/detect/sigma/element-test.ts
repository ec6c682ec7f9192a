import { anyOf } from './combine.ts';
import type { FieldText } from './field-record.ts';
import { foldCase, foldDashes } from './fold.ts';
import type { TextPlan } from './item-plan.ts';
import type { Pattern, Token } from './pattern.ts';
import { plainText } from './pattern.ts';
import type { TextTest } from './wildcard.ts';
import { wildcardTest } from './wildcard.ts';

/** Whether one value of a field is what a rule looks for. */
export type ElementTest = (element: FieldText) => boolean;

/** How values are read and rule texts written so that they compare by `===`. */
interface Form {
  readonly read: (element: FieldText) => string;
  readonly write: (text: string) => string;
}

function formOf(plan: Pick<TextPlan, 'cased' | 'windash' | 'encoders'>): Form {
  const dashed = plan.windash && plan.encoders.length === 0;
  if (plan.cased) {
    if (dashed) return { read: (element) => element.rawDashed, write: foldDashes };
    return { read: (element) => element.raw, write: (text) => text };
  }
  if (dashed) return { read: (element) => element.dashed, write: (text) => foldDashes(foldCase(text)) };
  return { read: (element) => element.folded, write: foldCase };
}

/** A test for any of the patterns: plain values in one set, wildcards one by one. */
export function patternTest(patterns: readonly Pattern[], plan: TextPlan): ElementTest {
  const { read, write } = formOf(plan);
  const exact = new Set<string>();
  const tests: TextTest[] = [];
  for (const pattern of patterns) {
    const text = plainText(pattern);
    if (text !== null) exact.add(write(text));
    else tests.push(wildcardTest(pattern.tokens.map((token) => writeToken(token, write))));
  }
  if (exact.size > 0) tests.push(exactTest(exact));
  const test = anyOf(tests);
  return (element) => test(read(element));
}

function exactTest(exact: ReadonlySet<string>): TextTest {
  const [first, second] = exact;
  if (exact.size === 1) return (text) => text === first;
  if (exact.size === 2) return (text) => text === first || text === second;
  return (text) => exact.has(text);
}

function writeToken(token: Token, write: (text: string) => string): Token {
  return token.kind === 'text' ? { kind: 'text', text: write(token.text) } : token;
}

/** Compares with another field's value (appendix "Modifiers", `fieldref`). */
export function relate(plan: { readonly place: TextPlan['place']; readonly cased: boolean }) {
  const read = (element: FieldText): string => (plan.cased ? element.raw : element.folded);
  return (element: FieldText, other: FieldText): boolean => {
    const text = read(element);
    const wanted = read(other);
    switch (plan.place) {
      case 'contains':
        return text.includes(wanted);
      case 'startswith':
        return text.startsWith(wanted);
      case 'endswith':
        return text.endsWith(wanted);
      case null:
        return text === wanted;
    }
  };
}
