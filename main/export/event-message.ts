import type { EventRecord } from '../../shared/model/event-record.ts';
import { ellipsis } from '../../shared/text.ts';

/** Characters of a message; the whole record is in the fields beside it. */
const MESSAGE_LIMIT = 2_000;
/** Characters of one value in it. */
const VALUE_LIMIT = 500;

const WORDS: Readonly<Record<EventRecord['action'], string>> = {
  created: 'Service created',
  changed: 'Service changed',
  started: 'Service started',
  stopped: 'Service stopped',
  failed: 'Service failed',
  deleted: 'Service deleted',
  other: 'Service event',
};

/** `Service created: Updater by S-1-5-18 (Service Control Manager 7045): ImagePath: C:\…` */
export function eventMessage({ action, service, actor, provider, eventId, fields }: EventRecord): string {
  const who = actor === null ? '' : ` by ${ellipsis(actor, VALUE_LIMIT)}`;
  const record = [provider, eventId].filter((part) => part !== null).join(' ');
  const head = `${WORDS[action]}: ${ellipsis(service ?? 'unnamed', VALUE_LIMIT)}${who}${record && ` (${record})`}`;
  let message = head;
  for (const line of fieldLines(fields)) {
    if (message.length >= MESSAGE_LIMIT) break;
    message += `${message === head ? ': ' : '; '}${ellipsis(line, VALUE_LIMIT)}`;
  }
  return ellipsis(message, MESSAGE_LIMIT);
}

/** `ServiceName: Updater`, one for each field that says something. */
export function fieldLines(fields: EventRecord['fields']): string[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    value === null || value === '' ? [] : [`${name}: ${value}`],
  );
}
