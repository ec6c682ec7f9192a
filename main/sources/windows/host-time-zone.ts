import type { RegistryKey } from '../../formats/registry-tree.ts';
import { numberValue, textValue } from '../../formats/registry-value.ts';

/**
 * `W. Europe Standard Time (UTC+01:00)`: name of the zone and its offset without daylight saving, from
 * Control\TimeZoneInformation. Bias counts minutes, UTC = local time + Bias (Microsoft Learn, TIME_ZONE_INFORMATION).
 * null without both. Throws ParseError.
 */
export function timeZoneOf(key: RegistryKey | undefined): string | null {
  const name = textValue(key, 'TimeZoneKeyName') || textValue(key, 'StandardName') || null;
  const bias = numberValue(key, 'Bias');
  if (bias === undefined) return name;
  const offset = utcOffset(-(bias | 0));
  return name === null ? offset : `${name} (${offset})`;
}

function utcOffset(minutes: number): string {
  const size = Math.abs(minutes);
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `UTC${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}
