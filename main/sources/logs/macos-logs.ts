import { type LaunchdLine, readLaunchdLog } from '../../formats/macos-log/read-launchd-log.ts';
import { firstYear } from '../../formats/syslog/infer-years.ts';
import { readSyslog, type SyslogRecord } from '../../formats/syslog/read-syslog.ts';
import { launchdMeaning } from '../logs-text/launchd-message.ts';
import { logEvent, type ServiceMeaning, timeFields } from '../logs-text/log-event.ts';
import type { LogFile } from '../logs-text/log-files.ts';
import { type LogLines, LogReader, type Problem, problemOf } from '../logs-text/log-reader.ts';
import { RepeatedLines } from '../logs-text/repeated-lines.ts';
import { commandMeanings } from '../logs-text/sudo-message.ts';
import type { ArtefactSource, SourceContext, SourceItem } from '../source.ts';

const ID = 'macos-logs';
const LOGS = ['com.apple.xpc.launchd/launchd.log', 'system.log', 'secure.log', 'install.log'];

/** What launchd's own log, system.log and install.log of macOS say of jobs and of installed software. */
export const source: ArtefactSource = {
  id: ID,
  stage: 'logs',
  applies: (root) => root.platform === 'macos' && root.layout !== 'macos-jobs',
  *collect(context: SourceContext): Generator<SourceItem> {
    const reader = new LogReader(context, ID);
    const repeated = new RepeatedLines();
    const counts = { events: 0, repeated: 0 };

    function* read(file: LogFile, lines: LogLines): Generator<SourceItem | Problem> {
      const wanted = reader.wanted(file);
      repeated.nextFile();
      for (const item of file.name === 'launchd.log'
        ? launchdLines(reader, lines)
        : syslogLines(reader, file, lines)) {
        if (item.kind === 'problem') {
          yield problemOf(item);
          continue;
        }
        const { line, meanings, ...rest } = item;
        const first = meanings[0] ?? null;
        const isWanted = wanted.has(rest.provider);
        if (first === null && !isWanted) continue;
        const key = [line.time, rest.provider, rest.fields.subject, line.message].join('\0');
        const isAgain = first !== null && repeated.isRepeated(key);
        if (isAgain) counts.repeated += 1;
        if (isAgain && !isWanted) continue;
        for (const [part, meaning] of (first === null ? [null] : meanings).entries()) {
          const { time, line: number } = line;
          const event = logEvent(file, {
            ...rest,
            time,
            platform: 'macos',
            source: ID,
            line: number,
            part,
            meaning,
          });
          const relevant = meaning !== null && !isAgain;
          if (relevant) {
            counts.events += 1;
            reader.spans(event);
          }
          yield { type: 'log-event', event, relevant };
        }
      }
    }

    yield* reader.each(LOGS, read);
    yield reader.end(counts, 'the logs of launchd, syslog and the installer (/private/var/log)');
  },
};

interface Line {
  readonly kind: 'line';
  readonly line: { readonly line: number; readonly time: string | null; readonly message: string };
  readonly provider: string | null;
  readonly computer: string | null;
  readonly meanings: readonly ServiceMeaning[];
  readonly fields: Readonly<Record<string, string | number | null | undefined>>;
}
type LineItem = Line | ({ readonly kind: 'problem' } & Omit<Problem, 'type'>);

function* launchdLines(reader: LogReader, lines: LogLines): Generator<LineItem> {
  const { name, offset } = reader.zone;
  for (const item of readLaunchdLog(lines(), name === null ? null : offset)) {
    if (item.kind === 'problem') yield item;
    else yield launchdLine(item.record, name);
  }
}

function launchdLine(record: LaunchdLine, zone: string | null): Line {
  const { message, subject, domain, label, pid, level, zoneAssumed } = record;
  const meaning = launchdMeaning(message, label);
  return {
    kind: 'line',
    line: record,
    provider: 'launchd',
    computer: null,
    meanings: meaning === null ? [] : [meaning],
    fields: { message, subject, domain, pid, level, ...timeFields(zoneAssumed ? ['zone'] : [], zone) },
  };
}

function* syslogLines(reader: LogReader, file: LogFile, lines: LogLines): Generator<LineItem> {
  const { name, offset: offsetMinutes } = reader.zone;
  const options = { firstYear: firstYear(lines(), file.modified, offsetMinutes), offsetMinutes };
  for (const item of readSyslog(lines(), options)) {
    if (item.kind === 'problem') {
      yield item;
      continue;
    }
    const { record } = item;
    const { program, host, pid, message, subject, level, timeAssumed } = record;
    yield {
      kind: 'line',
      line: record,
      provider: program,
      computer: host,
      meanings: syslogMeanings(record),
      fields: { message, subject, pid, level, ...timeFields(timeAssumed, name) },
    };
  }
}

const LAUNCHD = /^(?:com\.apple\.)?(?:xpc\.)?launchd(?:\.peruser\.\d+)?$/;
/** `Installed "Example" (1.2.3)` of installd, and of the Installer itself. */
const INSTALLED = /^(?:PackageKit: )?Installed "(.{1,512}?)" \(([^)]{0,128})\)/;

function syslogMeanings({ program, subject, message }: SyslogRecord): readonly ServiceMeaning[] {
  if (program === null) return [];
  if (LAUNCHD.test(program)) {
    // `com.example.job[123]`; older launchd put the job before its message: `(com.example.job[123]) Exited with code: 1`.
    const label = subject?.replace(/\[\d+\]$/, '') ?? null;
    const meaning = launchdMeaning(message, label);
    return meaning === null ? [] : [meaning];
  }
  const installed = INSTALLED.exec(message);
  if (installed !== null) {
    const [, name = '', version = ''] = installed;
    return [
      { action: 'other', operation: 'package-install', service: null, fields: { package: name, version } },
    ];
  }
  return commandMeanings(program, message);
}
