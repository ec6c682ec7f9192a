import { MAX_PACKAGE_DAMAGE } from '../../../shared/limits.ts';
import { ParseError } from '../parse-error.ts';

/** Where a page's fields are (Berkeley DB 5.3, src/dbinc/db_page.h): DBMETA, PAGE, HKEYDATA, HOFFPAGE. */
const META_SIZE = 72;
const MAGIC_AT = 12;
const MAGIC = 0x061561;
const PAGE_SIZE_AT = 20;
const ENCRYPTION_AT = 24;
const FLAGS_AT = 26;
const CHECKSUM_FLAG = 0x01;
const NEXT_AT = 16;
const ENTRIES_AT = 20;
const LENGTH_AT = 22;
const TYPE_AT = 25;
const PAGE_HEADER = 26;

const PAGE_HASH_UNSORTED = 2;
const PAGE_OVERFLOW = 7;
const PAGE_HASH = 13;
const ITEM_KEYDATA = 1;
const ITEM_OFFPAGE = 3;

const MAX_PROBLEMS = 50;

/** True when the bytes begin as a Berkeley DB hash database does, in either byte order. */
export function isBdbHash(bytes: Uint8Array): boolean {
  return littleEndian(bytes) !== null;
}

/**
 * Every pair of a Berkeley DB hash database, in the order of its pages; buckets are not followed, as each pair stands on one hash page
 * and free pages have another type. Values may be views of `bytes`. Throws `ParseError` when the meta page is none; gives the damage
 * of the rest.
 */
export function walkBdbHash(
  bytes: Uint8Array,
  visit: (key: Uint8Array, value: Uint8Array) => void,
): readonly ParseError[] {
  const little = littleEndian(bytes);
  if (little === null) throw new ParseError('BDB meta page', MAGIC_AT, 'has no magic of a hash database');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pageSize = view.getUint32(PAGE_SIZE_AT, little);
  if (pageSize < 512 || pageSize > 65_536 || (pageSize & (pageSize - 1)) !== 0) {
    throw new ParseError('BDB meta page', PAGE_SIZE_AT, `${pageSize} is no page size`);
  }
  if (view.getUint8(ENCRYPTION_AT) !== 0 || (view.getUint8(FLAGS_AT) & CHECKSUM_FLAG) !== 0) {
    throw new ParseError('BDB meta page', ENCRYPTION_AT, 'encrypted or checksummed pages are not read');
  }
  const problems: ParseError[] = [];
  const pages = Math.floor(bytes.length / pageSize);
  const used = new Uint8Array(pages);

  /** An item of a hash page: the bytes from its offset to the one before it, as items grow downwards from the page's end. */
  const item = (page: number, index: number): Uint8Array => {
    const slot = page + PAGE_HEADER + index * 2;
    const start = view.getUint16(slot, little);
    const end = index === 0 ? pageSize : view.getUint16(slot - 2, little);
    if (start < PAGE_HEADER || start >= end || end > pageSize) {
      throw new ParseError('BDB item', slot, `${start} to ${end} is no place in a page`);
    }
    return bytes.subarray(page + start, page + end);
  };
  const content = (found: Uint8Array): Uint8Array => {
    const at = found.byteOffset - bytes.byteOffset;
    if (found[0] === ITEM_KEYDATA) return found.subarray(1);
    if (found[0] !== ITEM_OFFPAGE) throw new ParseError('BDB item', at, `type ${found[0]} is not read`);
    if (found.length < 12) throw new ParseError('BDB item', at, 'too short for a reference to other pages');
    return overflow(view.getUint32(at + 4, little), view.getUint32(at + 8, little), at);
  };
  const overflow = (first: number, size: number, at: number): Uint8Array => {
    if (size > bytes.length) throw new ParseError('BDB item', at, `${size} bytes exceed the file`);
    const chunks: Uint8Array[] = [];
    let length = 0;
    for (let number = first; length < size; ) {
      const page = number * pageSize;
      if (number < 1 || number >= pages || used[number] === 1) {
        throw new ParseError(
          'BDB overflow page',
          page,
          `page ${number} is used twice or not one of ${pages}`,
        );
      }
      used[number] = 1;
      const part = view.getUint16(page + LENGTH_AT, little);
      if (view.getUint8(page + TYPE_AT) !== PAGE_OVERFLOW || part === 0 || part > pageSize - PAGE_HEADER) {
        throw new ParseError('BDB overflow page', page, `page ${number} is no overflow page`);
      }
      chunks.push(bytes.subarray(page + PAGE_HEADER, page + PAGE_HEADER + part));
      length += part;
      number = view.getUint32(page + NEXT_AT, little);
    }
    return Buffer.concat(chunks, size);
  };

  // Items may not overlap: what is visited is no more than the file holds.
  let left = bytes.length;
  let damage = 0;
  const going = () => left >= 0 && damage < MAX_PACKAGE_DAMAGE;
  for (let number = 1; number < pages && going(); number += 1) {
    const page = number * pageSize;
    const type = view.getUint8(page + TYPE_AT);
    if (type !== PAGE_HASH && type !== PAGE_HASH_UNSORTED) continue;
    const entries = view.getUint16(page + ENTRIES_AT, little);
    for (let index = 0; index + 1 < entries; index += 2) {
      try {
        if (PAGE_HEADER + (index + 2) * 2 > pageSize)
          throw new ParseError('BDB page', page, 'has too many items');
        const key = item(page, index);
        const value = content(item(page, index + 1));
        left -= key.length + value.length;
        if (left < 0) throw new ParseError('BDB page', page, 'items overlap');
        visit(content(key), value);
      } catch (error) {
        if (!(error instanceof ParseError)) throw error;
        damage += 1;
        if (problems.length < MAX_PROBLEMS) problems.push(error);
        if (!going() || PAGE_HEADER + (index + 2) * 2 > pageSize) break;
      }
    }
  }
  if (!going()) problems.push(new ParseError('BDB file', 0, 'too much damage; the rest was not read'));
  if (bytes.length % pageSize !== 0) {
    problems.push(new ParseError('BDB file', pages * pageSize, 'ends within a page'));
  }
  return problems;
}

function littleEndian(bytes: Uint8Array): boolean | null {
  if (bytes.length < META_SIZE) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(MAGIC_AT, true) === MAGIC) return true;
  return view.getUint32(MAGIC_AT, false) === MAGIC ? false : null;
}
