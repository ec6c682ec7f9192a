import type { ServiceRecord } from '../../shared/model/service-record.ts';
import { parseInitScript } from '../formats/init-script/parse-init-script.ts';
import { initSystem } from './linux/init-system.ts';
import { hasLinuxFolders } from './linux/linux-roots.ts';
import { openRcRecord } from './linux/openrc-record.ts';
import { type StartupFile, StartupReader } from './linux/startup-reader.ts';
import type { ArtefactSource, SourceContext, SourceItem } from './source.ts';

const ID = 'openrc-services';
const FOLDERS = ['/etc/init.d', '/usr/local/etc/init.d'];
const RUNLEVELS = ['/etc/runlevels', '/usr/local/etc/runlevels'];

/** Services of OpenRC (openrc-run(8)) with the runlevels that start them (rc-update(8)). */
export const source: ArtefactSource = {
  id: ID,
  applies: hasLinuxFolders,
  *collect(context: SourceContext): Generator<SourceItem> {
    const reader = new StartupReader(context, ID);
    const levels = runlevels(reader);
    const isUsed = initSystem(context) !== 'systemd';
    const counts = { services: 0, enabled: 0, runlevels: levels.count };
    // Where nothing of OpenRC is there, the init scripts are another source's and not to be read twice.
    const folders = levels.count === 0 && !hasOpenRc(context) ? [] : FOLDERS;
    const emit = function* (record: ServiceRecord): Generator<SourceItem> {
      counts.services += 1;
      if (record.enabled === true) counts.enabled += 1;
      yield record;
      yield* reader.take();
    };
    const seen = new Set<string>();
    for (const { files } of reader.foldersOf(folders)) {
      for (const file of files) {
        if (file.problem === 'a folder' || !/^[\w.+@-]+$/.test(file.name) || /\.sh$/.test(file.name))
          continue;
        const bytes = file.evidencePath === null ? null : reader.bytes(file);
        const script = bytes === null ? null : parseInitScript(bytes);
        if (script?.isOpenRc !== true) continue;
        seen.add(file.name);
        yield* emit(withLinks(openRcRecord(file, script, levels.of(file.name), isUsed, reader), levels));
      }
    }
    for (const name of levels.names) {
      const [file] = levels.links(name);
      // Of a service that its runlevel takes from elsewhere; one whose script is missing is shown by its link.
      if (seen.has(name) || file === undefined) continue;
      const bytes = file.evidencePath === null ? null : reader.bytes(file);
      const script = parseInitScript(bytes ?? new Uint8Array());
      yield* emit(withLinks(openRcRecord(file, script, levels.of(name), isUsed, reader), levels));
    }
    yield* reader.end(counts, 'the runlevels of OpenRC (/etc/runlevels)');
  },
};

function hasOpenRc({ evidence }: SourceContext): boolean {
  return ['/sbin/openrc-run', '/usr/sbin/openrc-run'].some((path) => evidence.lookup(path).state === 'file');
}

/** A service is enabled by its links in runlevels, and since they were made. */
function withLinks(record: ServiceRecord, levels: Runlevels): ServiceRecord {
  const links = levels
    .links(record.name)
    .flatMap(({ path, link, linked }) =>
      link === null ? [] : [{ path, locator: { kind: 'file' } as const, time: linked }],
    );
  return { ...record, provenance: [...record.provenance, ...links] };
}

interface Runlevels {
  readonly count: number;
  readonly names: readonly string[];
  of(name: string): readonly string[];
  /** The entry of each runlevel that has the name, the first one first. */
  links(name: string): readonly StartupFile[];
}

function runlevels(reader: StartupReader): Runlevels {
  const byName = new Map<string, { readonly levels: string[]; readonly files: StartupFile[] }>();
  let count = 0;
  for (const { path, folders } of reader.foldersOf(RUNLEVELS)) {
    for (const level of folders) {
      count += 1;
      for (const file of reader.folder(`${path}/${level}`)?.files ?? []) {
        const known = byName.get(file.name);
        if (known === undefined) byName.set(file.name, { levels: [level], files: [file] });
        else {
          known.levels.push(level);
          known.files.push(file);
        }
      }
    }
  }
  return {
    count,
    names: [...byName.keys()],
    of: (name) => byName.get(name)?.levels ?? [],
    links: (name) => byName.get(name)?.files ?? [],
  };
}
