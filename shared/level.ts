/** Severity of a finding, in Sigma's words (specification 2.1, section "Level"), least severe first. */
export const LEVELS = ['informational', 'low', 'medium', 'high', 'critical'] as const;

export type Level = (typeof LEVELS)[number];

export function isLevel(text: string): text is Level {
  return (LEVELS as readonly string[]).includes(text);
}

/** 0 for informational … 4 for critical. */
export function levelRank(level: Level): number {
  return LEVELS.indexOf(level);
}

/** Sorts the most severe first. */
export function compareLevels(a: Level, b: Level): number {
  return levelRank(b) - levelRank(a);
}
