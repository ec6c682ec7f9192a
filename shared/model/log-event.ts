import type { EventRecord } from './event-record.ts';
import type { ServiceRecord } from './service-record.ts';

/** A record of a log. `relevant`: it says something of services and is kept; another is kept only where a rule fires on it. */
export interface LogEvent {
  readonly type: 'log-event';
  /** Where `passing` is there, made when it is first asked for. */
  readonly event: EventRecord;
  readonly relevant: boolean;
  /** Of an installation: the service as it would have been configured, for the rules on configured services. */
  readonly logged?: ServiceRecord;
  /** The same record, so that rules need not have all of it made. This and the item itself are valid until the next item. */
  readonly passing?: PassingRecord;
}

/** What a record is, and its fields one by one. */
export interface PassingRecord
  extends Pick<
    EventRecord,
    'platform' | 'source' | 'provider' | 'eventId' | 'channel' | 'computer' | 'time'
  > {
  /** One of `EventRecord.fields`; undefined when it is not there. */
  field(name: string): string | number | null | undefined;
}
