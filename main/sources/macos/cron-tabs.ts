import { MAX_STARTUP_ENTRIES } from '../../../shared/limits.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { plainLines } from '../../formats/init-script/script-text.ts';
import type { StartupFile } from '../linux/startup-reader.ts';
import { commandPayloads } from '../unix/command-payloads.ts';
import { activatorRecord } from './activator-record.ts';
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
  let count = 0;
  for (const { line, text } of plainLines(reader.text(file) ?? '')) {
    const found = /^\s*@reboot\s+(\S.*)$/i.exec(text);
    const rest = found?.[1];
    if (rest === undefined) continue;
    count += 1;
    if (count > MAX_STARTUP_ENTRIES) {
      reader.report('startup-limit', file.path, `only ${MAX_STARTUP_ENTRIES} lines were kept`);
      return;
    }
    const account = owner ?? /^\S+/.exec(rest)?.[0] ?? null;
    const command = (owner === null ? rest.replace(/^\S+\s*/, '') : rest).replace(/(?<!\\)%.*$/s, '').trim();
    const argv = ['/bin/sh', '-c', command];
    // cron hands the line to the shell; what it runs is what matters, the shell itself is no image.
    const payloads = commandPayloads(
      argv,
      { role: 'image', from: `line ${line}`, raw: command },
      reader.files,
    );
    yield activatorRecord({
      mechanism: 'cron-reboot',
      file,
      role: 'config',
      locator: { kind: 'line', section: null, key: '@reboot', line },
      part: String(line),
      name: `${file.name}:${line}`,
      kind: 'job',
      command,
      payloads: payloads.slice(1),
      enabled: true,
      account,
      user: account,
      trigger: '@reboot',
    });
  }
}
