import { launchdJobsLoaded } from './launchd/loaded-jobs.ts';
import type { ArtefactSource, SourceContext, SourceItem } from './source.ts';

const ID = 'running-jobs';

/**
 * What launchd has loaded, on a live Mac. The records themselves are those of the source of launchd jobs, which joins what is loaded to
 * what is configured; this source says how much could be asked.
 */
export const source: ArtefactSource = {
  id: ID,
  applies: (root) => root.platform === 'macos',
  *collect(context: SourceContext): Generator<SourceItem> {
    const coverage = { type: 'coverage', source: ID } as const;
    if (context.evidence.kind !== 'live') {
      const reason = 'the evidence is not the running host, so nothing of it runs';
      yield { ...coverage, outcome: 'notApplicable', counts: {}, reason };
      return;
    }
    const { jobs, gaps, domains } = launchdJobsLoaded(context);
    for (const what of gaps) {
      yield {
        type: 'diagnostic',
        severity: 'warning',
        code: 'running-not-seen',
        source: ID,
        path: '/bin/launchctl',
        offset: null,
        what,
      };
    }
    yield {
      ...coverage,
      outcome: domains === 0 ? 'failed' : 'collected',
      counts: { domains, loaded: jobs.size },
      reason: gaps.length === 0 ? null : gaps.join('; '),
    };
  },
};
