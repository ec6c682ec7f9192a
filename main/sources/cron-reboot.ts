import type { ServiceRecord } from '../../shared/model/service-record.ts';
import { type CrontabEntry, parseCrontab } from '../formats/crontab/parse-crontab.ts';
import { crontabFiles } from './linux/crontab-files.ts';
import { hasLinuxFolders } from './linux/linux-roots.ts';
import { inputCode, shellLine } from './linux/shell-line.ts';
import { type StartupFile, StartupReader } from './linux/startup-reader.ts';
import { startupRecord } from './linux/startup-record.ts';
import type { ArtefactSource, SourceContext, SourceItem } from './source.ts';

const ID = 'cron-reboot';
/** Variables of the table that a record shows; real tables set two or three. */
const MAX_SHOWN_VARIABLES = 16;

/** Lines of crontabs that run at boot, and lines of any schedule that start, restart or enable a service. */
export const source: ArtefactSource = {
  id: ID,
  applies: hasLinuxFolders,
  *collect(context: SourceContext): Generator<SourceItem> {
    const reader = new StartupReader(context, ID);
    const counts = { crontabs: 0, lines: 0, reboot: 0, serviceStarts: 0 };
    for (const { file, user } of crontabFiles(reader)) {
      const bytes = reader.bytes(file);
      if (bytes !== null) {
        counts.crontabs += 1;
        const { entries, variables, problems } = parseCrontab(bytes, user === null);
        for (const { line, what } of problems) {
          reader.report('crontab-line-malformed', file.path, `line ${line}: ${what}`);
        }
        counts.lines += entries.length;
        const set = new Map<string, string>();
        let next = 0;
        for (const entry of entries) {
          for (; (variables[next]?.line ?? Infinity) < entry.line; next += 1) {
            const variable = variables[next];
            if (variable !== undefined) set.set(variable.name, variable.value);
          }
          const record = cronRecord(file, entry, user, set, reader);
          if (record === null) continue;
          if (entry.schedule === '@reboot') counts.reboot += 1;
          if (record.activator?.startsUnit != null) counts.serviceStarts += 1;
          yield record;
        }
      }
      yield* reader.take();
    }
    yield* reader.end(counts, 'the crontabs (/etc/crontab, /etc/cron.d, /var/spool/cron)');
  },
};

function cronRecord(
  file: StartupFile,
  entry: CrontabEntry,
  owner: string | null,
  variables: ReadonlyMap<string, string>,
  reader: StartupReader,
): ServiceRecord | null {
  const { schedule, command, input, line } = entry;
  const isReboot = schedule.toLowerCase() === '@reboot';
  const path = variables
    .get('PATH')
    ?.split(':')
    .filter((folder) => folder.startsWith('/'))
    .slice(0, 64);
  const options = { role: 'image', from: `line ${line}`, searchPath: path } as const;
  const { payloads, startsUnit } = shellLine(command, options, reader.files);
  if (!isReboot && startsUnit === null) return null;
  const user = entry.user ?? owner;
  return startupRecord({
    mechanism: 'cron-reboot',
    file,
    line,
    kind: 'job',
    command: entry.raw,
    payloads: [...payloads, ...inputCode(command, input, options.from)],
    enabled: true,
    startMode: 'auto',
    account: user,
    user,
    trigger: schedule,
    startsUnit,
    properties: { ...Object.fromEntries([...variables].slice(0, MAX_SHOWN_VARIABLES)), Input: input },
  });
}
