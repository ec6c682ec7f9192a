import type { EventRecord } from '../../../../shared/model/event-record.ts';
import type { LogRecord } from './log-record.ts';

/** What a record says of services. */
export interface EventMeaning {
  readonly action: EventRecord['action'];
  /** Key name of the service; null when the record is about all of them or about the host. */
  readonly service: string | null;
  /** Fields made from those of the record, under names of their own: `ServiceName`, `ServiceState`, `OldStartType`… */
  readonly added?: Readonly<Record<string, string | number | null>>;
}

/** How names in logs become those of the registry. */
export interface NameResolver {
  /** Key name of the service with this display name; null when none or several have it. */
  serviceKey(displayName: string): string | null;
  /** Key name of the service of Windows itself that has this display name in English, for logs without a registry beside them. */
  inboxKey(displayName: string): string | null;
}

/** Null: the record, though its id is known, says nothing of services. */
export type MeaningOf = (record: LogRecord, names: NameResolver) => EventMeaning | null;
