import { MAX_CONDITION_DEPTH, MAX_CONDITION_LENGTH } from '../../../shared/limits.ts';
import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { Condition } from './condition.ts';
import { didYouMean } from './nearest.ts';
import { selectionsLike } from './selection-names.ts';

const TOKEN = /[A-Za-z0-9_*-]+|\S/g;
const NAME = /^[A-Za-z0-9_-]+$/;

/**
 * Parses one condition. Least to most binding: or, and, not, `x of`, parentheses (specification 2.1.0, "Condition").
 * The error is a sentence.
 */
export function parseCondition(text: string, names: readonly string[]): Result<Condition, string> {
  if (text.length > MAX_CONDITION_LENGTH) {
    return fail(`The condition is longer than ${MAX_CONDITION_LENGTH} characters.`);
  }
  if (text.includes('|')) {
    return fail('Aggregations after a pipe were removed from Sigma; write a correlation instead.');
  }
  const parser = new ConditionParser(text.match(TOKEN) ?? [], names);
  const condition = parser.parse();
  return condition === null ? fail(parser.problem) : ok(condition);
}

/** Recursive descent; every method returns null after the first fault, which `problem` tells. */
class ConditionParser {
  problem = 'The condition cannot be read.';
  readonly #tokens: readonly string[];
  readonly #names: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[], names: readonly string[]) {
    this.#tokens = tokens;
    this.#names = names;
  }

  parse(): Condition | null {
    if (this.#tokens.length === 0) return this.#fail('The condition is empty.');
    const condition = this.#chain('or', 0);
    if (condition === null || this.#at === this.#tokens.length) return condition;
    return this.#fail(
      `After "${this.#tokens[this.#at - 1]}" comes "${this.#tokens[this.#at]}" without and, or.`,
    );
  }

  #fail(problem: string): null {
    this.problem = problem;
    return null;
  }

  #accept(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at += 1;
    return true;
  }

  #chain(kind: 'or' | 'and', depth: number): Condition | null {
    const operands: Condition[] = [];
    do {
      const operand = kind === 'or' ? this.#chain('and', depth) : this.#negation(depth);
      if (operand === null) return null;
      operands.push(operand);
    } while (this.#accept(kind));
    const [only] = operands;
    return operands.length === 1 && only !== undefined ? only : { kind, operands };
  }

  #negation(depth: number): Condition | null {
    if (depth > MAX_CONDITION_DEPTH) {
      return this.#fail(`The condition nests deeper than ${MAX_CONDITION_DEPTH} levels.`);
    }
    if (this.#accept('not')) {
      const operand = this.#negation(depth + 1);
      return operand && { kind: 'not', operand };
    }
    if (this.#accept('(')) {
      const inner = this.#chain('or', depth + 1);
      if (inner === null || this.#accept(')')) return inner;
      return this.#fail('A parenthesis is not closed.');
    }
    return this.#tokens[this.#at + 1] === 'of' ? this.#quantified() : this.#selection();
  }

  #quantified(): Condition | null {
    const quantifier = this.#tokens[this.#at] ?? '';
    const pattern = this.#tokens[this.#at + 2];
    if (quantifier !== 'all' && !/^[1-9]\d{0,5}$/.test(quantifier)) {
      return this.#fail(`Before "of" comes 1, all or another whole number, not "${quantifier}".`);
    }
    if (pattern === undefined) return this.#fail('After "of" comes them or a pattern of selection names.');
    this.#at += 3;
    const names = selectionsLike(pattern, this.#names);
    if (names.length === 0) return this.#fail(`No selection is named like "${pattern}".`);
    const atLeast = quantifier === 'all' ? names.length : Number(quantifier);
    if (atLeast > names.length) {
      return this.#fail(`"${quantifier} of ${pattern}" can never be: it names ${names.length}.`);
    }
    return { kind: 'of', atLeast, names };
  }

  #selection(): Condition | null {
    const name = this.#tokens[this.#at];
    if (name === undefined) return this.#fail('The condition ends where a selection is expected.');
    if (this.#names.includes(name)) {
      this.#at += 1;
      return { kind: 'selection', name };
    }
    if (name.includes('*')) return this.#fail(`The pattern "${name}" needs "1 of" or "all of" before it.`);
    if (!NAME.test(name)) return this.#fail(`"${name}" is not expected in a condition.`);
    if (/^(?:and|or|not|of|them|all)$/i.test(name)) {
      return this.#fail(
        `"${name}" is out of place; and, or, not are written in lower case between selections.`,
      );
    }
    return this.#fail(`There is no selection named "${name}".${didYouMean(name, this.#names)}`);
  }
}
