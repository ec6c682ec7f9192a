/** One record of a Windows log, of whatever format, as the meanings of events are read from it. */
export interface LogRecord {
  readonly provider: string | null;
  readonly eventId: number | null;
  readonly channel: string | null;
  /** `System/Security UserID` or the SID of an .evt record. */
  readonly userSid: string | null;
  readonly fields: Readonly<Record<string, string | number | null>>;
  /** One of `fields` where making them all is dear. */
  field?(name: string): string | number | null | undefined;
}

/** A field; undefined when it is not there. */
export function fieldValue(record: LogRecord, name: string): string | number | null | undefined {
  return record.field === undefined ? record.fields[name] : record.field(name);
}

/** A field as text; '' when it is not there. */
export function text(record: LogRecord, name: string): string {
  const value = fieldValue(record, name);
  return value === undefined || value === null ? '' : String(value);
}
