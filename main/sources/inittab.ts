import { type InittabEntry, parseInittab } from '../formats/inittab/parse-inittab.ts';
import { initSystem } from './linux/init-system.ts';
import { hasLinuxFolders } from './linux/linux-roots.ts';
import { shellLine } from './linux/shell-line.ts';
import { type StartupFile, StartupReader } from './linux/startup-reader.ts';
import { startupRecord } from './linux/startup-record.ts';
import type { ArtefactSource, SourceContext, SourceItem } from './source.ts';

const ID = 'inittab';

/** Lines of /etc/inittab, with which init(8) and BusyBox' init start programs; systemd does not read the file. */
export const source: ArtefactSource = {
  id: ID,
  applies: hasLinuxFolders,
  *collect(context: SourceContext): Generator<SourceItem> {
    const reader = new StartupReader(context, ID);
    const file = reader.single('/etc/inittab');
    const bytes = file === null ? null : reader.bytes(file);
    const counts = { lines: 0 };
    if (file !== null && bytes !== null) {
      const isUsed = initSystem(context) !== 'systemd';
      const { entries, problems } = parseInittab(bytes);
      for (const { line, what } of problems) {
        reader.report('inittab-line-malformed', file.path, `line ${line}: ${what}`);
      }
      for (const entry of entries) {
        if (entry.action === 'initdefault' || entry.process === '') continue;
        counts.lines += 1;
        yield record(file, entry, isUsed, reader);
      }
    }
    yield* reader.end(counts, '/etc/inittab');
  },
};

function record(file: StartupFile, entry: InittabEntry, isUsed: boolean, reader: StartupReader) {
  const { line, id, runlevels, action, process } = entry;
  // A dash asks BusyBox for a login shell.
  const code = process.replace(/^-(?=\S)/, '');
  const { payloads, startsUnit } = shellLine(code, { role: 'image', from: action }, reader.files);
  const enabled = isUsed && action !== 'off';
  return startupRecord({
    mechanism: 'inittab',
    file,
    line,
    key: id || null,
    kind: 'job',
    command: process,
    payloads,
    enabled,
    // The others wait for a key, a power failure or telinit(8).
    startMode: !enabled ? 'disabled' : STARTS_BY_ITSELF.has(action) ? 'auto' : 'demand',
    account: 'root',
    trigger: `${runlevels}:${action}`,
    startsUnit,
    properties: { Id: id, Runlevels: runlevels, Action: action, NotReadBy: isUsed ? null : 'systemd' },
  });
}

const STARTS_BY_ITSELF = new Set(['respawn', 'askfirst', 'wait', 'once', 'boot', 'bootwait', 'sysinit']);
