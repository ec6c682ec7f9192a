import type { TextLine } from '../syslog/text-lines.ts';
import { type AuditFields, auditFields } from './audit-value.ts';

export interface AuditRecord {
  /** `SERVICE_START`, `SYSCALL`, `EXECVE`…; `UNKNOWN[1337]` for what auditd had no name for. */
  readonly type: string;
  readonly line: number;
  /** Bytes from the start of the (unpacked) file. */
  readonly offset: number;
  readonly fields: AuditFields;
}

/** The records of one event: those with the same time, serial number and node. */
export interface AuditEvent {
  /** ISO 8601 UTC, milliseconds. */
  readonly time: string;
  readonly serial: number;
  /** Host that a central log got it from; null in a host's own log. */
  readonly node: string | null;
  readonly records: readonly AuditRecord[];
}

export type AuditItem =
  | { readonly kind: 'event'; readonly event: AuditEvent }
  | {
      readonly kind: 'problem';
      readonly code: string;
      readonly line: number;
      readonly offset: number;
      readonly what: string;
    };

const LINE =
  /^(?:node=(\S{1,255}) )?type=([A-Z0-9_]{1,64}(?:\[\d{1,10}\])?) msg=audit\((\d{1,12})\.(\d{1,3}):(\d{1,20})\): ?(.*)$/s;
/** The latest second that ISO 8601 with a year of four digits can say. */
const LAST_SECOND = 253_402_300_799;
/** Events open at once: records of several processors come mixed, but close together (auparse waits two seconds). */
const MAX_OPEN_EVENTS = 64;
/** Records of one event; a system call with many paths has some dozens. */
const MAX_RECORDS = 1_024;

/**
 * Events of an audit.log (auditd's raw and enriched format), in the order of their first records. A line is text of one record:
 * `type=T msg=audit(seconds.milliseconds:serial): fields`. Times are UTC. Never throws.
 */
export function* readAuditLog(lines: Iterable<TextLine>): Generator<AuditItem> {
  const open = new Map<string, { event: AuditEvent; records: AuditRecord[] }>();
  for (const line of lines) {
    const { text, offset } = line;
    if (text.trim() === '') continue;
    const at = { line: line.line, offset };
    if (line.cut) {
      yield {
        kind: 'problem',
        code: 'audit-line-too-long',
        ...at,
        what: 'only the beginning of the line was read',
      };
    }
    const [, node, type = '', seconds, milliseconds = '', serial, rest = ''] = LINE.exec(text) ?? [];
    if (seconds === undefined || serial === undefined || Number(seconds) > LAST_SECOND) {
      yield {
        kind: 'problem',
        code: 'audit-line-malformed',
        ...at,
        what: 'no type and time of an audit record',
      };
      continue;
    }
    const key = `${node ?? ''} ${seconds}.${milliseconds}:${serial}`;
    const record: AuditRecord = { type, ...at, fields: auditFields(rest, type) };
    const known = open.get(key);
    if (known !== undefined) {
      if (known.records.length < MAX_RECORDS) known.records.push(record);
      continue;
    }
    const time = new Date(Number(seconds) * 1000 + Number(milliseconds)).toISOString();
    const records = [record];
    open.set(key, { event: { time, serial: Number(serial), node: node ?? null, records }, records });
    if (open.size <= MAX_OPEN_EVENTS) continue;
    const [oldest] = open;
    if (oldest === undefined) continue;
    open.delete(oldest[0]);
    yield { kind: 'event', event: oldest[1].event };
  }
  for (const { event } of open.values()) yield { kind: 'event', event };
}
