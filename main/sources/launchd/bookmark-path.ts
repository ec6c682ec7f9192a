import { MAX_BOOKMARK_PARTS } from '../../../shared/limits.ts';

export interface BookmarkTarget {
  /** POSIX path on its volume, mount point first where the bookmark names it. */
  readonly path: string;
  readonly name: string | null;
}

const KEY_PATH = 0x1004;
const KEY_VOLUME_PATH = 0x2002;
const KEY_NAME = 0xf017;
const TYPE_STRING = 0x0101;
const TYPE_LIST = 0x0601;
const HEADER = 16;
const TABLE_HEADER = 20;

/**
 * What an NSURL bookmark points to: the path components (0x1004), the volume's mount point (0x2002) and the display name (0xf017)
 * of its first table of contents ("Mac OS X bookmark data", libyal's documentation). Null for what is no bookmark or is damaged.
 */
export function bookmarkTarget(bytes: Uint8Array): BookmarkTarget | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const u32 = (at: number): number => (at >= 0 && at + 4 <= bytes.length ? view.getUint32(at, true) : -1);
  const magic = u32(0);
  // "book", or "alis" as in older files.
  if (bytes.length < HEADER || (magic !== 0x6b6f_6f62 && magic !== 0x7369_6c61)) return null;
  const area = u32(12);
  const record = (offset: number): { readonly type: number; readonly data: Uint8Array } | null => {
    const at = area + offset;
    const size = u32(at);
    if (size < 0 || at + 8 + size > bytes.length) return null;
    return { type: u32(at + 4), data: bytes.subarray(at + 8, at + 8 + size) };
  };
  const textAt = (offset: number | undefined): string | null => {
    const found = offset === undefined ? null : record(offset);
    return found?.type === TYPE_STRING ? Buffer.from(found.data).toString('utf8') : null;
  };
  const table = area + u32(area);
  const entries = Math.min(u32(table + 16), Math.floor((bytes.length - table - TABLE_HEADER) / 12));
  const keys = new Map<number, number>();
  for (let index = 0; index < entries; index++) {
    const at = table + TABLE_HEADER + index * 12;
    keys.set(u32(at), u32(at + 4));
  }
  const pathAt = keys.get(KEY_PATH);
  const list = pathAt === undefined ? null : record(pathAt);
  if (list === null || list.type !== TYPE_LIST || list.data.length / 4 > MAX_BOOKMARK_PARTS) return null;
  const offsets = new DataView(list.data.buffer, list.data.byteOffset, list.data.byteLength);
  const parts: string[] = [];
  for (let at = 0; at + 4 <= list.data.length; at += 4) {
    const part = textAt(offsets.getUint32(at, true));
    if (part === null) return null;
    parts.push(part);
  }
  const volume = textAt(keys.get(KEY_VOLUME_PATH))?.replace(/\/+$/, '') ?? '';
  return { path: `${volume}/${parts.join('/')}`, name: textAt(keys.get(KEY_NAME)) };
}
