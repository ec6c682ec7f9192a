import type { EventRecord } from '../../shared/model/event-record.ts';

/** `imagePath` to `image path`: fields of a service, as the other views name them. */
function fieldInWords(field: string): string {
  return field.replace(/(?<=[a-z])[A-Z]/g, (big) => ` ${big.toLowerCase()}`);
}

/**
 * What two copies of a configuration tell of a service, in words: `image path: C:\a.exe → C:\b.exe | compared with ControlSet002`.
 * null for a record of a log, which has words of its own.
 */
export function changeText({ action, channel, eventId, fields }: EventRecord): string | null {
  const { field, there, here, where } = fields;
  if (channel !== null || eventId !== null || typeof where !== 'string') return null;
  if (field === undefined || there === undefined || here === undefined) return null;
  if (field !== null) {
    const change = `${there ?? 'not set'} → ${here ?? 'not set'}`;
    return `${fieldInWords(String(field))}: ${change} | compared with ${where}`;
  }
  const image = here ?? there;
  const place = `${action === 'deleted' ? 'only in' : 'not in'} ${where}`;
  return image === null ? place : `image path: ${image} | ${place}`;
}
