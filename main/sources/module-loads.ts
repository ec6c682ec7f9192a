import type { ServiceRecord } from '../../shared/model/service-record.ts';
import {
  MAX_COMMANDS,
  parseModprobeCommands,
  parseModulesLoad,
} from '../formats/kernel-modules/modprobe-commands.ts';
import { hasLinuxFolders } from './linux/linux-roots.ts';
import { shellLine } from './linux/shell-line.ts';
import { isMask, type StartupFile, StartupReader } from './linux/startup-reader.ts';
import { startupRecord } from './linux/startup-record.ts';
import type { ArtefactSource, SourceContext, SourceItem } from './source.ts';

const ID = 'module-loads';
/** modules-load.d(5) and modprobe.d(5): a file hides those of its name in later folders. */
const PARENTS = ['/etc', '/run', '/usr/local/lib', '/usr/lib', '/lib'];
const DEBIAN_LIST = '/etc/modules';
/** A command that does nothing: how modules are kept out, which hardening guides ask for. */
const KEEPS_OUT = /^(?:\/usr)?(?:\/s?bin\/)?(?:true|false|:)(?:\s|$)/;

/** Kernel modules that are loaded at boot (modules-load.d, /etc/modules), and commands that run when a module is asked for (modprobe.d). */
export const source: ArtefactSource = {
  id: ID,
  applies: hasLinuxFolders,
  *collect(context: SourceContext): Generator<SourceItem> {
    const reader = new StartupReader(context, ID);
    const counts = { modules: 0, commands: 0, keptOut: 0 };
    const read = new Set<string>();
    for (const file of [...effective(reader, 'modules-load.d'), reader.single(DEBIAN_LIST)]) {
      // Debian links the one into the folder of the others.
      if (file === null || read.has(file.evidencePath ?? file.path)) continue;
      read.add(file.evidencePath ?? file.path);
      for (const { module, line } of whole(file, parseModulesLoad(reader.text(file) ?? ''), reader)) {
        counts.modules += 1;
        yield loadRecord(file, module, line, reader);
      }
      yield* reader.take();
    }
    for (const file of effective(reader, 'modprobe.d')) {
      const commands = whole(file, parseModprobeCommands(reader.text(file) ?? ''), reader);
      for (const { action, module, command, line } of commands) {
        if (KEEPS_OUT.test(command)) {
          counts.keptOut += 1;
          continue;
        }
        counts.commands += 1;
        const options = { role: 'image', from: `line ${line}` } as const;
        const { payloads, startsUnit } = shellLine(command, options, reader.files);
        yield startupRecord({
          mechanism: 'modprobe-command',
          file,
          line,
          kind: 'job',
          command,
          payloads,
          enabled: true,
          startMode: 'demand',
          account: 'root',
          trigger: `${action} ${module}`,
          startsUnit,
        });
      }
      yield* reader.take();
    }
    yield* reader.end(counts, 'the lists of kernel modules (modules-load.d, modprobe.d, /etc/modules)');
  },
};

/** Says when a file holds more lines than are kept. */
function whole<T>(file: StartupFile, lines: readonly T[], reader: StartupReader): readonly T[] {
  if (lines.length >= MAX_COMMANDS)
    reader.cut(file, `too long: only the first ${MAX_COMMANDS} lines are shown`);
  return lines;
}

/** Files that count, of the folders of one kind. */
function* effective(reader: StartupReader, folder: string): Generator<StartupFile> {
  const names = new Set<string>();
  for (const { files } of reader.foldersOf(PARENTS.map((parent) => `${parent}/${folder}`))) {
    for (const file of files) {
      if (!file.name.endsWith('.conf') || names.has(file.name)) continue;
      names.add(file.name);
      if (!isMask(file)) yield file;
    }
  }
}

function loadRecord(file: StartupFile, module: string, line: number, reader: StartupReader): ServiceRecord {
  const found = reader.files.modules(module, { modules: [module], root: '', version: null, config: null });
  const record = startupRecord({
    mechanism: 'module-load',
    file,
    line,
    name: `${file.name}:${module}`,
    kind: 'job',
    command: `modprobe ${module}`,
    payloads: found.map(({ path, evidencePath, state, exists }) => ({
      role: 'kernel-module',
      from: `line ${line}`,
      raw: module,
      path,
      arguments: '',
      evidencePath,
      state,
      exists,
      sha256: null,
    })),
    enabled: true,
    startMode: 'auto',
    account: 'root',
    trigger: 'boot',
  });
  // A module is loaded and no program.
  return { ...record, image: null };
}
