import type { EventRecord } from '../../../shared/model/event-record.ts';
import type { FieldValue, LogSource } from '../sigma/sigma.ts';

export type EventFields = Readonly<Record<string, FieldValue | (() => FieldValue)>>;

/** One Sigma log source and the records that it consists of. */
export interface EventStream {
  readonly source: LogSource;
  /** Of Windows logs: channels in lower case. Null: any record that `accepts`. */
  readonly channels: readonly string[] | null;
  /** Event ids; null for every id of the channels. */
  readonly ids: readonly number[] | null;
  /** What else must hold; absent where channel and id say all. */
  accepts?(event: EventRecord): boolean;
  /** The record's fields under the names of this log source; absent where they are the same. */
  fields?(event: EventRecord, own: Record<string, FieldValue>): EventFields;
}

/** Every field of a record under the names that rules on its own channel use. */
export function ownFields(event: EventRecord): Record<string, FieldValue> {
  return {
    ...event.fields,
    Provider_Name: event.provider,
    EventID: event.eventId,
    Channel: event.channel,
    Computer: event.computer,
  };
}
