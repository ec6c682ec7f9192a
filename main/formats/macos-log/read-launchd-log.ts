import { isoTimeAt, wallToIso, type ZoneOffset } from '../syslog/local-time.ts';
import type { TextLine } from '../syslog/text-lines.ts';
import { zoneStep } from './launchd-zone.ts';

export interface LaunchdLine {
  readonly line: number;
  /** Bytes from the start of the (unpacked) file. */
  readonly offset: number;
  /** ISO 8601 UTC, microseconds. */
  readonly time: string | null;
  /** The log has local times without a zone. false: the line was written before the zone was known, in UTC. */
  readonly zoneAssumed: boolean;
  /** What stands in brackets: `system/com.example.job [123]`, `pid/189 [findmydeviced]`, `system`; null for launchd itself. */
  readonly subject: string | null;
  /** `system`, `user/501`, `gui/501`, `pid/189`…; null where the subject has no domain. */
  readonly domain: string | null;
  /** The job; null where the subject is a domain or launchd. */
  readonly label: string | null;
  readonly pid: number | null;
  /** `Notice`, `Warning`, `Error`… */
  readonly level: string;
  readonly message: string;
}

export type LaunchdItem =
  | { readonly kind: 'record'; readonly record: LaunchdLine }
  | {
      readonly kind: 'problem';
      readonly code: string;
      readonly line: number;
      readonly offset: number;
      readonly what: string;
    };

const REST = /^ (?:\(((?:[^()]|\([^()]*\)){1,1024})\) )?<([A-Za-z]{1,16})>: (.*)$/s;
const DOMAIN = /^((?:system)|(?:user|gui|pid|login|session|asid)\/\d{1,10})(?:\/(.+))?$/s;
const TASK = /\(([^()]{1,128})\) <[A-Za-z]{1,16}>: Doing boot task$/;
const ZONE_TASK = 'tzinit';
/** Lines from the start of a boot to the task that sets the time zone; macOS 13 has 20. */
const MAX_BOOT_LINES = 500;

/**
 * launchd's own log, `/private/var/log/com.apple.xpc.launchd/launchd.log` (macOS 10.12 and later): `YYYY-MM-DD HH:MM:SS.ffffff
 * (subject) <Level>: message`. Times are local, except that a boot begins in UTC until its task `tzinit` has set the zone: where the clock
 * steps there, the lines of the boot before it are UTC, and the step is the zone when `offsetMinutes` is null. Never throws.
 */
export function* readLaunchdLog(
  lines: Iterable<TextLine>,
  offsetMinutes: ZoneOffset | null,
): Generator<LaunchdItem> {
  let measured = 0;
  /** Lines of a boot whose zone is not known yet; null outside the beginning of a boot. */
  let boot: TextLine[] | null = null;
  let isZoneSet = false;
  /** Tasks of the current boot: one that comes again belongs to the next. */
  let tasks = new Set<string>();
  for (const line of lines) {
    const { text } = line;
    if (boot !== null && isZoneSet && isoTimeAt(text) !== null) {
      const step = zoneStep(boot.at(-1)?.text ?? '', text);
      const isStep = step !== null && step !== 0;
      if (isStep) measured = step;
      for (const held of boot) yield* item(held, isStep ? 0 : (offsetMinutes ?? measured), !isStep);
      boot = null;
    }
    const task = TASK.exec(text)?.[1];
    if (task !== undefined && (tasks.size === 0 || tasks.has(task))) {
      for (const held of boot ?? []) yield* item(held, offsetMinutes ?? measured, true);
      boot = [];
      isZoneSet = false;
      tasks = new Set();
    }
    if (task !== undefined && tasks.size < MAX_BOOT_LINES) tasks.add(task);
    if (boot !== null && boot.length < MAX_BOOT_LINES) {
      boot.push(line);
      isZoneSet ||= task === ZONE_TASK;
      continue;
    }
    for (const held of boot ?? []) yield* item(held, offsetMinutes ?? measured, true);
    boot = null;
    yield* item(line, offsetMinutes ?? measured, true);
  }
  for (const held of boot ?? []) yield* item(held, offsetMinutes ?? measured, true);
}

function* item(line: TextLine, zone: ZoneOffset, zoneAssumed: boolean): Generator<LaunchdItem> {
  const { text, offset } = line;
  if (text.trim() === '') return;
  const at = { line: line.line, offset };
  const time = isoTimeAt(text);
  const found = time === null ? null : REST.exec(text.slice(time.length));
  if (time === null || found === null) {
    const what = 'no time, level and message of launchd';
    yield { kind: 'problem', code: 'launchd-line-malformed', ...at, what };
    return;
  }
  const [, subject = null, level = '', message = ''] = found;
  const isUtc = time.zone !== null || !zoneAssumed;
  const iso = wallToIso(time, time.zone ?? zone);
  yield {
    kind: 'record',
    record: { ...at, time: iso, zoneAssumed: !isUtc, subject, ...subjectParts(subject), level, message },
  };
}

function subjectParts(subject: string | null): Pick<LaunchdLine, 'domain' | 'label' | 'pid'> {
  if (subject === null) return { domain: null, label: null, pid: null };
  const [, text = subject, inBrackets] = /^(.*) \[([^\]]*)\]$/s.exec(subject) ?? [];
  const pid = inBrackets !== undefined && /^\d{1,10}$/.test(inBrackets) ? Number(inBrackets) : null;
  const [, domain, label = null] = DOMAIN.exec(text) ?? [];
  if (domain === undefined) return { domain: null, label: text, pid };
  return { domain, label, pid };
}
