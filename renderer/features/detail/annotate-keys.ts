import type { Shortcut } from '../../app/view.ts';
import type { Verdict } from '../../ui/badge.tsx';

/** Capital letters, so that no slip of a finger judges. */
export const VERDICT_KEYS: Readonly<Record<string, Verdict>> = {
  U: 'unreviewed',
  B: 'benign',
  S: 'suspicious',
  M: 'malicious',
};

export const ANNOTATE_SHORTCUTS: readonly Shortcut[] = [
  ...Object.entries(VERDICT_KEYS).map(([key, verdict]) => ({
    keys: `Shift+${key}`,
    what: `Judge: ${verdict}`,
  })),
  { keys: 't', what: 'Tags' },
  { keys: 'n', what: 'Note' },
];

/** `a, b` to its tags, each once. */
export function parseTags(text: string): string[] {
  const tags = text.split(/[,;]/).map((tag) => tag.trim().slice(0, 64));
  return [...new Set(tags.filter(Boolean))].slice(0, 32);
}
