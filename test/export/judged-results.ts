import { annotatedResult } from '../../main/case/annotated-result.ts';
import type { Annotation } from '../../shared/model/annotation.ts';
import type { TriageResult } from '../../shared/model/triage-event.ts';
import { HOSTILE_TEXTS, hostileResult } from '../support/sample-result-hostile.ts';
import { richResult } from './export-results.ts';

export const JUDGEMENTS: readonly Annotation[] = [
  {
    subject: 'evtx:System:1',
    verdict: 'benign',
    tags: ['installer'],
    note: 'Rolled out by us.\nSee ticket 7.',
    who: 'Kim',
    when: '2026-02-03T04:05:06.789Z',
  },
  {
    subject: 'windows:updater',
    verdict: 'malicious',
    tags: ['dropper', 'a, b'],
    note: '=cmd is no formula here',
    who: 'Robin',
    when: '2026-02-03T05:00:00.000Z',
  },
];

/** Findings on a service judged malicious, one on a log record judged benign, and a service nobody looked at. */
export function judgedResult(judgements: readonly Annotation[] = JUDGEMENTS): TriageResult {
  return annotatedResult(richResult(), judgements);
}

/** A case file that somebody else has written: every hostile text as note, tag and name of the analyst. */
export function hostileJudgements(): TriageResult {
  const result = hostileResult();
  const texts = Object.values(HOSTILE_TEXTS);
  return annotatedResult(
    result,
    result.services.map(({ id }, index) => {
      const text = texts[index % texts.length] ?? '';
      return {
        subject: id,
        verdict: (['malicious', 'suspicious', 'benign', 'unreviewed'] as const)[index % 4] ?? 'benign',
        tags: [text.slice(0, 64)],
        note: text.slice(0, 20_000),
        who: text.slice(0, 200),
        when: text.slice(0, 64),
      };
    }),
  );
}
