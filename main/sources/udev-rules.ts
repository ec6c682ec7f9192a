import { parseUdevRules } from '../formats/udev-rules/parse-udev-rules.ts';
import { hasLinuxFolders } from './linux/linux-roots.ts';
import { isMask, type StartupFile, StartupReader } from './linux/startup-reader.ts';
import { udevRecord } from './linux/udev-record.ts';
import type { ArtefactSource, SourceContext, SourceItem } from './source.ts';

const ID = 'udev-rules';
/** Highest priority first; a file hides those of its name in later folders (udev(7), "Rules Files"). */
const FOLDERS = [
  '/etc/udev/rules.d',
  '/run/udev/rules.d',
  '/usr/local/lib/udev/rules.d',
  '/usr/lib/udev/rules.d',
  '/lib/udev/rules.d',
];

/** Rules with which a device runs a program or pulls in a systemd unit. */
export const source: ArtefactSource = {
  id: ID,
  applies: hasLinuxFolders,
  *collect(context: SourceContext): Generator<SourceItem> {
    const reader = new StartupReader(context, ID);
    const counts = { files: 0, rules: 0, activators: 0, masked: 0, shadowed: 0 };
    const first = new Map<string, StartupFile>();
    for (const { files } of reader.foldersOf(FOLDERS)) {
      for (const file of files) {
        if (!file.name.endsWith('.rules') || file.problem === 'a folder') continue;
        if (first.has(file.name)) {
          counts.shadowed += 1;
          continue;
        }
        first.set(file.name, file);
        if (isMask(file)) {
          counts.masked += 1;
          continue;
        }
        counts.files += 1;
        const bytes = reader.bytes(file);
        const { rules, problems } = parseUdevRules(bytes ?? new Uint8Array());
        counts.rules += rules.length;
        for (const { line, what } of problems) {
          reader.report('udev-rule-malformed', file.path, `line ${line}: ${what}`);
        }
        for (const rule of rules) {
          const record = udevRecord(rule, file, reader.files);
          if (record === null) continue;
          counts.activators += 1;
          yield record;
        }
        yield* reader.take();
      }
    }
    yield* reader.end(counts, 'the folders of udev rules (/etc/udev/rules.d, /usr/lib/udev/rules.d)');
  },
};
