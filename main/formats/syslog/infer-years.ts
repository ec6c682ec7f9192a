import { bsdTimeAt, isoTimeAt, type WallTime, wallMilliseconds, type ZoneOffset } from './local-time.ts';
import { withoutPriority } from './parse-syslog-line.ts';
import type { TextLine } from './text-lines.ts';

const DAY = 86_400_000;
/** Characters of `Jan  2 03:04`. */
const MINUTE_LENGTH = 12;
/** How far a clock may differ from the file's time before a line is taken for one of the year before. */
const CLOCK_TOLERANCE = DAY;
/** A step back by more than this is the turn of a year; by less, lines out of order or a clock that was set. */
const HALF_A_YEAR = 182 * DAY;
/** A step forward by more than this is a late line of December behind the first of January. */
const NEARLY_A_YEAR = 330 * DAY;
/** A leap year comes within eight years. */
const MAX_LEAP_STEPS = 8;

/**
 * Counts years while the lines of a log are read in their order. `years` is 0 for the year of the first line.
 * Lines with a whole date (`anchor`) say which year it is.
 */
export class YearCounter {
  #years: number;
  #last: number | null = null;

  constructor(first: number) {
    this.#years = first;
  }

  /** The year of a line without one. */
  next(time: WallTime): number {
    const inYear = dayTime(time);
    if (this.#last !== null) {
      if (this.#last - inYear > HALF_A_YEAR) this.#years += 1;
      else if (inYear - this.#last > NEARLY_A_YEAR) this.#years -= 1;
    }
    this.#last = inYear;
    return this.#years;
  }

  anchor(time: WallTime): void {
    this.#years = time.year;
    this.#last = dayTime(time);
  }
}

const DAYS_BEFORE = [0, 0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335];

/** Milliseconds from the beginning of a leap year. */
function dayTime({ month, day, hour, minute, second }: WallTime): number {
  return (DAYS_BEFORE[month] ?? 0) * DAY + (day - 1) * DAY + ((hour * 60 + minute) * 60 + second) * 1000;
}

/**
 * The year of the first line of a log whose times have none (RFC 3164). `modified` is the file's time (ISO 8601 UTC): the last line
 * is not later, so one that seems to be belongs to the year before; from there the turns of the year are counted back. A line with a
 * whole date counts more than the file's time. 29 February moves all to the nearest leap year before. null when
 * nothing tells the year. Reads every line once; the lines are needed again for their records.
 */
export function firstYear(
  lines: Iterable<TextLine>,
  modified: string | null,
  zone: ZoneOffset,
): number | null {
  const counter = new YearCounter(0);
  let last: (WallTime & { readonly year: number }) | null = null;
  let leap: number | null = null;
  let stamp = '\0';
  for (const { text } of lines) {
    // Lines of one minute say nothing new.
    if (text.startsWith(stamp)) continue;
    const content = withoutPriority(text);
    const whole = isoTimeAt(content.startsWith('1 ') ? content.slice(2) : content);
    if (whole !== null) {
      if (last !== null || leap !== null) return whole.year - counter.next(whole);
      return whole.year;
    }
    const time = bsdTimeAt(content);
    if (time === null) continue;
    if (content === text) stamp = text.slice(0, MINUTE_LENGTH);
    last = { ...time, year: counter.next(time) };
    if (time.month === 2 && time.day === 29) leap ??= last.year;
  }
  const end = modified === null ? Number.NaN : Date.parse(modified);
  if (last === null || Number.isNaN(end)) return null;
  const offset = typeof zone === 'number' ? zone : zone(end);
  const localEnd = end + offset * 60_000;
  let year = new Date(localEnd).getUTCFullYear();
  const lastTime = wallMilliseconds({ ...last, year }) ?? wallMilliseconds({ ...last, year, day: 28 });
  if (lastTime !== null && lastTime > localEnd + CLOCK_TOLERANCE) year -= 1;
  let first = year - last.year;
  for (let step = 0; leap !== null && step < MAX_LEAP_STEPS && !isLeap(first + leap); step += 1) first -= 1;
  return first;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
