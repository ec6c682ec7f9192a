/** 100-ns intervals between 1601-01-01 (FILETIME epoch) and 1970-01-01 (Unix epoch). */
const UNIX_EPOCH_AS_FILETIME = 116_444_736_000_000_000n;
const TICKS_PER_MILLISECOND = 10_000n;
/** 9999-12-31T23:59:59.9999999Z: what an ISO 8601 year of four digits can hold. */
const LAST_FILETIME = 2_650_467_743_999_999_999n;

/**
 * A Windows FILETIME (100-ns intervals since 1601-01-01 UTC, [MS-DTYP] 2.3.3) as ISO 8601 with seven decimals.
 * Zero and values after the year 9999 mean "no time" and give null, never the year 1601.
 */
export function filetimeToIso(ticks: bigint): string | null {
  if (ticks <= 0n || ticks > LAST_FILETIME) return null;
  const sinceUnix = ticks - UNIX_EPOCH_AS_FILETIME;
  let milliseconds = sinceUnix / TICKS_PER_MILLISECOND;
  let rest = sinceUnix % TICKS_PER_MILLISECOND;
  if (rest < 0n) {
    rest += TICKS_PER_MILLISECOND;
    milliseconds -= 1n;
  }
  const iso = new Date(Number(milliseconds)).toISOString();
  return `${iso.slice(0, -1)}${rest.toString().padStart(4, '0')}Z`;
}

/** ISO 8601 UTC of milliseconds since the Unix epoch, with three decimals; null for what is not a time. */
export function millisecondsToIso(milliseconds: number): string | null {
  if (!Number.isFinite(milliseconds) || Math.abs(milliseconds) > 8.64e15) return null;
  return new Date(milliseconds).toISOString();
}

/** `YYYYMMDDTHHMMSSZ`, the form used in names of output folders. */
export function compactUtc(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}
