import type { TimeRange } from '../../shared/ipc/contract.ts';

const SECOND = 1_000;
const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** Whole seconds around two moments (milliseconds since 1970), in whichever order they come; never empty. */
export function rangeOf(one: number, other: number): TimeRange {
  const from = Math.floor(Math.min(one, other) / SECOND) * SECOND;
  const to = Math.max(Math.ceil(Math.max(one, other) / SECOND) * SECOND, from + SECOND);
  return { from: iso(from), to: iso(to) };
}

/** `2024-03-02 23:00:00 to 2024-03-03 00:15:00 UTC, 1 hour 15 minutes`. */
export function rangeText(range: TimeRange): string {
  return `${fieldText(range.from)} to ${fieldText(range.to)} UTC, ${lengthText(range)}`;
}

/** Its two largest units: more is not taken in at a glance. */
export function lengthText({ from, to }: TimeRange): string {
  let rest = Math.round((Date.parse(to) - Date.parse(from)) / SECOND);
  const parts: string[] = [];
  for (const [unit, seconds] of UNITS) {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    if (count > 0) parts.push(`${count} ${unit}${count === 1 ? '' : 's'}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(' ');
}

/** As it is typed: `2024-03-02 23:00:00`. */
export function fieldText(second: string): string {
  return second.replace('T', ' ').replace(/Z$/, '');
}

const TYPED = /^\s*(\d{4}-\d\d-\d\d)(?:[T ]+(\d\d:\d\d)(:\d\d)?)?(?:\.\d+)?\s*(?:Z|UTC)?\s*$/i;

/** A date, with or without a time of day (UTC), as whole second; null when it is none. */
export function parseSecond(text: string): string | null {
  const found = TYPED.exec(text);
  if (found === null) return null;
  const wanted = `${found[1]}T${found[2] ?? '00:00'}${found[3] ?? ':00'}`;
  const time = Date.parse(`${wanted}Z`);
  // 2024-02-30 is the first of March to Date: that is not what was meant.
  return Number.isNaN(time) || !iso(time).startsWith(wanted) ? null : iso(time);
}

function iso(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}
