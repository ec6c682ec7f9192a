import { crc32 } from 'node:zlib';
import {
  BinXmlWriter,
  type FragmentSpec,
  utf16,
  type ValueSpec,
  type XmlSpec,
} from './evtx-binxml-writer.ts';

const CHUNK_SIZE = 65_536;

/** One record: an event by its template and values, an element without template, or BinXML as it is. */
export interface RecordSpec {
  readonly recordId: bigint;
  /** FILETIME. */
  readonly written: bigint;
  readonly event:
    | FragmentSpec
    | { readonly bare: XmlSpec }
    | { readonly raw: (offset: number) => Uint8Array };
}

export interface EvtxSpec {
  /** Records of each chunk. */
  readonly chunks: readonly (readonly RecordSpec[])[];
  readonly dirty?: boolean;
}

/** A valid EVTX file with right checksums. */
export function writeEvtx({ chunks, dirty = false }: EvtxSpec): Uint8Array {
  const file = new Uint8Array(4096 + CHUNK_SIZE * chunks.length);
  const header = new BinXmlWriter(file, 0);
  header.raw(Buffer.from('ElfFile\0', 'latin1'));
  header.u64(0n);
  header.u64(BigInt(Math.max(0, chunks.length - 1)));
  header.u64((chunks.at(-1)?.at(-1)?.recordId ?? 0n) + 1n);
  header.u32(128);
  header.u16(1);
  header.u16(3);
  header.u16(4096);
  header.u16(chunks.length);
  header.at = 120;
  header.u32(dirty ? 1 : 0);
  header.u32(crc32(file.subarray(0, 120)));
  for (const [index, records] of chunks.entries()) {
    writeChunk(file.subarray(4096 + CHUNK_SIZE * index, 4096 + CHUNK_SIZE * (index + 1)), records);
  }
  return file;
}

function writeChunk(bytes: Uint8Array, records: readonly RecordSpec[]): void {
  const writer = new BinXmlWriter(bytes, 512);
  let last = 512;
  for (const record of records) {
    last = writer.at;
    writeRecord(writer, record);
  }
  const end = writer.at;
  const ids = [records.at(0)?.recordId ?? 0n, records.at(-1)?.recordId ?? 0n] as const;
  writer.at = 0;
  writer.raw(Buffer.from('ElfChnk\0', 'latin1'));
  for (const id of [...ids, ...ids]) writer.u64(id);
  writer.u32(128);
  writer.u32(last);
  writer.u32(end);
  resealChunk(bytes);
}

/** Makes a chunk's checksums right again, after something in it was changed. */
export function resealChunk(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  view.setUint32(52, crc32(bytes.subarray(512, view.getUint32(48, true))), true);
  view.setUint32(124, crc32(bytes.subarray(128, 512), crc32(bytes.subarray(0, 120))), true);
}

function writeRecord(writer: BinXmlWriter, { recordId, written, event }: RecordSpec): void {
  const start = writer.at;
  writer.u32(0x2a2a);
  writer.u32(0);
  writer.u64(recordId);
  writer.u64(written);
  if ('bare' in event) writer.bareElement(event.bare);
  else if ('raw' in event) writer.raw(event.raw(writer.at));
  else writer.fragment(event);
  writer.at = start + Math.ceil((writer.at - start + 4) / 8) * 8;
  const size = writer.at - start;
  writer.patch32(start + 4, size);
  writer.patch32(writer.at - 4, size);
}

/** An event as the tests of sources need it. */
export interface EventSpec {
  readonly recordId?: number;
  readonly provider?: string;
  readonly eventId: number;
  readonly channel?: string;
  readonly computer?: string;
  /** `YYYY-MM-DDTHH:MM:SS` with up to seven decimals and a Z. */
  readonly time?: string;
  readonly userSid?: string;
  readonly level?: number;
  readonly qualifiers?: number;
  /** EventData: by name, or unnamed when it is a list. */
  readonly data?: Readonly<Record<string, string | number | null | ValueSpec>> | readonly string[];
  /** The element below UserData and its leaves. */
  readonly userData?: {
    readonly name: string;
    readonly leaves: Readonly<Record<string, string | number | null | ValueSpec>>;
  };
}

/** A file of events with the template of Windows' own: identity in values, EventData or UserData in a value of its own. */
export function writeEvents(
  events: readonly EventSpec[],
  options: { perChunk?: number; dirty?: boolean } = {},
): Uint8Array {
  const { perChunk = 40, dirty = false } = options;
  const chunks: RecordSpec[][] = [];
  for (const [index, event] of events.entries()) {
    if (index % perChunk === 0) chunks.push([]);
    chunks.at(-1)?.push(eventRecord({ recordId: index + 1, ...event }));
  }
  return writeEvtx({ chunks, dirty });
}

