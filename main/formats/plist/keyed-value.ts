import type { PlistData, PlistDate, PlistReal } from './plist-value.ts';

/** An NSURL as archived: the text, and the URL that it is relative to. */
export interface ArchivedUrl {
  readonly kind: 'url';
  readonly relative: string;
  readonly base: ArchivedValue;
}

/** An NSUUID in the usual form, upper case. */
export interface ArchivedUuid {
  readonly kind: 'uuid';
  readonly value: string;
}

/** An NSSet or NSOrderedSet, in the order of the archive. */
export interface ArchivedSet {
  readonly kind: 'set';
  readonly values: readonly ArchivedValue[];
}

/** An object of a class that has no plain value: its fields without `$class`. */
export interface ArchivedObject {
  readonly kind: 'object';
  readonly class: string;
  readonly fields: ReadonlyMap<string, ArchivedValue>;
}

/** Where an object contains itself, or a reference leads nowhere: the index in `$objects`. */
export interface ArchivedReference {
  readonly kind: 'reference';
  readonly uid: number;
}

/** A value of a keyed archive, with all references resolved. Parts may be shared, as in PlistValue. */
export type ArchivedValue =
  | null
  | string
  | boolean
  | number
  | bigint
  | PlistReal
  | PlistDate
  | PlistData
  | ArchivedUrl
  | ArchivedUuid
  | ArchivedSet
  | ArchivedObject
  | ArchivedReference
  | readonly ArchivedValue[]
  | ReadonlyMap<string, ArchivedValue>;
