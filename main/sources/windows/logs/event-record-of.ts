import type { EventRecord } from '../../../../shared/model/event-record.ts';
import type { EvtRecord } from '../../../formats/evt/read-evt.ts';
import { actorOf } from './event-meaning.ts';
import type { LogRecord } from './log-record.ts';
import type { EventMeaning } from './meaning.ts';

/** What both formats say of a record, beyond its fields. */
export interface StoredRecord extends LogRecord {
  readonly recordId: string;
  readonly offset: number;
  readonly recovered: boolean;
  readonly computer: string | null;
  readonly time: string | null;
  /** The same in whatever form tells times apart. */
  readonly moment: string | number | null;
}

/** Fields that the event itself has under a name of its own, and those that say how its provider is made. */
export const OF_THE_EVENT: ReadonlySet<string> = new Set([
  'Provider_Name',
  'Provider_Guid',
  'Provider_EventSourceName',
  'EventID',
  'Channel',
  'Computer',
  'TimeCreated_SystemTime',
  'Version',
  'Opcode',
]);

/** One record as an event. `meaning`: what it says of services; null when nothing. */
export function eventOf(
  record: StoredRecord,
  meaning: EventMeaning | null,
  path: string,
  source: string,
): EventRecord {
  // The decoder makes one object a record and does not look at it again: a copy of each would cost as much as the decoding.
  const fields = record.fields as Record<string, string | number | null>;
  if (meaning?.added !== undefined) {
    for (const name in meaning.added) {
      const value = meaning.added[name] ?? null;
      if (value !== null && (fields[name] ?? '') === '') fields[name] = value;
    }
  }
  if (record.recovered) fields.Recovered = 'true';
  // The number that Event Viewer shows; a log that was exported counts its own records anew in their heads.
  const recordId = String(fields.EventRecordID ?? record.recordId);
  const { offset, time } = record;
  const place = record.recovered ? `${recordId}@${offset}` : recordId;
  return {
    type: 'event',
    id: `windows:log:${path}:${place}`,
    time,
    platform: 'windows',
    source,
    eventId: record.eventId,
    provider: record.provider,
    channel: record.channel,
    computer: record.computer,
    action: meaning?.action ?? 'other',
    service: meaning?.service ?? null,
    actor: actorOf(record),
    fields,
    provenance: [{ path, locator: { kind: 'event-record', recordId, offset }, time }],
  };
}

/** A record of an .evt file under the names of its successor: unnamed strings are `param1`…, as in the System log of today. */
export function evtLogRecord(record: EvtRecord, path: string): StoredRecord {
  const fields: Record<string, string | number | null> = {};
  for (const [index, value] of record.strings.entries()) fields[`param${index + 1}`] = value;
  if (record.data !== '') fields.Binary = record.data;
  fields.Qualifiers = record.qualifiers;
  const log = /([^/]+)\.evt$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  return {
    recordId: String(record.recordNumber),
    offset: record.offset,
    recovered: record.recovered,
    provider: record.source,
    eventId: record.eventId,
    channel: /^sec/.test(log) ? 'Security' : /^app/.test(log) ? 'Application' : 'System',
    computer: record.computer,
    time: record.generated,
    moment: record.generated,
    userSid: record.userSid,
    fields,
  };
}
