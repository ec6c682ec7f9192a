import type { RE2JS } from 're2js';
import { MAX_REGEX_LENGTH, MAX_REGEX_PROGRAM } from '../../../shared/limits.ts';
import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { RegexFlag } from './modifiers.ts';
import type { TextTest } from './wildcard.ts';

type Engine = typeof RE2JS;

let engine: Engine | null = null;

/**
 * Loads RE2. It is as large as the rest of the detection together and few rules need it, so whoever loads rules with
 * regular expressions awaits this first; without it such a rule does not compile.
 */
export async function loadRegexEngine(): Promise<void> {
  engine ??= (await import('re2js')).RE2JS;
}

function flagBits(re2: Engine, flags: readonly RegexFlag[]): number {
  const bits = { i: re2.CASE_INSENSITIVE, m: re2.MULTILINE, s: re2.DOTALL };
  return flags.reduce((sum, flag) => sum | bits[flag], 0);
}

/**
 * Compiles a regular expression (specification 2.1.0, appendix "Modifiers", "Regular Expression"). RE2 takes the
 * flavour the specification names and more (`\d`, `\b`, `(?i)`), in time linear in the text; what it cannot express
 * (look-around, back-references, possessive quantifiers) is refused. The error is a sentence.
 */
function compile(source: string, flags: readonly RegexFlag[]): Result<RE2JS, string> {
  if (source.length > MAX_REGEX_LENGTH) {
    return fail(`The regular expression is longer than ${MAX_REGEX_LENGTH} characters.`);
  }
  if (engine === null)
    throw new Error('a rule with a regular expression was compiled before loadRegexEngine()');
  try {
    const regex = engine.compile(source, flagBits(engine, flags));
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

const shared = new Map<string, RE2JS>();

/** Compiles at the first use, once for all that ask for the same, for rules whose expressions a test has proven. */
export function lazyRegexTest(source: string, flags: readonly RegexFlag[]): TextTest {
  let regex: RE2JS | undefined;
  return (text) => {
    if (regex === undefined) {
      const key = `${flags.join('')}/${source}`;
      regex = shared.get(key);
      if (regex === undefined) {
        const compiled = compile(source, flags);
        if (!compiled.ok) throw new Error(`${source}: ${compiled.error}`);
        regex = compiled.value;
        shared.set(key, regex);
      }
    }
    return regex.test(text);
  };
}
