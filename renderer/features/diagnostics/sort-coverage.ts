import type { COVERAGE_OUTCOMES, Coverage } from '../../../shared/model/coverage.ts';
import { compareText } from '../../../shared/text.ts';
import type { Tone } from '../../ui/badge.tsx';
import type { IconName } from '../../ui/icon.tsx';

type Outcome = (typeof COVERAGE_OUTCOMES)[number];

interface OutcomeLook {
  readonly text: string;
  readonly tone: Tone;
  readonly icon: IconName;
}

export const OUTCOMES: Readonly<Record<Outcome, OutcomeLook>> = {
  collected: { text: 'collected', tone: 'good', icon: 'good' },
  notApplicable: { text: 'not applicable', tone: 'plain', icon: 'informational' },
  notPresent: { text: 'not present', tone: 'medium', icon: 'missing' },
  failed: { text: 'failed', tone: 'high', icon: 'high' },
};

/** What keeps "no findings" from meaning "nothing there" comes first. */
const FIRST: readonly Outcome[] = ['failed', 'notPresent', 'collected', 'notApplicable'];

export function sortCoverage(coverage: readonly Coverage[]): readonly Coverage[] {
  return [...coverage].sort(
    (a, b) => FIRST.indexOf(a.outcome) - FIRST.indexOf(b.outcome) || compareText(a.source, b.source),
  );
}

export function countOutcomes(coverage: readonly Coverage[]): readonly (readonly [Outcome, number])[] {
  return FIRST.map(
    (outcome) => [outcome, coverage.filter((source) => source.outcome === outcome).length] as const,
  ).filter(([, count]) => count > 0);
}
