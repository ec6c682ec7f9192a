import type { Evidence } from '../../evidence/evidence.ts';
import type { ZoneOffset } from '../../formats/syslog/local-time.ts';

export interface HostZone {
  /** IANA name; null when the evidence does not say, and times without a zone are taken for UTC. */
  readonly name: string | null;
  readonly offset: ZoneOffset;
}

/** localtime(5), and tzset(3) of macOS; a collection may lack the links /etc and /var of macOS. */
const LINKS = ['/etc/localtime', '/private/etc/localtime', '/var/db/timezone/localtime'];
const MAX_ZONE_FILE = 4_096;

/** The time zone that the host's own files name. */
export function hostZone(evidence: Evidence): HostZone {
  const name = zoneName(evidence);
  const offset = name === null ? null : zoneOffset(name);
  return offset === null ? { name: null, offset: 0 } : { name, offset };
}

function zoneName(evidence: Evidence): string | null {
  for (const path of LINKS) {
    const link = evidence.readLink(path);
    const name = link.ok ? /\/zoneinfo(?:\.default)?\/(?:posix\/|right\/)?(.+)$/.exec(link.value)?.[1] : null;
    if (name != null) return name;
  }
  const debian = smallText(evidence, '/etc/timezone')?.split('\n')[0]?.trim();
  if (debian) return debian;
  // Red Hat up to 6 and SUSE up to 11 kept a copy of the zone's file, and its name here.
  const clock = smallText(evidence, '/etc/sysconfig/clock');
  return /^(?:ZONE|TIMEZONE)[ \t]*=[ \t]*"?([\w+/-]{1,64})/m.exec(clock ?? '')?.[1]?.trim() ?? null;
}

function smallText(evidence: Evidence, path: string): string | null {
  const found = evidence.lookup(path);
  const bytes = found.state === 'file' ? evidence.read(found.path, MAX_ZONE_FILE) : null;
  return bytes?.ok === true ? Buffer.from(bytes.value).toString('latin1') : null;
}

const QUARTER = 15 * 60_000;
/** Answers kept: zones change on whole quarters of an hour, and a log covers few years. */
const MAX_ANSWERS = 200_000;

/** Minutes ahead of UTC at a local time; null for a zone that is not known here. An hour that comes twice is its first. */
export function zoneOffset(name: string): ZoneOffset | null {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return null;
  }
  const at = (utc: number): number => {
    const parts: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(utc)) parts[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return (Date.UTC(year, month - 1, day, hour, minute, second) - utc) / 60_000;
  };
  const answers = new Map<number, number>();
  return (local) => {
    const key = Math.floor(local / QUARTER);
    const known = answers.get(key);
    if (known !== undefined) return known;
    // Before a change the earlier offset counts, also for the hour that the change repeats.
    const quarter = key * QUARTER;
    const before = at(quarter - 86_400_000);
    const offset = at(quarter - before * 60_000);
    if (answers.size >= MAX_ANSWERS) answers.clear();
    answers.set(key, offset);
    return offset;
  };
}
