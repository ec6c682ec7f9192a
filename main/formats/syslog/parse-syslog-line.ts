import { bsdTimeAt, isoTimeAt, type WallTime } from './local-time.ts';

/** What one line says; its time is still that of the writer's clock. */
export interface SyslogLine {
  readonly time: WallTime;
  /** Minutes ahead of UTC; null where the line has no zone. */
  readonly zone: number | null;
  /** RFC 3164 writes none. */
  readonly hasYear: boolean;
  readonly priority: number | null;
  readonly host: string | null;
  /** Name of the program: TAG of RFC 3164, APP-NAME of RFC 5424. */
  readonly program: string | null;
  readonly pid: number | null;
  /** What stands in brackets behind the program: launchd of macOS names the job there, `com.example.job[123]`. */
  readonly subject: string | null;
  /** Severity in words, as macOS writes it: `<Notice>`. */
  readonly level: string | null;
  /** STRUCTURED-DATA of RFC 5424 as written. */
  readonly structuredData: string | null;
  readonly message: string;
}

/** rsyslog ends a tag at 32 characters by RFC 3164; names of macOS jobs are longer. */
const TAG =
  /^([^\s:[\]]{1,256})(?:\[(\d{1,10})\])?(?: \(((?:[^()]|\([^()]*\)){1,512})\))?(?: <([A-Za-z]{1,16})>)?:(?: |$)/;
/** Programs of macOS have blanks in their names; only the process id shows where such a name ends. */
const SPACED_TAG =
  /^([^\s:[\]][^:[\]]{0,63})\[(\d{1,10})\](?: \(((?:[^()]|\([^()]*\)){1,512})\))?(?: <([A-Za-z]{1,16})>)?:(?: |$)/;
const HOST = /^[^\s:[\]]{1,255}(?= )|^[0-9A-Fa-f:.]{2,45}(?:%\w+)?(?= )/;

/**
 * A line of a log file as syslog daemons write them: RFC 3164 with or without host, the same with a time of ISO 8601 (rsyslog's
 * RSYSLOG_FileFormat, macOS's install.log), and RFC 5424; `<PRI>` may stand before each. null for a line that begins with no time.
 */
export function parseSyslogLine(text: string): SyslogLine | null {
  const [lead = '', digits] = /^<(\d{1,3})>/.exec(text) ?? [];
  const priority = digits === undefined || Number(digits) > 191 ? null : Number(digits);
  const content = lead === '' ? text : text.slice(lead.length);
  if (priority !== null && content.startsWith('1 ')) {
    const whole = rfc5424(content.slice(2), priority);
    if (whole !== null) return whole;
  }
  const iso = isoTimeAt(content);
  if (iso !== null) {
    const rest = content.slice(iso.length);
    return { time: iso, zone: iso.zone, hasYear: true, priority, structuredData: null, ...headed(rest) };
  }
  const bsd = bsdTimeAt(content);
  if (bsd === null) return null;
  const rest = content.slice(bsd.length);
  return { time: bsd, zone: null, hasYear: false, priority, structuredData: null, ...headed(rest) };
}

/** Only the time of a line; null for a line that begins with none. */
export function lineTime(text: string): Pick<SyslogLine, 'time' | 'hasYear'> | null {
  const content = withoutPriority(text);
  const iso = isoTimeAt(content.startsWith('1 ') ? content.slice(2) : content);
  if (iso !== null) return { time: iso, hasYear: true };
  const bsd = bsdTimeAt(content);
  return bsd === null ? null : { time: bsd, hasYear: false };
}

/** The line behind `<PRI>` (RFC 5424, 6.2.1), which files rarely have. */
export function withoutPriority(text: string): string {
  return text.startsWith('<') ? text.replace(/^<\d{1,3}>/, '') : text;
}

type Headed = Pick<SyslogLine, 'host' | 'program' | 'pid' | 'subject' | 'level' | 'message'>;

/** `host tag[pid]: message`, what follows the time. */
function headed(rest: string): Headed {
  const none = { host: null, program: null, pid: null, subject: null, level: null };
  // `Feb 29 01:15:43: --- last message repeated 5 times ---` of macOS has neither host nor tag.
  if (rest.startsWith(':')) return { ...none, message: rest.slice(1).trimStart() };
  const text = rest.trimStart();
  const withoutHost = TAG.exec(text);
  const host = withoutHost === null ? HOST.exec(text)?.[0] : undefined;
  const behind = host === undefined ? text : text.slice(host.length + 1);
  const tag = withoutHost ?? TAG.exec(behind) ?? SPACED_TAG.exec(behind);
  if (tag === null) return { ...none, host: host ?? null, message: behind };
  return {
    host: host ?? null,
    program: tag[1] ?? null,
    pid: tag[2] === undefined ? null : Number(tag[2]),
    subject: tag[3] ?? null,
    level: tag[4] ?? null,
    message: behind.slice(tag[0].length),
  };
}

/** RFC 5424, 6: `TIMESTAMP HOSTNAME APP-NAME PROCID MSGID STRUCTURED-DATA MSG`, `-` for what is not known. */
function rfc5424(text: string, priority: number): SyslogLine | null {
  const time = isoTimeAt(text);
  if (time === null) return null;
  const fields = /^ (\S+) (\S+) (\S+) (\S+) /.exec(text.slice(time.length));
  if (fields === null) return null;
  const rest = text.slice(time.length + fields[0].length);
  const end = structuredDataEnd(rest);
  const known = (value: string | undefined): string | null =>
    value === undefined || value === '-' ? null : value;
  const pid = known(fields[3]);
  const message = rest.slice(end).replace(/^ ?\uFEFF?/, '');
  return {
    time,
    zone: time.zone,
    hasYear: true,
    priority,
    host: known(fields[1]),
    program: known(fields[2]),
    pid: pid !== null && /^\d{1,10}$/.test(pid) ? Number(pid) : null,
    subject: null,
    level: null,
    structuredData: known(rest.slice(0, end)),
    message,
  };
}

/** Where STRUCTURED-DATA ends: `-`, or elements `[id name="value"]` in whose values `\` escapes (6.3.3). 0 where there is none. */
function structuredDataEnd(text: string): number {
  if (text.startsWith('-')) return 1;
  let end = 0;
  let inElement = false;
  let inValue = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (inValue) {
      if (character === '\\') at += 1;
      else if (character === '"') inValue = false;
    } else if (inElement) {
      if (character === '"') inValue = true;
      else if (character === ']') {
        inElement = false;
        end = at + 1;
      }
    } else if (character === '[') inElement = true;
    else break;
  }
  return end;
}
