import { RE2JS } from 're2js';
import { MAX_REGEX_LENGTH, MAX_REGEX_PROGRAM } from '../../../shared/limits.ts';
import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { RegexFlag } from './modifiers.ts';
import type { TextTest } from './wildcard.ts';

const FLAGS: Readonly<Record<RegexFlag, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
};

/**
 * Compiles a regular expression (specification 2.1.0, appendix "Modifiers", "Regular Expression"). RE2 takes the
 * flavour the specification names and more (`\d`, `\b`, `(?i)`), in time linear in the text; what it cannot express
 * (look-around, back-references, possessive quantifiers) is refused. The error is a sentence.
 */
function compile(source: string, flags: readonly RegexFlag[]): Result<RE2JS, string> {
  if (source.length > MAX_REGEX_LENGTH) {
    return fail(`The regular expression is longer than ${MAX_REGEX_LENGTH} characters.`);
  }
  try {
    const regex = RE2JS.compile(
      source,
      flags.reduce((sum, flag) => sum | FLAGS[flag], 0),
    );
    if (regex.programSize() <= MAX_REGEX_PROGRAM) return ok(regex);
    return fail(
      `The regular expression is too large: its repetitions make ${regex.programSize()} instructions.`,
    );
  } catch (error) {
    const reason =
      error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : String(error);
    return fail(`The regular expression cannot be expressed in linear time (RE2): ${reason}.`);
  }
}

const REPETITION = /\{(\d{1,4})(?:,(\d{0,4}))?\}/g;

/** What a regular expression counts among a rule's terms: compiling it takes far longer than a plain value. */
export function regexCost(source: string): number {
  let cost = 100;
  for (const [, least, most] of source.matchAll(REPETITION))
    cost += Math.max(Number(least), Number(most ?? 0));
  return cost;
}

/** Compiles now, so that a fault of a user's rule is told when it is loaded. */
export function regexTest(source: string, flags: readonly RegexFlag[]): Result<TextTest, string> {
  const regex = compile(source, flags);
  return regex.ok ? ok((text) => regex.value.test(text)) : regex;
}

/** Compiles at the first use, for rules whose expressions a test has proven. */
export function lazyRegexTest(source: string, flags: readonly RegexFlag[]): TextTest {
  let regex: RE2JS | null = null;
  return (text) => {
    if (regex === null) {
      const compiled = compile(source, flags);
      if (!compiled.ok) throw new Error(`${source}: ${compiled.error}`);
      regex = compiled.value;
    }
    return regex.test(text);
  };
}
