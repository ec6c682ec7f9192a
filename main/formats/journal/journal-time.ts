/** Microseconds of the last time that four digits of a year can hold, and of the last that `Date` can. */
const LAST_MICROSECOND = 8.64e18;
const MICROSECONDS = 1_000_000;

/**
 * Makes ISO 8601 UTC, six decimals, of microseconds since the Unix epoch. Entries come in bursts: the seconds are remembered.
 * Null beyond what `Date` can hold (the year 275760).
 */
export function createTimeText(): (microseconds: number) => string | null {
  let second = -1;
  let text = '';
  return (microseconds) => {
    if (!(microseconds >= 0 && microseconds <= LAST_MICROSECOND)) return null;
    const whole = Math.floor(microseconds / MICROSECONDS);
    if (whole !== second) {
      second = whole;
      text = new Date(whole * 1000).toISOString().slice(0, -4);
    }
    return `${text}${String(microseconds - whole * MICROSECONDS).padStart(6, '0')}Z`;
  };
}
