/** Lower case for comparing: `toLowerCase`, with the final sigma made like the others so that parts of words agree. */
export function foldCase(text: string): string {
  const lower = text.toLowerCase();
  return lower.includes('ς') ? lower.replaceAll('ς', 'σ') : lower;
}

/** Hyphen, slash, en dash, em dash, horizontal bar (specification 2.1.0, appendix "Modifiers", `windash`). */
export const DASHES = ['-', '/', '\u2013', '\u2014', '\u2015'] as const;

const OTHER_DASH = /[/\u2013\u2014\u2015]/g;

/**
 * Makes all dashes one. Texts are equal after this exactly when one is a permutation of the other's dashes, so that
 * `windash` needs no list of permutations.
 */
export function foldDashes(text: string): string {
  return text.replace(OTHER_DASH, '-');
}
