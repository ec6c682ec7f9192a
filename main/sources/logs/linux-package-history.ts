import type { PackageEvent, PackageItem } from '../../formats/package-log/package-event.ts';
import { readAptHistory } from '../../formats/package-log/read-apt-history.ts';
import { readDpkgLog } from '../../formats/package-log/read-dpkg-log.ts';
import { readRpmLog } from '../../formats/package-log/read-rpm-log.ts';
import { firstYear } from '../../formats/syslog/infer-years.ts';
import type { ZoneOffset } from '../../formats/syslog/local-time.ts';
import { logEvent, timeFields } from '../logs-text/log-event.ts';
import type { LogFile } from '../logs-text/log-files.ts';
import { type LogLines, LogReader, type Problem, problemOf } from '../logs-text/log-reader.ts';
import { RepeatedLines } from '../logs-text/repeated-lines.ts';
import type { ArtefactSource, SourceContext, SourceItem } from '../source.ts';

const ID = 'linux-package-history';
/** dpkg.log before apt's history, dnf's log of packages before its log of all else: the first to tell of a package counts. */
const LOGS = ['dpkg.log', 'apt/history.log', 'yum.log', 'dnf.rpm.log', 'dnf.log'];
const PROVIDERS: Readonly<Record<string, string>> = {
  'dpkg.log': 'dpkg',
  'history.log': 'apt',
  'yum.log': 'yum',
  'dnf.rpm.log': 'dnf',
  'dnf.log': 'dnf',
};

/** Software that was installed, updated or removed, by the package managers' logs: why services and their files changed. */
export const source: ArtefactSource = {
  id: ID,
  stage: 'logs',
  applies: (root) => root.platform === 'linux' && root.layout !== 'linux-units',
  *collect(context: SourceContext): Generator<SourceItem> {
    const reader = new LogReader(context, ID);
    const repeated = new RepeatedLines();
    const counts = { events: 0, repeated: 0 };

    function* read(file: LogFile, lines: LogLines): Generator<SourceItem | Problem> {
      const { name: zone, offset } = reader.zone;
      repeated.nextFile();
      let command: string | null = null;
      let part = 0;
      let lastLine = 0;
      for (const item of decode(file, lines, offset)) {
        if (item.kind === 'problem') {
          yield problemOf(item);
          continue;
        }
        for (const record of withCommand(item.record, command)) {
          if (record.operation === 'command') command = commandKey(record);
          if (repeated.isRepeated(keyOf(record))) {
            counts.repeated += 1;
            continue;
          }
          part = record.line === lastLine ? part + 1 : 0;
          lastLine = record.line;
          const { time, line, word, architecture, version, oldVersion, requestedBy } = record;
          const event = logEvent(file, {
            time,
            platform: 'linux',
            source: ID,
            provider: PROVIDERS[file.name] ?? null,
            computer: null,
            line,
            part,
            meaning: {
              action: 'other',
              operation: `package-${record.operation}`,
              service: null,
              // `alice (1000)`
              actor: requestedBy?.replace(/ \(\d+\)$/, '') ?? null,
            },
            fields: {
              package: record.package,
              version,
              oldVersion,
              architecture,
              command: record.command,
              word,
              ...timeFields(record.timeAssumed, zone),
            },
          });
          counts.events += 1;
          reader.spans(event);
          yield { type: 'log-event', event, relevant: true };
        }
      }
    }

    yield* reader.each(LOGS, read);
    yield reader.end(counts, 'the logs of dpkg, apt, yum and dnf (/var/log)');
  },
};

function decode(file: LogFile, lines: LogLines, offsetMinutes: ZoneOffset): Iterable<PackageItem> {
  if (file.name === 'dpkg.log') return readDpkgLog(lines(), offsetMinutes);
  if (file.name === 'history.log') return readAptHistory(lines(), offsetMinutes);
  const options = { firstYear: firstYear(lines(), file.modified, offsetMinutes), offsetMinutes };
  return readRpmLog(lines(), options);
}

/** Before the first package of a command of apt, the command itself. Steps on the way, as dpkg logs them by the dozen, are left out. */
function withCommand(record: PackageEvent, last: string | null): readonly PackageEvent[] {
  if (record.operation === 'status' || record.operation === 'configure' || record.operation === 'other')
    return [];
  if (record.operation === 'command' || record.command === null || commandKey(record) === last)
    return [record];
  const nothing = { package: null, architecture: null, version: null, oldVersion: null };
  return [{ ...record, ...nothing, operation: 'command', word: 'Commandline' }, record];
}

function commandKey({ time, command }: PackageEvent): string {
  return `${time}\0${command}`;
}

/** The day rather than the second: apt logs when it began, dpkg each step. */
function keyOf(record: PackageEvent): string {
  const { time, operation, version, command } = record;
  if (operation === 'command') return `command\0${commandKey({ ...record, command })}`;
  return [time?.slice(0, 10), operation, record.package, version].join('\0');
}
