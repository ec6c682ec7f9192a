import type { Coverage } from '../../shared/model/coverage.ts';
import type { ServiceRecord } from '../../shared/model/service-record.ts';
import { withRunning } from './linux/join-running.ts';
import { runningServices } from './linux/running.ts';
import type { ArtefactSource, SourceContext, SourceItem } from './source.ts';
import { collectManagers } from './systemd/collect-managers.ts';
import { UnitDiagnostics } from './systemd/unit-diagnostics.ts';
import { readAccounts } from './unix/accounts.ts';

const ID = 'systemd-units';

/** Every unit of the system's manager and of the users' managers, as systemd would load it on this root. */
export const source: ArtefactSource = {
  id: ID,
  applies: (root) => root.platform === 'linux',
  *collect(context: SourceContext): Generator<SourceItem> {
    const diagnostics = new UnitDiagnostics(ID);
    const counts = {
      services: 0,
      timers: 0,
      sockets: 0,
      paths: 0,
      otherUnits: 0,
      dropIns: 0,
      masked: 0,
      userUnits: 0,
      unreadable: 0,
    };
    let folders = 0;
    const running = runningServices(context);
    const accounts = readAccounts(context.evidence);
    for (const item of collectManagers(context, diagnostics)) {
      if (item.type === 'folders') folders += item.count;
      else {
        count(counts, item);
        // What is no unit has no processes, even under the name of one.
        const isUnit = item.systemd?.refused === null && item.systemd.type !== 'drop-in';
        yield isUnit ? withRunning(item, running, accounts) : item;
      }
      yield* diagnostics.take();
    }
    yield* diagnostics.last();
    counts.unreadable = diagnostics.unreadableCount;
    yield coverage(folders, counts);
  },
};

type Counts = Record<
  | 'services'
  | 'timers'
  | 'sockets'
  | 'paths'
  | 'otherUnits'
  | 'dropIns'
  | 'masked'
  | 'userUnits'
  | 'unreadable',
  number
>;

function count(counts: Counts, { kind, systemd }: ServiceRecord): void {
  if (kind === 'service') counts.services += 1;
  else if (kind === 'timer') counts.timers += 1;
  else if (kind === 'socket') counts.sockets += 1;
  else if (kind === 'path') counts.paths += 1;
  else counts.otherUnits += 1;
  counts.dropIns += systemd?.dropIns.length ?? 0;
  if (systemd?.maskedBy != null) counts.masked += 1;
  if (systemd?.scope === 'user') counts.userUnits += 1;
}

function coverage(folders: number, counts: Counts): Coverage {
  const base = { type: 'coverage', source: ID } as const;
  if (folders > 0) {
    const { unreadable } = counts;
    const reason = unreadable > 0 ? `${unreadable} files or folders could not be read to the end` : null;
    return { ...base, outcome: 'collected', counts: { ...counts }, reason };
  }
  if (counts.unreadable > 0) {
    return { ...base, outcome: 'failed', counts: {}, reason: 'no folder of units could be read' };
  }
  return { ...base, outcome: 'notPresent', counts: {}, reason: 'there is no folder of units' };
}
