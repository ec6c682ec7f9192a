import type { EventRecord } from '../../../shared/model/event-record.ts';
import type { LogEvent, PassingRecord } from '../../../shared/model/log-event.ts';
import type { FieldValue, LogSource, RecordFields } from '../sigma/sigma.ts';

export type EventFields = Readonly<Record<string, FieldValue | (() => FieldValue)>>;

/** What tells the records of log sources apart. */
export type EventHead = Pick<EventRecord, 'platform' | 'source' | 'channel' | 'provider' | 'eventId'>;

/** Lines of logs; what is absent does not matter. */
export interface LinesOfStream {
  /** Ids of artefact sources. */
  readonly source?: string;
  readonly log?: RegExp;
  /** In lower case. */
  readonly programs?: readonly string[];
}

/** May a log hold such lines? */
export function mayHold(lines: LinesOfStream, source: string, log: string): boolean {
  return (lines.source === undefined || lines.source === source) && lines.log?.test(log) !== false;
}

/** One Sigma log source and the records that it consists of. */
export interface EventStream {
  readonly source: LogSource;
  /** Of Windows logs: channels in lower case. Null: any record that `accepts`. */
  readonly channels: readonly string[] | null;
  /** Event ids; null for every id of the channels. */
  readonly ids: readonly number[] | null;
  /** Of Linux and macOS: which lines of which logs it consists of, so that others need not be read for it. */
  readonly lines?: LinesOfStream;
  /** What else must hold; absent where channel and id say all. */
  accepts?(event: EventHead): boolean;
  /** The record's fields under the names of this log source; absent where they are the same. */
  fields?(own: Readonly<Record<string, FieldValue>>): EventFields;
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

const DEFENDER = 'microsoft-windows-windows defender/operational';
const SPACED = new Map<string, string>();
const MAX_SPACED = 10_000;

/**
 * Defender writes the names of its data with spaces (`New Value`, `Threat Name`), rules without ("NewValue": SigmaHQ's rules of service
 * windefend). The name as Defender writes it; null in other channels, and where both are the same.
 */
function spacedName(channel: string | null, field: string): string | null {
  if (channel === null || channel.toLowerCase() !== DEFENDER) return null;
  let spaced = SPACED.get(field);
  if (spaced === undefined) {
    spaced = field.replace(/([a-z])([A-Z])/g, '$1 $2');
    if (SPACED.size >= MAX_SPACED) SPACED.clear();
    SPACED.set(field, spaced);
  }
  return spaced === field ? null : spaced;
}

const HEAD = ['Provider_Name', 'EventID', 'Channel', 'Computer'] as const;

/** The same without a copy: most records are looked at by few rules, and copying one costs as much as judging it. */
export class OwnFields implements RecordFields {
  readonly #event: EventRecord;

  constructor(event: EventRecord) {
    this.#event = event;
  }

  get(field: string): FieldValue {
    switch (field) {
      case 'Provider_Name':
        return this.#event.provider;
      case 'EventID':
        return this.#event.eventId;
      case 'Channel':
        return this.#event.channel;
      case 'Computer':
        return this.#event.computer;
      default:
        return this.#own(field);
    }
  }

  #own(field: string): FieldValue {
    const { fields, channel } = this.#event;
    if (Object.hasOwn(fields, field)) return fields[field];
    const spaced = spacedName(channel, field);
    return spaced !== null && Object.hasOwn(fields, spaced) ? fields[spaced] : undefined;
  }

  keys(): Iterable<string> {
    return [...HEAD, ...Object.keys(this.#event.fields)];
  }
}

/** The same of a record whose fields are not made before they are asked for. */
export class PassingFields implements RecordFields {
  readonly #item: LogEvent;
  readonly #record: PassingRecord;

  constructor(item: LogEvent, record: PassingRecord) {
    this.#item = item;
    this.#record = record;
  }

  get(field: string): FieldValue {
    switch (field) {
      case 'Provider_Name':
        return this.#record.provider;
      case 'EventID':
        return this.#record.eventId;
      case 'Channel':
        return this.#record.channel;
      case 'Computer':
        return this.#record.computer;
      default:
        return this.#own(field);
    }
  }

  #own(field: string): FieldValue {
    const value = this.#record.field(field);
    if (value !== undefined) return value;
    const spaced = spacedName(this.#record.channel, field);
    return spaced === null ? undefined : this.#record.field(spaced);
  }

  keys(): Iterable<string> {
    return [...HEAD, ...Object.keys(this.#item.event.fields)];
  }
}
