/** What an event is, as far as it is asked before decoding. Null when the record does not say. */
export interface EvtxIdentity {
  readonly provider: string | null;
  readonly eventId: number | null;
  readonly channel: string | null;
}

export type EvtxFields = Readonly<Record<string, string | number | null>>;

/**
 * One decoded event. It stays valid as long as it is held: nothing in it refers to the chunk's bytes. (Not so with
 * `EvtxOptions.transient`.)
 */
export interface EvtxRecord extends EvtxIdentity {
  /** Decimal, exact 64 bit, from the record's header. */
  readonly recordId: string;
  /** Bytes from the start of the file to the record. */
  readonly offset: number;
  /** FILETIME of the record's header, ISO 8601 UTC with seven decimals; null when there is none. */
  readonly written: string | null;
  /** Came from slack, or from a chunk whose header is broken: it may be old, and may be there twice. */
  readonly recovered: boolean;
  readonly computer: string | null;
  /** System/TimeCreated SystemTime, seven decimals. */
  readonly time: string | null;
  /** The same time as a number that is cheap to make: 100-nanosecond intervals since 1601, without those bits that a number cannot hold. */
  readonly moment: number | null;
  /** System/Security UserID. */
  readonly userSid: string | null;
  /**
   * The event, flat, under the names that Sigma rules use.
   * - System: its elements by name (EventID, Level, Channel…), attributes as `Element_Attribute` (Provider_Name,
   *   Execution_ProcessID, Security_UserID…), except Qualifiers. What has no value is not there.
   * - EventData: each Data by its Name; the n-th without one as `paramN`, and all of those as `Data`, a line each; Binary
   *   and other elements by their own name.
   * - UserData: each element that holds no other by its local name, `Data` by its Name; attributes (other than namespaces)
   *   as `Element_Attribute`.
   * - Other sections (RenderingInfo…): the same with the section's name and `_` before it. So too, with `EventData_` or
   *   `UserData_`, what is called like a field of System.
   * Values are what the event viewer shows: hexadecimal `0x…` in lower case without leading zeros, SIDs, GUIDs in
   * upper case with braces, `true`/`false`, binary as upper-case hexadecimal, FILETIME with seven decimals; numbers up to 2^53
   * are numbers, larger ones decimal text. Null: the field is there without a value. Fields of one name, and arrays, are
   * joined by line feeds. The object inherits nothing.
   */
  readonly fields: EvtxFields;
  /** One of `fields`, without making the others; undefined when it is not there. */
  field(name: string): string | number | null | undefined;
  /** The event as XML on one line. Throws ParseError when its templates unfold without end. */
  xml(): string;
}
