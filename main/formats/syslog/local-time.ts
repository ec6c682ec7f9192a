/**
 * Minutes that local time is ahead of UTC: one number, or a function of local time (milliseconds since 1970 as if it were UTC) for
 * zones with summer time.
 */
export type ZoneOffset = number | ((localMilliseconds: number) => number);

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** 1 to 12 of `Jan` to `Dec` in any case; 0 for what is no month. */
export function monthOf(name: string): number {
  return MONTHS.indexOf(name.toLowerCase()) + 1;
}

/** Parts of a wall clock's time. `fraction`: digits behind the second, as written. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly fraction: string;
}

/** Milliseconds since 1970 as if the time were UTC, without its fraction; null for a time that no calendar has. Second 60 is one. */
export function wallMilliseconds(time: WallTime): number | null {
  const { year, month, day, hour, minute, second } = time;
  if (hour > 23 || minute > 59 || second > 60 || month < 1 || day < 1) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000;
}

/** ISO 8601 UTC with the fraction as written (at most nine digits); null for a time that no calendar has. */
export function wallToIso(time: WallTime, zone: ZoneOffset): string | null {
  const local = wallMilliseconds(time);
  if (local === null) return null;
  const offset = typeof zone === 'number' ? zone : zone(local);
  const date = new Date(local - offset * 60_000);
  if (Number.isNaN(date.getTime())) return null;
  const fraction = time.fraction.slice(0, 9);
  return `${date.toISOString().slice(0, -5)}${fraction === '' ? '' : `.${fraction}`}Z`;
}

/** `+02:00`, `+0200`, `-07` or `Z` in minutes ahead of UTC; null for what is none. */
export function zoneMinutes(text: string): number | null {
  if (text === 'Z' || text === 'z') return 0;
  const [, sign, hours = '', minutes = '0'] = /^([+-])(\d{2})(?::?(\d{2}))?$/.exec(text) ?? [];
  if (sign === undefined || Number(hours) > 15 || Number(minutes) > 59) return null;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)[T ] ?(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(Z|[+-]\d\d(?::?\d\d)?)?(?=[\s|:;,\]]|$)/;

export interface IsoTime extends WallTime {
  /** Minutes ahead of UTC; null where none is written. */
  readonly zone: number | null;
  /** Characters that the time takes of the text. */
  readonly length: number;
}

/** A time at the beginning of `text`: `2024-01-02T03:04:05.678+02:00`, also with a blank for the T and without zone. */
export function isoTimeAt(text: string): IsoTime | null {
  const found = ISO.exec(text);
  if (found === null) return null;
  const zone = found[8] === undefined ? null : zoneMinutes(found[8]);
  if (found[8] !== undefined && zone === null) return null;
  return {
    year: Number(found[1]),
    month: Number(found[2]),
    day: Number(found[3]),
    hour: Number(found[4]),
    minute: Number(found[5]),
    second: Number(found[6]),
    fraction: found[7] ?? '',
    zone,
    length: found[0].length,
  };
}

const BSD = /^([A-Za-z]{3}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?=[\s:]|$)/;

/** A time of RFC 3164 (4.1.2) at the beginning of `text`, `Jan  2 03:04:05`, with a fraction as rsyslog can be told to write. Its year is 0. */
export function bsdTimeAt(text: string): (WallTime & { readonly length: number }) | null {
  const found = BSD.exec(text);
  if (found === null) return null;
  const month = monthOf(found[1] ?? '');
  const day = Number(found[2]);
  if (month === 0 || day < 1 || day > 31) return null;
  return {
    year: 0,
    month,
    day,
    hour: Number(found[3]),
    minute: Number(found[4]),
    second: Number(found[5]),
    fraction: found[6] ?? '',
    length: found[0].length,
  };
}
