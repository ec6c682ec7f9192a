import type { ArchivedValue } from './keyed-value.ts';
import { absoluteTimeToIso } from './plist-date.ts';

type Fields = ReadonlyMap<string, ArchivedValue>;
/** A plain value of an object's resolved fields; undefined if they are not what the class archives. */
type ClassReader = (fields: Fields) => ArchivedValue | undefined;

/** Foundation's classes by `$classname`, with the keys that their encodeWithCoder: writes. */
const READERS: ReadonlyMap<string, ClassReader> = new Map<string, ClassReader>([
  ['NSArray', readArray],
  ['NSMutableArray', readArray],
  ['NSSet', readSet],
  ['NSMutableSet', readSet],
  ['NSOrderedSet', readSet],
  ['NSMutableOrderedSet', readSet],
  ['NSDictionary', readDictionary],
  ['NSMutableDictionary', readDictionary],
  ['NSString', readString],
  ['NSMutableString', readString],
  ['NSData', readData],
  ['NSMutableData', readData],
  ['NSDate', readDate],
  ['NSURL', readUrl],
  ['NSUUID', readUuid],
  ['NSNull', () => null],
]);

/** The plain value of an object of Foundation; undefined for other classes and for fields that do not fit. */
export function readFoundationObject(className: string, fields: Fields): ArchivedValue | undefined {
  return READERS.get(className)?.(fields);
}

/** `NS.objects`, or `NS.object.0`, `NS.object.1` … as NSOrderedSet and old archives have it. */
function listOf(fields: Fields): readonly ArchivedValue[] | undefined {
  const objects = fields.get('NS.objects');
  if (Array.isArray(objects)) return objects;
  if (objects !== undefined) return undefined;
  const values: ArchivedValue[] = [];
  for (
    let next = fields.get('NS.object.0');
    next !== undefined;
    next = fields.get(`NS.object.${values.length}`)
  )
    values.push(next);
  return values;
}

function readArray(fields: Fields): ArchivedValue | undefined {
  return listOf(fields);
}

function readSet(fields: Fields): ArchivedValue | undefined {
  const values = listOf(fields);
  return values === undefined ? undefined : { kind: 'set', values };
}

/** Keys that are numbers become decimal text; a dictionary with other keys stays an object, so that nothing is lost. */
function readDictionary(fields: Fields): ArchivedValue | undefined {
  const keys = fields.get('NS.keys');
  const objects = fields.get('NS.objects');
  if (!Array.isArray(keys) || !Array.isArray(objects) || keys.length !== objects.length) return undefined;
  const entries = new Map<string, ArchivedValue>();
  for (const [index, key] of keys.entries()) {
    const text = keyText(key);
    if (text === undefined || entries.has(text)) return undefined;
    entries.set(text, objects[index]);
  }
  return entries;
}

function keyText(key: ArchivedValue): string | undefined {
  if (typeof key === 'string') return key;
  if (typeof key === 'number' || typeof key === 'bigint') return String(key);
  return key !== null && typeof key === 'object' && 'kind' in key && key.kind === 'uuid'
    ? key.value
    : undefined;
}

function readString(fields: Fields): ArchivedValue | undefined {
  const text = fields.get('NS.string');
  if (typeof text === 'string') return text;
  const bytes = bytesOf(fields.get('NS.bytes'));
  return bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');
}

function readData(fields: Fields): ArchivedValue | undefined {
  const bytes = bytesOf(fields.get('NS.data')) ?? bytesOf(fields.get('NS.bytes'));
  return bytes === undefined ? undefined : { kind: 'data', bytes };
}

function bytesOf(value: ArchivedValue | undefined): Uint8Array | undefined {
  return value != null && typeof value === 'object' && 'kind' in value && value.kind === 'data'
    ? value.bytes
    : undefined;
}

function readDate(fields: Fields): ArchivedValue | undefined {
  const time = fields.get('NS.time');
  const isReal = time != null && typeof time === 'object' && 'kind' in time && time.kind === 'real';
  const seconds = isReal ? time.value : time;
  const iso = typeof seconds === 'number' ? absoluteTimeToIso(seconds) : null;
  return iso === null ? undefined : { kind: 'date', iso };
}

function readUrl(fields: Fields): ArchivedValue | undefined {
  const relative = fields.get('NS.relative');
  return typeof relative === 'string'
    ? { kind: 'url', relative, base: fields.get('NS.base') ?? null }
    : undefined;
}

function readUuid(fields: Fields): ArchivedValue | undefined {
  const bytes = bytesOf(fields.get('NS.uuidbytes'));
  if (bytes?.length !== 16) return undefined;
  const hex = Buffer.from(bytes).toString('hex').toUpperCase();
  const value = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { kind: 'uuid', value };
}
