import { hasLinuxFolders } from './linux/linux-roots.ts';
import { scriptRecord } from './linux/script-record.ts';
import { isMask, StartupReader } from './linux/startup-reader.ts';
import type { ArtefactSource, SourceContext, SourceItem } from './source.ts';

const ID = 'systemd-hooks';

/** systemd-sleep(8) and systemd-shutdown(8), "DESCRIPTION": every executable in the folder is run, as root. */
const HOOKS = [
  { name: 'system-sleep', trigger: 'sleep and wake' },
  { name: 'system-shutdown', trigger: 'shutdown' },
] as const;
const FOLDERS = ['/usr/lib/systemd', '/lib/systemd'];

/** Programs that systemd runs before sleep, after wake-up and late at shutdown. */
export const source: ArtefactSource = {
  id: ID,
  applies: hasLinuxFolders,
  *collect(context: SourceContext): Generator<SourceItem> {
    const reader = new StartupReader(context, ID);
    const counts = { hooks: 0, enabled: 0 };
    for (const { name, trigger } of HOOKS) {
      for (const { files } of reader.foldersOf(FOLDERS.map((folder) => `${folder}/${name}`))) {
        for (const file of files) {
          if (file.problem === 'a folder' || isMask(file)) continue;
          const record = scriptRecord({ mechanism: 'systemd-hook', file, trigger, needsBit: true }, reader);
          counts.hooks += 1;
          if (record.enabled === true) counts.enabled += 1;
          yield record;
          yield* reader.take();
        }
      }
    }
    yield* reader.end(counts, 'the folders system-sleep and system-shutdown of systemd');
  },
};
