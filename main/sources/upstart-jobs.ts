import { parseUpstart } from '../formats/upstart/parse-upstart.ts';
import { initSystem } from './linux/init-system.ts';
import { hasLinuxFolders } from './linux/linux-roots.ts';
import { type StartupFile, type StartupFolder, StartupReader } from './linux/startup-reader.ts';
import { upstartRecord } from './linux/upstart-record.ts';
import type { ArtefactSource, SourceContext, SourceItem } from './source.ts';
import { readAccounts } from './unix/accounts.ts';

const ID = 'upstart-jobs';
/** Folders below one another that are looked into; upstart itself has no bound, and real hosts have none but /etc/init. */
const MAX_SUBFOLDERS = 256;
const SYSTEM = ['/etc/init'];
const SESSION = ['/usr/share/upstart/sessions', '/etc/xdg/upstart'];

/** Jobs of upstart (Ubuntu to 14.10, Red Hat 6, ChromeOS), with their overrides. */
export const source: ArtefactSource = {
  id: ID,
  applies: hasLinuxFolders,
  *collect(context: SourceContext): Generator<SourceItem> {
    const reader = new StartupReader(context, ID);
    const isUsed = initSystem(context) !== 'systemd';
    const counts = { jobs: 0, enabled: 0, overrides: 0 };
    const places: { paths: readonly string[]; user: string | null; isSession: boolean }[] = [
      { paths: SYSTEM, user: null, isSession: false },
      { paths: SESSION, user: null, isSession: true },
    ];
    for (const { name, home } of readAccounts(context.evidence).users) {
      if (home === '/' || !home.startsWith('/')) continue;
      places.push({ paths: [`${home}/.config/upstart`, `${home}/.init`], user: name, isSession: true });
    }
    for (const { paths, user, isSession } of places) {
      for (const { files } of withSubfolders(reader, paths)) {
        const overrides = new Map<string, StartupFile>();
        for (const file of files) {
          if (file.name.endsWith('.override') && file.problem === null)
            overrides.set(file.name.slice(0, -9), file);
        }
        for (const file of files) {
          if (!file.name.endsWith('.conf') || file.problem === 'a folder') continue;
          const bytes = reader.bytes(file);
          if (bytes !== null) {
            const override = overrides.get(file.name.slice(0, -5)) ?? null;
            const more = override === null ? null : reader.bytes(override);
            const job = parseUpstart(bytes);
            for (const { line, what } of job.problems) {
              reader.report('upstart-stanza-malformed', file.path, `line ${line}: ${what}`);
            }
            const overridden = more === null ? null : parseUpstart(more);
            const record = upstartRecord(
              { file, job, override, overridden, user, isSession, isUsed },
              reader,
            );
            counts.jobs += 1;
            if (override !== null) counts.overrides += 1;
            if (record.enabled === true) counts.enabled += 1;
            yield record;
          }
          yield* reader.take();
        }
      }
    }
    yield* reader.end(counts, 'the folders of upstart jobs (/etc/init)');
  },
};

/** Jobs may lie in folders below, `/etc/init/net/apache.conf` (init(5) of upstart). */
function* withSubfolders(reader: StartupReader, paths: readonly string[]): Generator<StartupFolder> {
  const ahead = [...paths];
  for (let at = 0; at < ahead.length && at < MAX_SUBFOLDERS; at += 1) {
    const folder = reader.folder(ahead[at] ?? '');
    if (folder === null) continue;
    for (const name of folder.folders) ahead.push(`${folder.path}/${name}`);
    yield folder;
  }
  if (ahead.length > MAX_SUBFOLDERS) {
    reader.report(
      'startup-limit',
      paths[0] ?? '',
      `only the first ${MAX_SUBFOLDERS} folders were looked into`,
    );
  }
}
