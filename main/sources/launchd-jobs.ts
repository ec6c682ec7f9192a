import { collectLaunchd } from './launchd/collect-launchd.ts';
import type { LaunchdCounts } from './launchd/launchd-counts.ts';
import { LAUNCHD_SOURCE } from './launchd/launchd-diagnostic.ts';
import { launchdJobsLoaded, withLoadedJob } from './launchd/loaded-jobs.ts';
import type { ArtefactSource, SourceContext, SourceItem } from './source.ts';

/**
 * Every launchd job: daemons and agents of the system, of Apple, of all users and of each, and those inside app bundles; login
 * items, background items and privileged helpers that no job accounts for.
 */
export const source: ArtefactSource = {
  id: LAUNCHD_SOURCE,
  applies: (root) => root.platform === 'macos',
  *collect(context: SourceContext): Generator<SourceItem> {
    const counts: LaunchdCounts = {
      daemons: 0,
      agents: 0,
      loginItems: 0,
      embedded: 0,
      orphanedHelpers: 0,
      other: 0,
      overrides: 0,
      backgroundItems: 0,
      orphanedItems: 0,
      unreadable: 0,
    };
    const loaded = launchdJobsLoaded(context);
    const items = collectLaunchd(context, counts);
    let next = items.next();
    for (; next.done !== true; next = items.next()) {
      yield next.value.type === 'service' ? withLoadedJob(next.value, loaded) : next.value;
    }
    const found = next.value;
    const base = { type: 'coverage', source: LAUNCHD_SOURCE } as const;
    yield found
      ? { ...base, outcome: 'collected', counts: { ...counts }, reason: null }
      : {
          ...base,
          outcome: 'notPresent',
          counts: {},
          reason: 'there is no folder of launchd jobs in this evidence',
        };
  },
};
