import type { Platform } from '../../shared/model/common.ts';

/**
 * The rules that speak of one system; a rule that names no system speaks of all. Not beside the rule set (`rule-set.ts`), of which a
 * run without rules loads nothing.
 */
export function rulesFor<T extends { readonly platform: Platform | null }>(
  rules: readonly T[],
  platform: Platform,
): readonly T[] {
  return rules.filter((rule) => rule.platform === null || rule.platform === platform);
}
