import type { TriageResult } from '../../shared/model/triage-event.ts';

/** ISO 8601 UTC as all sources write it, with the precision that they have. */
const TIME =
  /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d{1,9}))?Z$/;

/** Where a result has no time at all: the epoch, which nobody takes for a time of the case. */
const NO_TIME = '1970-01-01T00:00:00Z';

/** Is it a time that other programs can read? A damaged record may carry anything in its place. */
export function isTime(text: string | null | undefined): text is string {
  if (text === null || text === undefined || !TIME.test(text)) return false;
  const day = Number(text.slice(8, 10));
  return day <= 28 || new Date(text.slice(0, 10)).getUTCDate() === day;
}

/** The same moment with exactly `digits` decimals: more are cut, never rounded up into another moment. */
export function withDecimals(time: string, digits: number): string {
  const [, seconds = '', fraction = ''] = TIME.exec(time) ?? [];
  return `${seconds}.${fraction.slice(0, digits).padEnd(digits, '0')}Z`;
}

/** Orders times of different precision. */
export function laterOf(a: string, b: string): string {
  return withDecimals(a, 9) >= withDecimals(b, 9) ? a : b;
}

/**
 * A time for records that have none, where a format insists on one: when the examined system was last shut down, or else the
 * newest time that its configuration knows. Never the time of the run: the same evidence gives the same bytes.
 */
export function referenceTime({ header, services }: TriageResult): string {
  const { lastShutdown, installed } = header.host;
  if (isTime(lastShutdown)) return lastShutdown;
  let newest: string | null = null;
  for (const { lastChanged } of services) {
    if (isTime(lastChanged)) newest = newest === null ? lastChanged : laterOf(newest, lastChanged);
  }
  return newest ?? (isTime(installed) ? installed : NO_TIME);
}
