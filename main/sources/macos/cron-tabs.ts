import type { Payload, ServiceRecord } from '../../../shared/model/service-record.ts';
import { interpreterOf } from '../../../shared/unix/command-analysis.ts';
import { shellWords } from '../../../shared/unix/shell-words.ts';
import { type CrontabEntry, parseCrontab } from '../../formats/crontab/parse-crontab.ts';
import type { StartupFile } from '../linux/startup-reader.ts';
import { commandPayloads } from '../unix/command-payloads.ts';
import type { UnixFiles } from '../unix/file-lookup.ts';
import { activatorRecord } from './activator-record.ts';
import { shownCode } from './script-payloads.ts';
import type { StartupPlaces } from './startup-places.ts';

/** cron(8), FILES: the tabs of macOS, which /usr/lib/cron leads to. */
const TABS = ['/private/var/at/tabs', '/usr/lib/cron/tabs', '/private/var/cron/tabs'];
const SYSTEM_TAB = '/etc/crontab';

/** Lines that cron runs when it starts, crontab(5): `@reboot command`; in /etc/crontab the account stands before the command. */
export function* cronTabs(places: StartupPlaces): Generator<ServiceRecord> {
  for (const folder of TABS) {
    for (const file of places.files(folder)) yield* linesOf(file, file.name, places);
  }
  for (const file of places.single(SYSTEM_TAB)) yield* linesOf(file, null, places);
}

function* linesOf(
  file: StartupFile,
  owner: string | null,
  { reader }: StartupPlaces,
): Generator<ServiceRecord> {
  const { entries, problems } = parseCrontab(reader.bytes(file) ?? new Uint8Array(), owner === null);
  for (const { line, what } of problems) reader.report('crontab-odd', file.path, `line ${line}: ${what}`);
  for (const entry of entries) {
    const { command, line, schedule, user } = entry;
    if (schedule.toLowerCase() !== '@reboot') continue;
    const account = owner ?? user;
    yield activatorRecord({
      mechanism: 'cron-reboot',
      file,
      role: 'config',
      locator: { kind: 'line', section: null, key: '@reboot', line },
      part: String(line),
      name: `${file.name}:${line}`,
      kind: 'job',
      command,
      payloads: entryPayloads(entry, reader.files),
      enabled: true,
      account,
      user: account,
      trigger: '@reboot',
    });
  }
}

function entryPayloads({ command, input, line, raw }: CrontabEntry, files: UnixFiles): Payload[] {
  const from = `line ${line}`;
  // cron hands the line to the shell; what it runs is what matters, the shell itself is no image.
  const argv = ['/bin/sh', '-c', command];
  const payloads = commandPayloads(argv, { role: 'image', from, raw }, files).slice(1);
  const language = input === null ? null : interpreterOf(shellWords(command)[0] ?? '');
  const code = input === null || language === null ? null : shownCode(from, input, language);
  return code === null ? payloads : [...payloads, code];
}
