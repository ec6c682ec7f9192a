/**
 * Minutes that local time is ahead of UTC: one number, or a function of local time (milliseconds since 1970 as if it were UTC) for
 * zones with summer time.
 */
export type ZoneOffset = number | ((localMilliseconds: number) => number);

const MONTHS = new Map(
  ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'].map((name, index) => [
    name,
    index + 1,
  ]),
);

/** 1 to 12 of `Jan` to `Dec` in any case; 0 for what is no month. */
export function monthOf(name: string): number {
  return MONTHS.get(name.toLowerCase()) ?? 0;
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
  const found = isDigit(text.charCodeAt(0)) ? ISO.exec(text) : null;
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

/**
 * A time of RFC 3164 (4.1.2) at the beginning of `text`, `Jan  2 03:04:05`, with a fraction as rsyslog can be told to write; behind it
 * a blank, `:` or nothing. Its year is 0. Without regular expressions: every line of every log comes through here.
 */
export function bsdTimeAt(text: string): (WallTime & { readonly length: number }) | null {
  const month = text.charCodeAt(3) === BLANK ? monthOf(text.slice(0, 3)) : 0;
  if (month === 0) return null;
  let at = text.charCodeAt(4) === BLANK ? 5 : 4;
  const isShort = !isDigit(text.charCodeAt(at + 1));
  const day = isShort ? digits(text, at, 1) : digits(text, at, 2);
  at += isShort ? 1 : 2;
  const [hour, minute, second] = [digits(text, at + 1, 2), digits(text, at + 4, 2), digits(text, at + 7, 2)];
  if (!(day >= 1 && day <= 31 && hour >= 0 && minute >= 0 && second >= 0)) return null;
  const [one, two] = [text.charCodeAt(at + 3), text.charCodeAt(at + 6)];
  if (text.charCodeAt(at) !== BLANK || one !== COLON || two !== COLON) return null;
  at += 9;
  let fraction = '';
  const mark = text.charCodeAt(at);
  if (mark === DOT || mark === COMMA) {
    let end = at + 1;
    while (end - at <= 9 && isDigit(text.charCodeAt(end))) end += 1;
    fraction = text.slice(at + 1, end);
    if (fraction === '') return null;
    at = end;
  }
  const next = text.charCodeAt(at);
  if (at < text.length && next !== BLANK && next !== TAB && next !== COLON) return null;
  return { year: 0, month, day, hour, minute, second, fraction, length: at };
}

const TAB = 0x09;
const BLANK = 0x20;
const COMMA = 0x2c;
const DOT = 0x2e;
const COLON = 0x3a;

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** `count` decimal digits from `at` on as a number; NaN where there are not as many. */
function digits(text: string, at: number, count: number): number {
  let value = 0;
  for (let index = at; index < at + count; index += 1) {
    const code = text.charCodeAt(index);
    if (!isDigit(code)) return Number.NaN;
    value = value * 10 + code - 0x30;
  }
  return value;
}
