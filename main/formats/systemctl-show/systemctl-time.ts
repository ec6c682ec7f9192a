/**
 * A time as systemctl prints it with `TZ=UTC` (systemd.time(7), "Displaying time spans and timestamps"): `Tue 2026-11-24 08:02:57
 * UTC`, with or without a fraction, or `@1795507377` of `--timestamp=unix`. ISO 8601 UTC; null for `n/a`, '' and zones other than UTC.
 */
export function systemctlTime(text: string): string | null {
  const seconds = /^@(\d{1,11})$/.exec(text)?.[1];
  if (seconds !== undefined) return new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z');
  const found = /^(?:[A-Z][a-z]{2} )?(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(\.\d{1,9})? UTC$/.exec(text);
  if (found === null) return null;
  const [, date = '', time = '', fraction = ''] = found;
  const iso = `${date}T${time}${fraction}Z`;
  return Number.isNaN(Date.parse(`${date}T${time}Z`)) ? null : iso;
}
