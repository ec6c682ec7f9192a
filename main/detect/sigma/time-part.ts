import type { TimePart } from './modifiers.ts';

/** Least and greatest value of each part (specification 2.1.0, appendix "Modifiers"; ISO 8601 has 53 weeks). */
export const TIME_RANGES = {
  minute: [0, 59],
  hour: [0, 23],
  day: [1, 31],
  week: [1, 53],
  month: [1, 12],
  year: [0, 9999],
} as const satisfies Readonly<Record<TimePart, readonly [number, number]>>;

const TIME =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?$/i;
const DAY = 86_400_000;

/**
 * A part of a time written as ISO 8601, as written: "It is not designed to handle timezone or format conversions."
 * Null for what is not such a time, and for the hour of a mere day.
 */
export function timePartOf(text: string, part: TimePart): number | null {
  const found = TIME.exec(text);
  if (!found) return null;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  switch (part) {
    case 'year':
      return year;
    case 'month':
      return month;
    case 'week':
      return isoWeek(date);
    case 'day':
      return day;
    case 'hour':
      return clock(found[4], 23);
    case 'minute':
      return clock(found[5], 59);
  }
}

function clock(digits: string | undefined, most: number): number | null {
  const value = Number(digits);
  return digits === undefined || value > most ? null : value;
}

/** ISO 8601 week number: that of the week's Thursday. */
function isoWeek(date: Date): number {
  const thursday = new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * DAY);
  const start = new Date(0);
  start.setUTCFullYear(thursday.getUTCFullYear(), 0, 1);
  return Math.floor((thursday.getTime() - start.getTime()) / DAY / 7) + 1;
}
