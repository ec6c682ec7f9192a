import { MAX_STARTUP_ENTRIES } from '../../../shared/limits.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { joinedLines } from '../../formats/init-script/script-text.ts';
import { shellLine } from './shell-line.ts';
import type { StartupFile, StartupReader } from './startup-reader.ts';
import { startupRecord } from './startup-record.ts';

const COMMAND = /^(pre-up|up|post-up|down|pre-down|post-down)\s+(.+)$/s;

/** Commands in /etc/network/interfaces and interfaces.d (interfaces(5), "IFACE OPTIONS"): one record a line. */
export function* interfaceCommands(reader: StartupReader): Generator<ServiceRecord> {
  const main = reader.single('/etc/network/interfaces');
  if (main !== null) yield* commandsOf(main, reader);
  for (const file of reader.folder('/etc/network/interfaces.d')?.files ?? []) {
    if (file.problem !== 'a folder') yield* commandsOf(file, reader);
  }
}

function* commandsOf(file: StartupFile, reader: StartupReader): Generator<ServiceRecord> {
  const text = reader.text(file);
  if (text === null) return;
  const auto = new Set<string>();
  let stanza = '';
  let entries = 0;
  for (const { line, text: content } of joinedLines(text)) {
    const trimmed = content.trim();
    const [word = '', ...rest] = trimmed.split(/\s+/, 64);
    if (word === 'auto' || word === 'allow-hotplug' || word === 'allow-auto')
      for (const name of rest) auto.add(name);
    else if (word === 'iface') stanza = rest[0] ?? '';
    const [, event, command] = COMMAND.exec(trimmed) ?? [];
    if (event === undefined || command === undefined) continue;
    if (++entries > MAX_STARTUP_ENTRIES) {
      reader.report('startup-limit', file.path, `only the first ${MAX_STARTUP_ENTRIES} commands were read`);
      return;
    }
    const { payloads, startsUnit } = shellLine(command, { role: 'image', from: event }, reader.files);
    yield startupRecord({
      mechanism: 'network-dispatcher',
      file,
      line,
      key: event,
      kind: 'job',
      command,
      payloads,
      // `auto` may stand in another file, so that its absence here says nothing.
      enabled: auto.has(stanza) ? true : null,
      startMode: auto.has(stanza) ? 'auto' : null,
      account: 'root',
      trigger: `${event} ${stanza}`.trim(),
      startsUnit,
    });
  }
}
