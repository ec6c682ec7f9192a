import { type AuditEvent, type AuditRecord, readAuditLog } from '../../formats/audit-log/read-audit-log.ts';
import { auditMeanings } from '../logs-text/audit-meaning.ts';
import { MAX_EVENT_FIELDS } from '../logs-text/limits.ts';
import { logEvent } from '../logs-text/log-event.ts';
import type { LogFile } from '../logs-text/log-files.ts';
import { type LogLines, LogReader, type Problem, problemOf } from '../logs-text/log-reader.ts';
import { RepeatedLines } from '../logs-text/repeated-lines.ts';
import type { ArtefactSource, SourceContext, SourceItem } from '../source.ts';
import { readAccounts } from '../unix/accounts.ts';

const ID = 'linux-audit';
const LOGS = ['audit/audit.log', 'audit.log'];

/** What a record of an event lacks and its SYSCALL record has. */
const OF_THE_CALL = [
  'auid',
  'uid',
  'euid',
  'exe',
  'comm',
  'pid',
  'ppid',
  'tty',
  'ses',
  'success',
  'key',
  'syscall',
];

/** What the kernel's audit log says of services: starts and stops, commands, changed files of units, and auditing itself. */
export const source: ArtefactSource = {
  id: ID,
  stage: 'logs',
  applies: (root) => root.platform === 'linux' && root.layout !== 'linux-units',
  *collect(context: SourceContext): Generator<SourceItem> {
    const reader = new LogReader(context, ID);
    const { userName } = readAccounts(context.evidence);
    const repeated = new RepeatedLines();
    const counts = { auditEvents: 0, events: 0, repeated: 0 };

    function* read(file: LogFile, lines: LogLines): Generator<SourceItem | Problem> {
      const isWanted = reader.wanted(file).has('auditd');
      repeated.nextFile();
      for (const item of readAuditLog(lines())) {
        if (item.kind === 'problem') {
          yield problemOf(item);
          continue;
        }
        counts.auditEvents += 1;
        for (const { record, meanings } of auditMeanings(item.event, userName)) {
          const first = meanings[0] ?? null;
          if (first === null && !isWanted) continue;
          const isAgain = first !== null && repeated.isRepeated(keyOf(item.event, record));
          if (isAgain) counts.repeated += 1;
          if (isAgain) continue;
          for (const [part, meaning] of (first === null ? [null] : meanings).entries()) {
            const event = logEvent(file, {
              time: item.event.time,
              platform: 'linux',
              source: ID,
              provider: 'auditd',
              computer: item.event.node,
              line: record.line,
              part,
              meaning,
              fields: fieldsOf(item.event, record),
            });
            if (meaning !== null) {
              counts.events += 1;
              reader.spans(event);
            }
            yield { type: 'log-event', event, relevant: meaning !== null };
          }
        }
      }
    }

    yield* reader.each(LOGS, read);
    yield reader.end(counts, 'the logs of auditd (/var/log/audit/audit.log)');
  },
};

function keyOf({ node, time, serial }: AuditEvent, record: AuditRecord): string {
  return [node, time, serial, record.type, record.fields.get('item')].join('\0');
}

/** Fields under auditd's names, which are Sigma's; `type` and the call's own are added. */
function fieldsOf(event: AuditEvent, record: AuditRecord): Record<string, string | number> {
  const fields: Record<string, string | number> = { type: record.type, serial: event.serial };
  for (const [name, value] of record.fields) {
    if (Object.keys(fields).length >= MAX_EVENT_FIELDS) break;
    fields[name] ??= value;
  }
  const call = event.records.find(({ type }) => type === 'SYSCALL');
  for (const name of call === undefined || call === record ? [] : OF_THE_CALL) {
    const value = call?.fields.get(name);
    if (value !== undefined) fields[name] ??= value;
  }
  return fields;
}
