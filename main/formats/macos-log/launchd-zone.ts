import { isoTimeAt, wallMilliseconds } from '../syslog/local-time.ts';

/** Zones are whole quarters of an hour. */
const QUARTER = 15 * 60_000;
/** How much time may lie between the two lines of a step, and how exact the step must be. */
const TOLERANCE = 60_000;
const MAX_ZONE = 15 * 60 * 60_000;

/**
 * Minutes that local time is ahead of UTC, from two lines one after another of which the first was written in UTC and the second in
 * local time; 0 when the clock did not step. null for what is no step of a zone.
 */
export function zoneStep(before: string, after: string): number | null {
  const [first, second] = [isoTimeAt(before), isoTimeAt(after)];
  const [from, to] = [first && wallMilliseconds(first), second && wallMilliseconds(second)];
  if (from === null || to === null) return null;
  const step = to - from;
  const whole = Math.round(step / QUARTER) * QUARTER;
  if (Math.abs(step - whole) > TOLERANCE || Math.abs(whole) > MAX_ZONE) return null;
  return whole / 60_000;
}
