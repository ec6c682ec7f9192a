import { runningServices } from './linux/running.ts';
import type { ArtefactSource, SourceContext, SourceItem } from './source.ts';

const ID = 'running-services';

/**
 * What runs now, on a live Linux host: processes by unit and the states of units. The records themselves are those of the source of
 * systemd units, which joins what runs to what is configured; this source says how much could be looked at.
 */
export const source: ArtefactSource = {
  id: ID,
  applies: (root) => root.platform === 'linux',
  *collect(context: SourceContext): Generator<SourceItem> {
    const coverage = { type: 'coverage', source: ID } as const;
    if (context.evidence.kind !== 'live') {
      const reason = 'the evidence is not the running host, so nothing of it runs';
      yield { ...coverage, outcome: 'notApplicable', counts: {}, reason };
      return;
    }
    const { gaps, counts } = runningServices(context);
    for (const what of gaps) {
      yield {
        type: 'diagnostic',
        severity: 'warning',
        code: 'running-not-seen',
        source: ID,
        path: '/proc',
        offset: null,
        what,
      };
    }
    const none = (counts['processes'] ?? 0) === 0;
    yield {
      ...coverage,
      outcome: none ? 'failed' : 'collected',
      counts: { ...counts },
      reason: gaps.length === 0 ? null : gaps.join('; '),
    };
  },
};
