import { YearCounter } from './infer-years.ts';
import { MAX_CONTINUATION_LINES, MAX_CONTINUED_MESSAGE } from './limits.ts';
import { wallToIso, type ZoneOffset } from './local-time.ts';
import { lineTime, parseSyslogLine, type SyslogLine } from './parse-syslog-line.ts';
import type { TextLine } from './text-lines.ts';

/** What of a time the log does not say itself. */
export type TimeAssumption = 'year' | 'zone';

export interface SyslogRecord
  extends Pick<SyslogLine, 'priority' | 'host' | 'program' | 'pid' | 'subject' | 'level' | 'structuredData'> {
  readonly line: number;
  /** Bytes from the start of the (unpacked) file. */
  readonly offset: number;
  /** ISO 8601 UTC as precise as the line; null without any year to go by, or for a day that the year does not have. */
  readonly time: string | null;
  readonly timeAssumed: readonly TimeAssumption[];
  /** With the lines that continue it, joined by `\n`. */
  readonly message: string;
}

export type SyslogItem =
  | { readonly kind: 'record'; readonly record: SyslogRecord }
  | {
      readonly kind: 'problem';
      readonly code: string;
      readonly line: number;
      readonly offset: number;
      readonly what: string;
    };

export interface SyslogOptions {
  /** Year of the first line, from `firstYear`; null gives no times to lines without a year. */
  readonly firstYear: number | null;
  /** For lines without a zone: the host's. */
  readonly offsetMinutes: ZoneOffset;
  /**
   * Is a line worth taking apart? Of others only the time is looked at, and the lines that continue them are passed over. Absent: all
   * are.
   */
  readonly wanted?: (text: string) => boolean;
}

/**
 * Records of a log that a syslog daemon wrote, in its order; each line in the form it has (see `parseSyslogLine`), so that a log
 * whose format was changed is read whole. Lines that begin with a blank continue the message before. Never throws.
 */
export function* readSyslog(lines: Iterable<TextLine>, options: SyslogOptions): Generator<SyslogItem> {
  const years = new YearCounter(options.firstYear ?? 0);
  let knowsYear = options.firstYear !== null;
  let open: { record: SyslogRecord; more: string[]; length: number } | null = null;
  /** The last line was passed over; so are those that continue it. */
  let isPassing = false;
  for (const line of lines) {
    if (options.wanted?.(line.text) === false) {
      const time = lineTime(line.text);
      if (time !== null) {
        if (open !== null) yield finished(open);
        open = null;
        isPassing = true;
        if (time.hasYear) {
          years.anchor(time.time);
          knowsYear = true;
        } else if (knowsYear) years.next(time.time);
        continue;
      }
    }
    if (line.cut) yield problem('syslog-line-too-long', line, 'only the beginning of the line was read');
    const parsed = parseSyslogLine(line.text);
    if (parsed === null) {
      if (line.text.trim() === '') continue;
      const continues = (open !== null || isPassing) && /^[ \t]/.test(line.text);
      if (continues && open === null) continue;
      if (!continues || open === null) yield problem('syslog-line-malformed', line, 'begins with no time');
      else if (
        open.more.length < MAX_CONTINUATION_LINES &&
        open.length + line.text.length <= MAX_CONTINUED_MESSAGE
      ) {
        open.more.push(line.text);
        open.length += line.text.length;
      }
      continue;
    }
    if (open !== null) yield finished(open);
    isPassing = false;
    const { time, zone, hasYear, ...rest } = parsed;
    let year: number | null = time.year;
    if (hasYear) {
      years.anchor(time);
      knowsYear = true;
    } else year = knowsYear ? years.next(time) : null;
    const iso = year === null ? null : wallToIso({ ...time, year }, zone ?? options.offsetMinutes);
    if (iso === null && year !== null)
      yield problem('syslog-time-impossible', line, `no such time in ${year}`);
    const timeAssumed: TimeAssumption[] = [];
    if (!hasYear) timeAssumed.push('year');
    if (zone === null) timeAssumed.push('zone');
    const record = { line: line.line, offset: line.offset, time: iso, timeAssumed, ...rest };
    open = { record, more: [], length: 0 };
  }
  if (open !== null) yield finished(open);
}

function finished(open: { record: SyslogRecord; more: readonly string[] }): SyslogItem {
  const { record, more } = open;
  if (more.length === 0) return { kind: 'record', record };
  return { kind: 'record', record: { ...record, message: [record.message, ...more].join('\n') } };
}

function problem(code: string, { line, offset }: TextLine, what: string): SyslogItem {
  return { kind: 'problem', code, line, offset, what };
}
