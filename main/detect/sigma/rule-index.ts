import type { LogSource, RuleLogSource } from './log-source.ts';
import { coversStream } from './log-source.ts';

interface Routed {
  readonly rule: { readonly logSource: RuleLogSource };
}

/** The rules for a stream of records: each sets no part of the log source that the stream has otherwise. */
export function selectRules<T extends Routed>(rules: readonly T[], stream: LogSource): readonly T[] {
  return rules.filter(({ rule }) => coversStream(rule.logSource, stream));
}

/** `selectRules` that remembers its answer for each stream. */
export function createRuleIndex<T extends Routed>(rules: readonly T[]): (stream: LogSource) => readonly T[] {
  const answers = new Map<string, readonly T[]>();
  return (stream) => {
    const key = JSON.stringify([stream.category, stream.product, stream.service]);
    let answer = answers.get(key);
    if (answer === undefined) {
      answer = selectRules(rules, stream);
      answers.set(key, answer);
    }
    return answer;
  };
}
