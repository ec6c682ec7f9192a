import { createHash } from 'node:crypto';
import { BUILT_IN_RULES } from '../../detect/built-in-rules.ts';
import { loadBuiltInCorrelations, loadBuiltInRules, type RuleSet } from '../../detect/rule-set.ts';
import { loadRegexEngine } from '../../detect/sigma/sigma.ts';

/** The rules of the program, with the digest that the command line gives them. */
export async function builtInRules(): Promise<RuleSet> {
  const hash = createHash('sha256');
  const texts = BUILT_IN_RULES.map(String);
  if (texts.some((text) => text.includes('|re'))) await loadRegexEngine();
  for (const text of texts) hash.update(text);
  return {
    rules: loadBuiltInRules(BUILT_IN_RULES),
    correlations: loadBuiltInCorrelations(BUILT_IN_RULES),
    judgements: [],
    sha256: hash.digest('hex'),
  };
}