/** Template values: their order is what `eventRecord` fills in. */
const EVENT: XmlSpec = {
  name: 'Event',
  attributes: [['xmlns', 'http://schemas.microsoft.com/win/2004/08/events/event']],
  children: [
    {
      name: 'System',
      children: [
        { name: 'Provider', attributes: [['Name', 0]] },
        { name: 'EventID', attributes: [['Qualifiers', { optional: 2 }]], children: [1] },
        { name: 'Version', children: [3] },
        { name: 'Level', children: [4] },
        { name: 'Keywords', children: [5] },
        { name: 'TimeCreated', attributes: [['SystemTime', 6]] },
        { name: 'EventRecordID', children: [7] },
        {
          name: 'Execution',
          attributes: [
            ['ProcessID', 8],
            ['ThreadID', 9],
          ],
        },
        { name: 'Channel', children: [10] },
        { name: 'Computer', children: [11] },
        { name: 'Security', attributes: [['UserID', { optional: 12 }]] },
      ],
    },
    { optional: 13 },
  ],
};

export function eventRecord(event: EventSpec): RecordSpec {
  const recordId = BigInt(event.recordId ?? 1);
  const time = filetime(event.time ?? '2024-05-06T07:08:09.1234567Z');
  const none: ValueSpec = { type: 0x00, bytes: new Uint8Array(0) };
  const values: ValueSpec[] = [
    text(event.provider ?? 'Service Control Manager'),
    unsigned(event.eventId, 2),
    event.qualifiers === undefined ? none : unsigned(event.qualifiers, 2),
    unsigned(0, 1),
    unsigned(event.level ?? 4, 1),
    { type: 0x15, bytes: little(0x8080000000000000n, 8) },
    { type: 0x11, bytes: little(time, 8) },
    { type: 0x0a, bytes: little(recordId, 8) },
    unsigned(632, 4),
    unsigned(700, 4),
    text(event.channel ?? 'System'),
    text(event.computer ?? 'HOST'),
    event.userSid === undefined ? none : { type: 0x13, bytes: sid(event.userSid) },
    payload(event) ?? none,
  ];
  return { recordId, written: time, event: { template: EVENT, values } };
}

function payload({ data, userData }: EventSpec): ValueSpec | null {
  if (userData !== undefined) {
    const names = Object.keys(userData.leaves);
    const children = names.map((name, index) => ({ name, children: [index] }));
    const root: XmlSpec = { name: userData.name, attributes: [['xmlns', 'urn:test']], children };
    const template: XmlSpec = { name: 'UserData', children: [root] };
    return { fragment: { template, values: Object.values(userData.leaves).map(toValue) } };
  }
  if (data === undefined) return null;
  const entries: readonly (readonly [string | null, ValueSpec])[] = Array.isArray(data)
    ? data.map((each) => [null, text(each)] as const)
    : Object.entries(data).map(([name, value]) => [name, toValue(value)] as const);
  const children = entries.map(
    ([name], index): XmlSpec =>
      name === null
        ? { name: 'Data', children: [index] }
        : { name: 'Data', attributes: [['Name', name]], children: [index] },
  );
  const template: XmlSpec = { name: 'EventData', children };
  return { fragment: { template, values: entries.map(([, value]) => value) } };
}

function toValue(value: string | number | null | ValueSpec): ValueSpec {
  if (value === null) return { type: 0x00, bytes: new Uint8Array(0) };
  if (typeof value === 'string') return text(value);
  return typeof value === 'number' ? unsigned(value, 4) : value;
}

export function text(value: string): ValueSpec {
  return { type: 0x01, bytes: utf16(value) };
}

/** UInt8, UInt16, UInt32 or UInt64 by its size in bytes. */
export function unsigned(value: number | bigint, size: 1 | 2 | 4 | 8): ValueSpec {
  return { type: { 1: 0x04, 2: 0x06, 4: 0x08, 8: 0x0a }[size], bytes: little(BigInt(value), size) };
}

export function little(value: bigint, size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, index) => Number((value >> BigInt(8 * index)) & 0xffn));
}

/** `S-1-5-…` with an authority below 256. */
export function sid(value: string): Uint8Array {
  const [authority = 0, ...rest] = value.split('-').slice(2).map(Number);
  return Uint8Array.of(
    1,
    rest.length,
    0,
    0,
    0,
    0,
    0,
    authority,
    ...rest.flatMap((part) => [...little(BigInt(part), 4)]),
  );
}

export function filetime(iso: string): bigint {
  const [, seconds = '', fraction = ''] = /^(.{19})(?:\.(\d+))?Z$/.exec(iso) ?? [];
  const ticks = BigInt(Date.parse(`${seconds}Z`) / 1000) * 10_000_000n;
  return ticks + BigInt(fraction.padEnd(7, '0').slice(0, 7)) + 116_444_736_000_000_000n;
}
