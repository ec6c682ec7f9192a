import { wildcardTest } from './wildcard.ts';

/** Words with a meaning in conditions; a selection of that name could not be told from them. */
const RESERVED = new Set(['and', 'or', 'not', 'of', 'them', 'all', 'condition', 'timeframe']);
/** What a condition can speak of by a pattern at least; public rules have names such as `filter_main_mdadm.conf`. */
const NAME = /^[^\s()*]+$/;

/** A sentence about a name that no condition can speak of, or null. */
export function findNameProblem(name: string): string | null {
  if (RESERVED.has(name)) return `"${name}" is a word of conditions and cannot name a selection.`;
  if (NAME.test(name)) return null;
  return 'The name of a selection has no spaces, parentheses or *.';
}

/**
 * Names that `them` or a pattern with `*` means. Names that start with an underscore are left out "by convention",
 * unless the pattern starts with one too (specification 2.1.0, "Condition").
 */
export function selectionsLike(pattern: string, names: readonly string[]): readonly string[] {
  const visible = pattern.startsWith('_') ? names : names.filter((name) => !name.startsWith('_'));
  if (pattern === 'them') return visible;
  const parts = pattern.split('*');
  if (parts.length === 1) return visible.filter((name) => name === pattern);
  const tokens = parts.flatMap((text, index) => [
    ...(index === 0 ? [] : [{ kind: 'any' } as const]),
    ...(text === '' ? [] : [{ kind: 'text', text } as const]),
  ]);
  return visible.filter(wildcardTest(tokens));
}
