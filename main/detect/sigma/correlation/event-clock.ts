/** `2024-01-02T03:04:05`, then perhaps decimals, then Z. */
const SECOND_LENGTH = 19;

/**
 * Microseconds since the Unix epoch of ISO 8601 UTC with any precision; finer parts are cut off. Times of one second
 * follow each other, so the last one is remembered. Not a number for what is no time.
 */
export class EventClock {
  #second = '';
  #microseconds = Number.NaN;

  read(time: string): number {
    if (!time.endsWith('Z')) return Date.parse(time) * 1000;
    const second = time.slice(0, SECOND_LENGTH);
    if (second !== this.#second) {
      this.#second = second;
      this.#microseconds = Date.parse(`${second}Z`) * 1000;
    }
    if (time.length === SECOND_LENGTH + 1) return this.#microseconds;
    return this.#microseconds + decimals(time);
  }
}

/** Microseconds of `.1234567Z`. */
function decimals(time: string): number {
  if (time[SECOND_LENGTH] !== '.') return Number.NaN;
  let found = 0;
  let weight = 100_000;
  for (let at = SECOND_LENGTH + 1; at < time.length - 1; at += 1) {
    const digit = time.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    found += digit * weight;
    weight = weight === 1 ? 0 : Math.trunc(weight / 10);
  }
  return found;
}
