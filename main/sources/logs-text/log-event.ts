import type { EventRecord } from '../../../shared/model/event-record.ts';
import { MAX_EVENT_TEXT } from './limits.ts';
import type { LogFile } from './log-files.ts';

type FieldValue = EventRecord['fields'][string];

/** What a line says of a service. */
export interface ServiceMeaning {
  readonly action: EventRecord['action'];
  /** The action more exactly, in words of the system: `main-process-exited`, `command-enable`. */
  readonly operation: string;
  /** Unit or label; null when the line does not say. */
  readonly service: string | null;
  readonly actor?: string | null;
  readonly fields?: Readonly<Record<string, FieldValue>>;
}

/** An event of a text log; its `id` is made of the file and the line, with `part` where a line makes several. */
export function logEvent(
  file: LogFile,
  given: Pick<EventRecord, 'time' | 'platform' | 'source' | 'provider' | 'computer'> & {
    readonly line: number;
    readonly part?: number;
    readonly meaning: ServiceMeaning | null;
    readonly fields: Readonly<Record<string, FieldValue | undefined>>;
  },
): EventRecord {
  const { line, part = 0, meaning, time, platform, source, provider, computer } = given;
  const fields: Record<string, FieldValue> = {};
  const all = {
    ...given.fields,
    ...(meaning === null ? {} : { operation: meaning.operation, ...meaning.fields }),
  };
  for (const [name, value] of Object.entries(all)) {
    if (value === null || value === undefined || value === '') continue;
    fields[name] = typeof value === 'string' ? value.slice(0, MAX_EVENT_TEXT) : value;
  }
  return {
    type: 'event',
    id: `${platform}:log:${file.path}:${line}${part === 0 ? '' : `:${part}`}`,
    time,
    platform,
    source,
    eventId: null,
    provider,
    channel: file.name,
    computer,
    action: meaning?.action ?? 'other',
    service: meaning?.service ?? null,
    actor: meaning?.actor ?? null,
    fields,
    provenance: [{ path: file.path, locator: { kind: 'line', section: null, key: null, line }, time }],
  };
}

/** What of the time the log does not say, for the event's fields. */
export function timeFields(
  assumed: readonly string[],
  zone: string | null,
): { readonly timeAssumed: string | undefined; readonly timeZone: string | undefined } {
  if (assumed.length === 0) return { timeAssumed: undefined, timeZone: undefined };
  return {
    timeAssumed: assumed.join(', '),
    timeZone: assumed.includes('zone') ? (zone ?? 'not known, taken for UTC') : undefined,
  };
}
