import { firstYear } from '../../formats/syslog/infer-years.ts';
import { readSyslog, type SyslogRecord } from '../../formats/syslog/read-syslog.ts';
import { logEvent, type ServiceMeaning, timeFields } from '../logs-text/log-event.ts';
import type { LogFile } from '../logs-text/log-files.ts';
import { type LogLines, LogReader, type Problem, problemOf } from '../logs-text/log-reader.ts';
import { RepeatedLines } from '../logs-text/repeated-lines.ts';
import { commandMeanings } from '../logs-text/sudo-message.ts';
import { hostMeaning, systemdMeaning, upstartMeaning } from '../logs-text/systemd-message.ts';
import { unitDescriptions } from '../logs-text/unit-descriptions.ts';
import type { ArtefactSource, SourceContext, SourceItem } from '../source.ts';

const ID = 'linux-text-logs';
/** Of Debian (syslog, daemon.log, auth.log, user.log), Red Hat and SUSE (messages, secure), and those of cron. */
const LOGS = ['syslog', 'messages', 'daemon.log', 'auth.log', 'secure', 'user.log', 'cron', 'cron.log'];

/** What syslog daemons wrote of services: messages of systemd and Upstart, and commands on services that sudo and polkit logged. */
export const source: ArtefactSource = {
  id: ID,
  stage: 'logs',
  applies: (root) => root.platform === 'linux' && root.layout !== 'linux-units',
  *collect(context: SourceContext): Generator<SourceItem> {
    const reader = new LogReader(context, ID);
    const unitOf = unitDescriptions(context.evidence);
    const repeated = new RepeatedLines();
    const counts = { events: 0, repeated: 0 };

    function* read(file: LogFile, lines: LogLines): Generator<SourceItem | Problem> {
      const { name: zone, offset: offsetMinutes } = reader.zone;
      const wanted = reader.wanted(file);
      repeated.nextFile();
      const options = {
        firstYear: firstYear(lines(), file.modified, offsetMinutes),
        offsetMinutes,
        wanted: (text: string) => mayMatter(text) || wanted.mayBe(text),
      };
      for (const item of readSyslog(lines(), options)) {
        if (item.kind === 'problem') {
          yield problemOf(item);
          continue;
        }
        const { record } = item;
        const meanings = meaningsOf(record, unitOf);
        const first = meanings[0] ?? null;
        const { time, line, host, program, pid, message, timeAssumed, priority } = record;
        const isWanted = wanted.has(program);
        if (first === null && !isWanted) continue;
        const isAgain = first !== null && repeated.isRepeated([time, host, program, pid, message].join('\0'));
        if (isAgain) counts.repeated += 1;
        // Rules on one log ask for each of its lines.
        if (isAgain && !isWanted) continue;
        for (const [part, meaning] of (first === null ? [null] : meanings).entries()) {
          const event = logEvent(file, {
            time,
            platform: 'linux',
            source: ID,
            provider: program,
            computer: host,
            line,
            part,
            meaning,
            fields: { message, pid, priority, ...timeFields(timeAssumed, zone) },
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
    yield reader.end(counts, `the logs of syslog (${LOGS.join(', ')} in /var/log)`);
  },
};

/** Names of the programs whose messages are understood. */
function mayMatter(text: string): boolean {
  return (
    text.includes('systemd') ||
    text.includes('sudo') ||
    text.includes('init') ||
    text.includes('polkitd') ||
    text.includes('Linux version ')
  );
}

const NONE: readonly ServiceMeaning[] = [];

function meaningsOf(
  { program, message, pid }: SyslogRecord,
  unitOf: (description: string) => string | null,
): readonly ServiceMeaning[] {
  // Managers of users end with each logout.
  const host = program === 'systemd' && pid !== 1 ? null : hostMeaning(program ?? '', message);
  if (host !== null) return [{ ...host, service: null }];
  if (program === 'systemd') {
    const meaning = systemdMeaning(message, unitOf);
    return meaning === null ? NONE : [meaning];
  }
  if (program === 'init') {
    const meaning = upstartMeaning(message);
    return meaning === null ? NONE : [meaning];
  }
  const name = program?.slice(program.lastIndexOf('/') + 1) ?? '';
  // polkitd(authority=local) names its authority behind its name.
  return commandMeanings(name.replace(/\(.*$/, ''), message);
}
