/**
 * Numbers of the journal's layout (systemd, "Journal File Format", sections "Basics", "Structure", "Objects"; journal-def.h).
 * All integers are little-endian; objects begin at multiples of eight.
 */
export const SIGNATURE = 'LPKSHHRH';

export const COMPATIBLE_SEALED = 1;

export const INCOMPATIBLE_XZ = 1;
export const INCOMPATIBLE_LZ4 = 2;
export const INCOMPATIBLE_KEYED_HASH = 4;
export const INCOMPATIBLE_ZSTD = 8;
export const INCOMPATIBLE_COMPACT = 16;
export const INCOMPATIBLE_KNOWN = 31;

export const OBJECT_DATA = 1;
export const OBJECT_FIELD = 2;
export const OBJECT_ENTRY = 3;
export const OBJECT_DATA_HASH_TABLE = 4;
export const OBJECT_FIELD_HASH_TABLE = 5;
export const OBJECT_ENTRY_ARRAY = 6;
export const OBJECT_TAG = 7;

/** Type, flags, six reserved bytes, size (64 bits, these sixteen included). */
export const OBJECT_HEADER = 16;
/** Bits of an object's flags that say how its payload is packed. */
export const PACKED_XZ = 1;
export const PACKED_LZ4 = 2;
export const PACKED_ZSTD = 4;

/** Fixed part of an entry: header, seqnum, realtime, monotonic, boot id, xor of hashes. */
export const ENTRY_ITEMS = 64;
/** Fixed part of an entry array: header, offset of the next one. */
export const ARRAY_ITEMS = 24;

/** What the compact form changes: data objects have two more numbers of 32 bits, and items are offsets of 32 bits. */
export interface Layout {
  readonly compact: boolean;
  readonly dataPayload: number;
  /** An entry's item: offset and hash, or the offset alone. */
  readonly entryItem: number;
  readonly arrayItem: number;
}

export const REGULAR_LAYOUT: Layout = { compact: false, dataPayload: 64, entryItem: 16, arrayItem: 8 };
export const COMPACT_LAYOUT: Layout = { compact: true, dataPayload: 72, entryItem: 4, arrayItem: 4 };

/** The least size of an object by its type; 0 for types there are not. */
export function minimalSize(type: number, layout: Layout): number {
  switch (type) {
    case OBJECT_DATA:
      return layout.dataPayload + 1;
    case OBJECT_FIELD:
      return 41;
    case OBJECT_ENTRY:
      return ENTRY_ITEMS + layout.entryItem;
    case OBJECT_DATA_HASH_TABLE:
    case OBJECT_FIELD_HASH_TABLE:
      return OBJECT_HEADER + 16;
    case OBJECT_ENTRY_ARRAY:
      return ARRAY_ITEMS + layout.arrayItem;
    case OBJECT_TAG:
      return 64;
    default:
      return 0;
  }
}

export function alignObject(offset: number): number {
  return Math.ceil(offset / 8) * 8;
}

/** 64 bits as a number: exact up to 2^53, which no real offset, count or time reaches; larger ones stay larger. */
export function u64(view: DataView, at: number): number {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 4_294_967_296;
}

/** 64 bits as decimal digits. */
export function u64Text(view: DataView, at: number): string {
  const high = view.getUint32(at + 4, true);
  if (high < 0x20_0000) return String(view.getUint32(at, true) + high * 4_294_967_296);
  return view.getBigUint64(at, true).toString();
}
