import type { EventRecord } from '../../../../shared/model/event-record.ts';
import type { LogEvent, PassingRecord } from '../../../../shared/model/log-event.ts';
import { eventOf, type StoredRecord } from './event-record-of.ts';
import { fieldValue } from './log-record.ts';

/**
 * A record that says nothing of services, for the rules only: of a log these are nearly all, and most are asked for a field or two. One
 * object for all of them; `event` is made when somebody wants to keep it.
 */
export class PassingEvent implements LogEvent, PassingRecord {
  readonly type = 'log-event';
  readonly relevant = false;
  readonly platform = 'windows';
  readonly source: string;
  #record: StoredRecord;
  readonly #path: string;
  #event: EventRecord | null = null;

  constructor(record: StoredRecord, path: string, source: string) {
    this.#record = record;
    this.#path = path;
    this.source = source;
  }

  /** The next record. */
  take(record: StoredRecord): this {
    this.#record = record;
    this.#event = null;
    return this;
  }

  get passing(): PassingRecord {
    return this;
  }

  get event(): EventRecord {
    this.#event ??= eventOf(this.#record, null, this.#path, this.source);
    return this.#event;
  }

  get provider(): string | null {
    return this.#record.provider;
  }

  get eventId(): number | null {
    return this.#record.eventId;
  }

  get channel(): string | null {
    return this.#record.channel;
  }

  get computer(): string | null {
    return this.#record.computer;
  }

  get time(): string | null {
    return this.#record.time;
  }

  field(name: string): string | number | null | undefined {
    const record = this.#record;
    if (name === 'Recovered' && record.recovered) return 'true';
    return fieldValue(record, name);
  }
}
