/** One record of a Windows log, of whatever format, as the meanings of events are read from it. */
export interface LogRecord {
  readonly provider: string | null;
  readonly eventId: number | null;
  readonly channel: string | null;
  /** `System/Security UserID` or the SID of an .evt record. */
  readonly userSid: string | null;
  readonly fields: Readonly<Record<string, string | number | null>>;
}

/** A field as text; '' when it is not there. */
export function text(record: LogRecord, name: string): string {
  const value = record.fields[name];
  return value === undefined || value === null ? '' : String(value);
}
