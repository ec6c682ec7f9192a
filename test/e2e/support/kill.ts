import { once } from 'node:events';
import type { Desktop } from './desktop.ts';
import { descendants } from './processes.ts';

/** `kill -9` of main process, engine, page and helpers, all at once: nothing gets to tidy up. */
export async function killAll(desktop: Desktop): Promise<void> {
  const main = desktop.app.process();
  const pid = main.pid;
  if (pid === undefined) throw new Error('the program has not started');
  const ended = main.exitCode === null && main.signalCode === null ? once(main, 'exit') : Promise.resolve();
  // Parents first, so that none sees a child end and says so.
  for (const one of descendants(pid)) {
    try {
      process.kill(one, 'SIGKILL');
    } catch {
      // Gone with its parent.
    }
  }
  await ended;
}
