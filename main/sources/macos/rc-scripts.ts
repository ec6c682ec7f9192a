import type { ActivatorMechanism } from '../../../shared/model/activator-detail.ts';
import type { Payload, ServiceRecord } from '../../../shared/model/service-record.ts';
import { shellWords } from '../../../shared/unix/shell-words.ts';
import { plainLines } from '../../formats/init-script/script-text.ts';
import { homes } from '../launchd/job-places.ts';
import type { StartupFile } from '../linux/startup-reader.ts';
import { commandPayloads } from '../unix/command-payloads.ts';
import { activatorRecord } from './activator-record.ts';
import { scriptPayloads, shownCode } from './script-payloads.ts';
import type { StartupPlaces } from './startup-places.ts';

/** rc(8) of Mac OS X: what was sourced or run at boot and at shutdown. */
const SCRIPTS: readonly (readonly [path: string, mechanism: ActivatorMechanism, trigger: string])[] = [
  ['/etc/rc.common', 'rc-common', 'sourced by startup items'],
  ['/etc/rc.local', 'rc-local', 'boot'],
  ['/etc/rc.server', 'rc-local', 'boot'],
  ['/etc/rc.shutdown.local', 'rc-local', 'shutdown'],
];

/** Scripts of the administrator that run at boot, and subcommands of launchctl in launchd.conf. */
export function* rcScripts(places: StartupPlaces): Generator<ServiceRecord> {
  for (const [path, mechanism, trigger] of SCRIPTS) {
    for (const file of places.single(path)) {
      yield activatorRecord({
        mechanism,
        file,
        role: 'script',
        name: file.name,
        kind: 'script',
        command: file.path,
        payloads: scriptPayloads(file, places.reader),
        enabled: null,
        account: 'root',
        trigger,
      });
    }
  }
  yield* launchdConfigurations(places);
}

/** launchd.conf(5), read until OS X 10.9: each line is a subcommand of launchctl(1), run when launchd starts. */
function* launchdConfigurations(places: StartupPlaces): Generator<ServiceRecord> {
  for (const file of places.single('/etc/launchd.conf')) yield configurationRecord(file, null, places);
  for (const { home, name } of homes(places.reader.evidence)) {
    for (const file of places.single(`${home}/.launchd.conf`)) yield configurationRecord(file, name, places);
  }
}

function configurationRecord(
  file: StartupFile,
  user: string | null,
  { reader }: StartupPlaces,
): ServiceRecord {
  const lines: string[] = [];
  const payloads: Payload[] = [];
  for (const { line, text } of plainLines(reader.text(file) ?? '')) {
    const subcommand = text.trim();
    if (subcommand === '' || subcommand.startsWith('#')) continue;
    lines.push(`launchctl ${subcommand}`);
    const argv = submitted(shellWords(subcommand));
    if (argv.length === 0) continue;
    const options = { role: 'hosted-program', from: `line ${line}`, raw: subcommand } as const;
    payloads.push(...commandPayloads(argv, options, reader.files));
  }
  const code = shownCode('file', lines.join('\n'), 'sh');
  if (code !== null) payloads.push(code);
  return activatorRecord({
    mechanism: 'launchd-conf',
    file,
    role: 'config',
    name: file.name,
    kind: 'job',
    command: lines[0] ?? null,
    payloads,
    enabled: null,
    account: user ?? 'root',
    user,
    trigger: user === null ? 'boot' : 'login',
    properties: { lines: String(lines.length) },
  });
}

/** What `submit … -- command` and `bsexec PID command` run. */
function submitted(words: readonly string[]): readonly string[] {
  if (words[0] === 'submit') {
    const dashes = words.indexOf('--');
    return dashes === -1 ? [] : words.slice(dashes + 1);
  }
  return words[0] === 'bsexec' || words[0] === 'asuser' ? words.slice(2) : [];
}
