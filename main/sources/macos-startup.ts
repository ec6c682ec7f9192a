import type { ServiceRecord } from '../../shared/model/service-record.ts';
import { StartupReader } from './linux/startup-reader.ts';
import { cronTabs } from './macos/cron-tabs.ts';
import { emondEntries } from './macos/emond.ts';
import { loginHooks } from './macos/login-hooks.ts';
import { periodicScripts } from './macos/periodic.ts';
import { rcScripts } from './macos/rc-scripts.ts';
import { startupItems } from './macos/startup-items.ts';
import { StartupPlaces } from './macos/startup-places.ts';
import type { ArtefactSource, SourceContext, SourceItem } from './source.ts';

const ID = 'macos-startup';
const READERS: readonly ((places: StartupPlaces) => Generator<ServiceRecord>)[] = [
  startupItems,
  emondEntries,
  periodicScripts,
  rcScripts,
  loginHooks,
  cronTabs,
];

/** What starts programs on macOS besides launchd jobs: startup items, emond, periodic, rc scripts, login hooks, cron at boot. */
export const source: ArtefactSource = {
  id: ID,
  // Bare folders of jobs hold nothing else.
  applies: (root) => root.platform === 'macos' && root.layout !== 'macos-jobs',
  *collect(context: SourceContext): Generator<SourceItem> {
    const reader = new StartupReader(context, ID);
    const places = new StartupPlaces(reader);
    const counts: Record<string, number> = {};
    for (const read of READERS) {
      for (const record of read(places)) {
        const mechanism = record.activator?.mechanism ?? 'other';
        counts[mechanism] = (counts[mechanism] ?? 0) + 1;
        yield record;
        yield* reader.take();
      }
    }
    yield* reader.end(counts, 'the places of startup items, emond, periodic, rc scripts, hooks and cron');
  },
};
