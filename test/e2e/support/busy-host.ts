import { logTree } from '../../support/event-fixture.ts';
import { loggedHost } from './logged-host.ts';
import { writeTree } from './write-tree.ts';

export const RECORDS_OF_LOG = 3_000;

/** The host with logs, and so many more logs that a scan takes seconds. */
export function writeBusyHost(folder: string, logs: number): void {
  writeTree(folder, loggedHost());
  for (let log = 0; log < logs; log += 1) {
    const records = Array.from({ length: RECORDS_OF_LOG }, (_, index) => ({
      id: 7036,
      computer: `HOST${log}`,
      channel: `Archive-System-${log}`,
      data: [`Service ${index}`, index % 2 === 0 ? 'running' : 'stopped'],
      binary: `Service${index}/${index % 2 === 0 ? 4 : 1}`,
    }));
    writeTree(folder, logTree(records));
  }
}
