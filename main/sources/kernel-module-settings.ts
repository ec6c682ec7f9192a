import { MAX_STARTUP_ENTRIES } from '../../shared/limits.ts';
import type { Payload, ServiceRecord } from '../../shared/model/service-record.ts';
import {
  type ModprobeLine,
  parseModprobeConfig,
  parseModulesLoad,
} from '../formats/kernel-modules/modprobe-config.ts';
import { hasLinuxFolders } from './linux/linux-roots.ts';
import { shellLine } from './linux/shell-line.ts';
import { isMask, type StartupFile, StartupReader } from './linux/startup-reader.ts';
import { startupRecord } from './linux/startup-record.ts';
import type { ArtefactSource, SourceContext, SourceItem } from './source.ts';
import { commandPayloads } from './unix/command-payloads.ts';

const ID = 'kernel-module-settings';
/** Highest priority first; a file hides those of its name in later folders (modules-load.d(5), modprobe.d(5)). */
const PARENTS = ['/etc', '/run', '/usr/local/lib', '/usr/lib', '/lib'];

/** Modules that systemd-modules-load.service loads at boot, and what modprobe runs or loads besides. */
export const source: ArtefactSource = {
  id: ID,
  applies: hasLinuxFolders,
  *collect(context: SourceContext): Generator<SourceItem> {
    const reader = new StartupReader(context, ID);
    const counts = { files: 0, loadedAtBoot: 0, modprobeLines: 0 };
    const read = new Set<string | null>();
    const boot = filesOf(reader, 'modules-load.d');
    // On Debian a link in modules-load.d leads to it; older init scripts read it themselves.
    const own = reader.single('/etc/modules');
    for (const file of own === null ? boot : [...boot, own]) {
      // Debian's link to /etc/modules leads nowhere when that is not there; systemd passes over it.
      if (file.problem === 'missing') continue;
      if (file.evidencePath !== null && read.has(file.evidencePath)) continue;
      read.add(file.evidencePath);
      const text = reader.text(file);
      counts.files += 1;
      if (text !== null && text.split('\n', MAX_STARTUP_ENTRIES + 1).length > MAX_STARTUP_ENTRIES)
        reader.cut(file, `only the first ${MAX_STARTUP_ENTRIES} lines were read`);
      for (const entry of parseModulesLoad(text ?? '')) {
        counts.loadedAtBoot += 1;
        yield record(file, {
          mechanism: 'modules-load',
          line: entry.line,
          key: null,
          command: entry.text,
          payloads: modulePayloads(entry.name, 'file', reader),
          startMode: 'boot',
          trigger: 'boot',
        });
      }
      yield* reader.take();
    }
    for (const file of filesOf(reader, 'modprobe.d')) {
      counts.files += 1;
      const { lines, cut } = parseModprobeConfig(reader.text(file) ?? '');
      if (cut) reader.cut(file, `only the first ${MAX_STARTUP_ENTRIES} lines were read`);
      for (const line of lines) {
        counts.modprobeLines += 1;
        if (loadsItself(line)) continue;
        yield modprobeRecord(file, line, reader);
      }
      yield* reader.take();
    }
    yield* reader.end(counts, 'modules-load.d, modprobe.d and /etc/modules');
  },
};

function filesOf(reader: StartupReader, name: string): StartupFile[] {
  const first = new Map<string, StartupFile>();
  for (const { files } of reader.foldersOf(PARENTS.map((parent) => `${parent}/${name}`))) {
    for (const file of files) {
      if (file.name.endsWith('.conf') && file.problem !== 'a folder' && !first.has(file.name))
        first.set(file.name, file);
    }
  }
  return [...first.values()].filter((file) => !isMask(file));
}

function modprobeRecord(file: StartupFile, entry: ModprobeLine, reader: StartupReader): ServiceRecord {
  const { keyword, name, command, modules, line } = entry;
  const isCommand = keyword === 'install' || keyword === 'remove';
  return record(file, {
    mechanism: 'modprobe-rule',
    line,
    key: keyword,
    command: isCommand ? command : `${keyword} ${name} ${modules.join(' ')}`,
    payloads: isCommand
      ? [...shellLine(command, { role: 'image', from: keyword }, reader.files).payloads]
      : modules.flatMap((module) => modulePayloads(module, keyword, reader)),
    ...(isCommand && REFUSAL.test(command)
      ? { enabled: false, startMode: 'disabled' }
      : { startMode: 'demand' }),
    trigger: `${keyword} ${name}`,
  });
}

/** The common way to forbid a module: nothing is run in place of loading it. */
const REFUSAL = /^(?:(?:\/usr)?\/s?bin\/)?(?:true|false|:)(?:\s[^;|&`$<>\n]*)?$/;
const MODPROBE_ALONE = /^(?:(?:\/usr)?\/s?bin\/)?modprobe\s([^;|&`$<>\n]*)$/;

/** `install X modprobe -i X option=1` does what happens without it. */
function loadsItself({ keyword, name, command }: ModprobeLine): boolean {
  const words = keyword === 'install' ? MODPROBE_ALONE.exec(command)?.[1]?.trim().split(/\s+/) : undefined;
  return (
    words?.includes(name) === true &&
    words.every((word) => word === name || /^(?:-i|-q|--ignore-install|--quiet|\w+=\S*)$/.test(word))
  );
}

type Entry = Pick<
  Parameters<typeof startupRecord>[0],
  'mechanism' | 'line' | 'key' | 'command' | 'payloads' | 'startMode' | 'trigger'
> & { readonly enabled?: boolean };

function record(file: StartupFile, entry: Entry): ServiceRecord {
  return startupRecord({ enabled: true, ...entry, file, kind: 'job', account: 'root' });
}

/** The files behind a name, as modprobe would find them; the program that loads them is none of the line's own. */
function modulePayloads(name: string, from: string, reader: StartupReader): Payload[] {
  return commandPayloads(['modprobe', '--', name], { role: 'image', from }, reader.files)
    .filter(({ role }) => role === 'kernel-module')
    .map((payload) => ({ ...payload, from }));
}
