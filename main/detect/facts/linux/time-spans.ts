import { lookup } from '../../../../shared/lookup.ts';

/** Seconds of each unit of systemd.time(7), "Parsing Time Spans". */
const UNITS: Readonly<Record<string, number>> = {
  usec: 1e-6,
  us: 1e-6,
  µs: 1e-6,
  msec: 1e-3,
  ms: 1e-3,
  seconds: 1,
  second: 1,
  sec: 1,
  s: 1,
  '': 1,
  minutes: 60,
  minute: 60,
  min: 60,
  m: 60,
  hours: 3600,
  hour: 3600,
  hr: 3600,
  h: 3600,
  days: 86_400,
  day: 86_400,
  d: 86_400,
  weeks: 604_800,
  week: 604_800,
  w: 604_800,
  months: 2_629_800,
  month: 2_629_800,
  M: 2_629_800,
  years: 31_557_600,
  year: 31_557_600,
  y: 31_557_600,
};

/** Characters of a time; real ones have some dozens. */
const MAX_TIME_TEXT = 512;

/** Seconds of a time span such as `1min 30s`; undefined when it is none, Infinity for `infinity`. */
export function timeSpanSeconds(text: string): number | undefined {
  if (text.length > MAX_TIME_TEXT) return undefined;
  const value = text.trim();
  if (value === 'infinity') return Number.POSITIVE_INFINITY;
  if (!/^(?:\d{1,12}(?:\.\d{1,9})?\s*[a-zA-Zµ]{0,7}\s*){1,8}$/.test(value)) return undefined;
  let seconds = 0;
  for (const [, number, unit] of value.matchAll(/(\d+(?:\.\d+)?)\s*([a-zA-Zµ]*)/g)) {
    const factor = lookup(UNITS, unit ?? '');
    if (factor === undefined) return undefined;
    seconds += Number(number) * factor;
  }
  return seconds;
}

const WORDS: Readonly<Record<string, number>> = {
  minutely: 60,
  hourly: 3600,
  daily: 86_400,
  weekly: 604_800,
  monthly: 2_629_800,
  quarterly: 7_889_400,
  semiannually: 15_778_800,
  yearly: 31_557_600,
  annually: 31_557_600,
};

/**
 * Seconds between two runs of a calendar event (systemd.time(7), "Calendar Events") that repeats within an hour; an hour or more
 * for any other, undefined for what is none. Good enough to tell a beacon from a nightly job.
 */
export function calendarSeconds(text: string): number | undefined {
  if (text.length > MAX_TIME_TEXT) return undefined;
  const value = text.trim().toLowerCase();
  const word = lookup(WORDS, value);
  if (word !== undefined) return word;
  const clock = /(?:^|\s)([\d*./,~-]{1,64}):([\d*./,~-]{1,64})(?::([\d*./,~-]{1,64}))?(?:\s|$)/.exec(value);
  if (clock === null) return /^[a-z\d*.,/~-]+/.test(value) ? 86_400 : undefined;
  const [, hour = '*', minute = '0', second = '0'] = clock;
  const seconds = step(second, 1, 60);
  if (seconds !== undefined) return seconds;
  const minutes = step(minute, 60, 3600);
  if (minutes !== undefined) return minutes;
  return step(hour, 3600, 86_400) ?? 86_400;
}

/** Distance of the points that a component names: `*` one unit, `*\/5` or `0/5` five, `0,30` half of all. */
function step(component: string, unit: number, all: number): number | undefined {
  if (component === '*') return unit;
  const repeated = /\/(\d{1,4})/.exec(component)?.[1];
  if (repeated !== undefined && Number(repeated) > 0) return Number(repeated) * unit;
  const range = /^(\d{1,4})\.\.(\d{1,4})$/.exec(component);
  if (range !== null && Number(range[2]) > Number(range[1])) return unit;
  const points = component.split(',').length;
  return points > 1 ? all / points : undefined;
}
