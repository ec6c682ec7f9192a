import { linuxHostFacts } from './linux/host-facts.ts';
import { hasLinuxFolders } from './linux/linux-roots.ts';
import type { ArtefactSource, SourceContext, SourceItem } from './source.ts';

const ID = 'linux-host';

/** What a Linux root says of its host. The machine id is not exported: it is meant to stay on its host (machine-id(5)). */
export const source: ArtefactSource = {
  id: ID,
  applies: hasLinuxFolders,
  *collect({ evidence }: SourceContext): Generator<SourceItem> {
    const unreadable: [string, string][] = [];
    const facts = linuxHostFacts(evidence, (path, reason) => unreadable.push([path, reason]));
    yield { type: 'host', host: { platform: 'linux', ...facts } };
    for (const [path, what] of unreadable) {
      const base = { type: 'diagnostic', severity: 'warning', code: 'host-file-unreadable' } as const;
      yield { ...base, source: ID, path, offset: null, what };
    }
    const known = Object.values(facts).filter((value) => value !== null).length;
    const base = { type: 'coverage', source: ID } as const;
    if (known > 0) yield { ...base, outcome: 'collected', counts: { facts: known }, reason: null };
    else if (unreadable.length > 0) {
      yield { ...base, outcome: 'failed', counts: {}, reason: 'nothing could be read, see diagnostics' };
    } else {
      const reason = 'no file that tells of the host (hostname, os-release, localtime) is there';
      yield { ...base, outcome: 'notPresent', counts: {}, reason };
    }
  },
};
