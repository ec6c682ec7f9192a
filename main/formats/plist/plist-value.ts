/** A floating-point number (`<real>`, bplist 0x2n), kept apart from integers so that both stay what they were. */
export interface PlistReal {
  readonly kind: 'real';
  readonly value: number;
}

/** ISO 8601 UTC: whole seconds in XML, up to six decimals in a bplist (a double of seconds cannot hold more). */
export interface PlistDate {
  readonly kind: 'date';
  readonly iso: string;
}

export interface PlistData {
  readonly kind: 'data';
  readonly bytes: Uint8Array;
}

/** An index into `$objects` of a keyed archive (bplist 0x8n; `CF$UID` in XML). */
export interface PlistUid {
  readonly kind: 'uid';
  readonly value: number;
}

export type PlistArray = readonly PlistValue[];
/** Keys in the order of the file. */
export type PlistDict = ReadonlyMap<string, PlistValue>;

/**
 * A value of any property list format. An integer is a number where that is exact (`Number.isSafeInteger`), else a
 * bigint. `null` comes from JSON and from the null object of a bplist. Values of a bplist may share parts (its objects are
 * a graph without cycles); how far they unfold is bounded by MAX_PLIST_EXPANDED.
 */
export type PlistValue =
  | null
  | string
  | boolean
  | number
  | bigint
  | PlistReal
  | PlistDate
  | PlistData
  | PlistUid
  | PlistArray
  | PlistDict;

export function isPlistDict(value: PlistValue | undefined): value is PlistDict {
  return value instanceof Map;
}

export function isPlistArray(value: PlistValue | undefined): value is PlistArray {
  return Array.isArray(value);
}

/** The integer as a number where that is exact, else as it is. */
export function exactInteger(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
