import type { TextLine } from '../syslog/text-lines.ts';
import { type AuditFields, auditFields } from './audit-value.ts';

export interface AuditRecord {
  /** `SERVICE_START`, `SYSCALL`, `EXECVE`…; `UNKNOWN[1337]` for what auditd had no name for. */
  readonly type: string;
  readonly line: number;
  /** Bytes from the start of the (unpacked) file. */
  readonly offset: number;
  /** What stands behind the record's time, as written. */
  readonly text: string;
  /** Taken apart when first asked for: most records are of no interest. */
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

const NODE = /^node=(\S{1,255}) /;
const TYPE = /^[A-Z0-9_]{1,64}(?:\[\d{1,10}\])?$/;
const STAMP = /^(\d{1,12})\.(\d{1,3}):(\d{1,20})$/;
const MESSAGE = ' msg=audit(';
/** Characters that a stamp can have. */
const MAX_STAMP = 40;
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
    const head = headOf(text);
    if (head === null) {
      yield {
        kind: 'problem',
        code: 'audit-line-malformed',
        ...at,
        what: 'no type and time of an audit record',
      };
      continue;
    }
    const key = `${head.node ?? ''} ${head.stamp}`;
    const record = new LazyRecord(head.type, line, text.slice(head.end));
    const known = open.get(key);
    if (known !== undefined) {
      if (known.records.length < MAX_RECORDS) known.records.push(record);
      continue;
    }
    const stamp = stampOf(head.stamp);
    if (stamp === null) {
      yield { kind: 'problem', code: 'audit-line-malformed', ...at, what: 'a time that no calendar has' };
      continue;
    }
    const records = [record];
    open.set(key, { event: { ...stamp, node: head.node, records }, records });
    if (open.size <= MAX_OPEN_EVENTS) continue;
    const [oldest] = open;
    if (oldest === undefined) continue;
    open.delete(oldest[0]);
    yield { kind: 'event', event: oldest[1].event };
  }
  for (const { event } of open.values()) yield { kind: 'event', event };
}

interface Head {
  readonly node: string | null;
  readonly type: string;
  /** `seconds.milliseconds:serial` */
  readonly stamp: string;
  /** Where the fields begin. */
  readonly end: number;
}

function headOf(text: string): Head | null {
  const node = text.startsWith('node=') ? (NODE.exec(text)?.[1] ?? null) : null;
  const start = node === null ? 0 : node.length + 'node= '.length;
  const blank = text.indexOf(' ', start);
  if (!text.startsWith('type=', start) || !text.startsWith(MESSAGE, blank)) return null;
  const type = text.slice(start + 'type='.length, blank);
  const from = blank + MESSAGE.length;
  const close = text.indexOf(')', from);
  if (close === -1 || close - from > MAX_STAMP || text[close + 1] !== ':' || !TYPE.test(type)) return null;
  const end = text[close + 2] === ' ' ? close + 3 : close + 2;
  return { node, type, stamp: text.slice(from, close), end };
}

function stampOf(stamp: string): Pick<AuditEvent, 'time' | 'serial'> | null {
  const [, seconds, milliseconds = '', serial] = STAMP.exec(stamp) ?? [];
  if (seconds === undefined || Number(seconds) > LAST_SECOND) return null;
  const time = new Date(Number(seconds) * 1000 + Number(milliseconds)).toISOString();
  return { time, serial: Number(serial) };
}

class LazyRecord implements AuditRecord {
  readonly type: string;
  readonly line: number;
  readonly offset: number;
  readonly text: string;
  #fields: AuditFields | null = null;

  constructor(type: string, { line, offset }: TextLine, text: string) {
    this.type = type;
    this.line = line;
    this.offset = offset;
    this.text = text;
  }

  get fields(): AuditFields {
    this.#fields ??= auditFields(this.text, this.type);
    return this.#fields;
  }
}
