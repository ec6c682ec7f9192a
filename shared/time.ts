/** Between 1601-01-01 (FILETIME epoch) and 1970-01-01 (Unix epoch). */
const MILLISECONDS_BEFORE_UNIX = 11_644_473_600_000;
const TICKS_PER_MILLISECOND = 10_000n;
/** 9999-12-31T23:59:59.9999999Z: what an ISO 8601 year of four digits can hold. */
const LAST_FILETIME = 2_650_467_743_999_999_999n;

/**
 * A Windows FILETIME (100-ns intervals since 1601-01-01 UTC, [MS-DTYP] 2.3.3) as ISO 8601 with seven decimals.
 * Zero and values after the year 9999 mean "no time" and give null, never the year 1601.
 */
export function filetimeToIso(ticks: bigint): string | null {
  if (ticks <= 0n || ticks > LAST_FILETIME) return null;
  if (ticks === lastTicks) return lastIso;
  const milliseconds = Number(ticks / TICKS_PER_MILLISECOND) - MILLISECONDS_BEFORE_UNIX;
  const rest = Number(ticks % TICKS_PER_MILLISECOND);
  const iso = new Date(milliseconds).toISOString();
  lastTicks = ticks;
  lastIso = `${iso.slice(0, -1)}${String(rest).padStart(4, '0')}Z`;
  return lastIso;
}

/** The time that was asked for last: a key's time is asked for more than once, and neighbours often share it. */
let lastTicks = 0n;
let lastIso: string | null = null;

/** ISO 8601 UTC of milliseconds since the Unix epoch, with three decimals; null for what is not a time. */
export function millisecondsToIso(milliseconds: number): string | null {
  if (!Number.isFinite(milliseconds) || Math.abs(milliseconds) > 8.64e15) return null;
  return new Date(milliseconds).toISOString();
}

/** `YYYYMMDDTHHMMSSZ`, the form used in names of output folders. */
export function compactUtc(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}
