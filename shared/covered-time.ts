/** What a log covers, for the coverage of its source: that is no gap, though it is said where gaps are explained. */
export function coveredTime(first: string | null, last: string | null): string | null {
  return first === null ? null : `covers ${first} to ${last ?? first}`;
}

/** Is the reason of a collected source only the time that it covers? */
export function isCoveredTime(reason: string): boolean {
  return /^covers \d{4}-\S+ to \d{4}-\S+$/.test(reason);
}
