import { type PlistSpec, writeXmlPlist } from '../../support/plist-writer.ts';

/** A value of an archive as tests write it: plain values, lists, and objects of a class. */
export type ArchiveSpec =
  | string
  | number
  | boolean
  | null
  | Uint8Array
  | readonly ArchiveSpec[]
  | { readonly dict: Readonly<Record<string, ArchiveSpec>> }
  | { readonly url: string }
  | { readonly uuid: string }
  | { readonly class: string; readonly fields: Readonly<Record<string, ArchiveSpec>> };

/** An NSKeyedArchiver archive as an XML property list, each value an object of its own. */
export function writeArchive(top: Readonly<Record<string, ArchiveSpec>>): string {
  const objects: PlistSpec[] = ['$null'];
  const uid = (value: number): PlistSpec => ({ CF$UID: value });
  const add = (value: PlistSpec): PlistSpec => uid(objects.push(value) - 1);
  const ofClass = (name: string, fields: Readonly<Record<string, PlistSpec>>): PlistSpec =>
    add({ ...fields, $class: add({ $classname: name, $classes: [name, 'NSObject'] }) });
  const put = (value: ArchiveSpec): PlistSpec => {
    if (value === null) return uid(0);
    if (typeof value !== 'object' || value instanceof Uint8Array) return add(value);
    if ('url' in value) return ofClass('NSURL', { 'NS.base': uid(0), 'NS.relative': add(value.url) });
    if ('uuid' in value)
      return ofClass('NSUUID', { 'NS.uuidbytes': Buffer.from(value.uuid.replaceAll('-', ''), 'hex') });
    if ('dict' in value) {
      const entries = Object.entries(value.dict);
      return ofClass('NSDictionary', {
        'NS.keys': entries.map(([key]) => add(key)),
        'NS.objects': entries.map(([, one]) => put(one)),
      });
    }
    if ('class' in value) return ofClass(value.class, fieldsOf(value.fields));
    return ofClass('NSArray', { 'NS.objects': value.map(put) });
  };
  // As the archiver does it, numbers and booleans of an object's own stand in it.
  const fieldsOf = (fields: Readonly<Record<string, ArchiveSpec>>): Record<string, PlistSpec> =>
    Object.fromEntries(
      Object.entries(fields).map(([key, one]) => [
        key,
        typeof one === 'number' || typeof one === 'boolean' ? one : put(one),
      ]),
    );
  const roots = fieldsOf(top);
  return writeXmlPlist({ $version: 100_000, $archiver: 'NSKeyedArchiver', $top: roots, $objects: objects });
}

/** A store of background items as macOS 13 and later write it. */
export function writeStore(
  itemsByUser: Readonly<Record<string, readonly Readonly<Record<string, ArchiveSpec>>[]>>,
  version = 8,
): string {
  const dict = Object.fromEntries(
    Object.entries(itemsByUser).map(([user, items]) => [
      user,
      items.map((fields) => ({ class: 'ItemRecord', fields })),
    ]),
  );
  return writeArchive({ version, store: { class: 'Storage', fields: { itemsByUserIdentifier: { dict } } } });
}

/** Bookmark data of a path, with the keys that are read. */
export function writeBookmark(path: string, name: string, volume = '/'): Uint8Array {
  const area = 48;
  const parts: Buffer[] = [];
  let at = 4;
  const record = (type: number, data: Buffer): number => {
    const start = at;
    const padded = Buffer.alloc(8 + Math.ceil(data.length / 4) * 4);
    padded.writeUInt32LE(data.length, 0);
    padded.writeUInt32LE(type, 4);
    data.copy(padded, 8);
    parts.push(padded);
    at += padded.length;
    return start;
  };
  const text = (value: string): number => record(0x0101, Buffer.from(value));
  const list = (offsets: readonly number[]): number => record(0x0601, words(...offsets));
  const entries = [
    [
      0x1004,
      list(
        path
          .split('/')
          .filter((part) => part !== '')
          .map(text),
      ),
    ],
    [0x2002, text(volume)],
    [0xf017, text(name)],
  ] as const;
  const table = at;
  const toc = words(12 * entries.length, 0xffff_fffe, 1, 0, entries.length);
  const rows = words(...entries.flatMap(([key, offset]) => [key, offset, 0]));
  const body = Buffer.concat([words(table), ...parts, toc, rows]);
  const head = Buffer.alloc(area);
  head.write('book');
  head.writeUInt32LE(area + body.length, 4);
  head.writeUInt32LE(0x1004_0000, 8);
  head.writeUInt32LE(area, 12);
  return new Uint8Array(Buffer.concat([head, body]));
}

function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, 4 * index);
  return bytes;
}
