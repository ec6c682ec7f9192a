/** A record as the Windows event log service writes it; `sid` in bytes. */
export interface EvtSpec {
  readonly number: number;
  readonly time: number;
  readonly id?: number;
  readonly type?: number;
  readonly category?: number;
  readonly source?: string;
  readonly computer?: string;
  readonly sid?: readonly number[];
  readonly strings?: readonly string[];
  readonly data?: readonly number[];
}

export function evtRecord(spec: EvtSpec): Buffer {
  const wide = (text: string): Buffer => Buffer.from(`${text}\0`, 'utf16le');
  const names = Buffer.concat([
    wide(spec.source ?? 'Service Control Manager'),
    wide(spec.computer ?? 'HOST'),
  ]);
  const sidOffset = padded(56 + names.length);
  const sid = Buffer.from(spec.sid ?? []);
  const stringOffset = sidOffset + sid.length;
  const strings = Buffer.concat((spec.strings ?? []).map(wide));
  const dataOffset = stringOffset + strings.length;
  const data = Buffer.from(spec.data ?? []);
  const length = padded(dataOffset + data.length) + 4;
  const record = Buffer.alloc(length);
  const numbers = [length, 0x654c664c, spec.number, spec.time, spec.time + 1, spec.id ?? 7036];
  for (const [index, value] of numbers.entries()) record.writeUInt32LE(value >>> 0, index * 4);
  record.writeUInt16LE(spec.type ?? 4, 24);
  record.writeUInt16LE(spec.strings?.length ?? 0, 26);
  record.writeUInt16LE(spec.category ?? 0, 28);
  for (const [index, value] of [stringOffset, sid.length, sidOffset, data.length, dataOffset].entries()) {
    record.writeUInt32LE(value, 36 + index * 4);
  }
  names.copy(record, 56);
  sid.copy(record, sidOffset);
  strings.copy(record, stringOffset);
  data.copy(record, dataOffset);
  record.writeUInt32LE(length, length - 4);
  return record;
}

function padded(length: number): number {
  return (length + 3) & ~3;
}

export interface EvtLayout {
  /** Bytes of the file. */
  readonly size: number;
  /** Where the oldest record begins; 48 for a log that has not gone round. */
  readonly start?: number;
  /** Leaves the offsets of the header as they were when the log was opened. */
  readonly dirty?: boolean;
  /** What stood in the file before. */
  readonly remains?: Uint8Array;
}

/** A log with these records, oldest first; they go round the end as Microsoft Learn's "Event Log File Format" says. */
export function evtFile(records: readonly EvtSpec[], layout: EvtLayout): Buffer {
  const { size, start = 48, dirty = false } = layout;
  const file = Buffer.alloc(size);
  if (layout.remains !== undefined) Buffer.from(layout.remains).copy(file, 48);
  let at = start;
  const put = (bytes: Buffer): number => {
    if (size - at < 56) {
      for (; at < size; at += 4) file.writeUInt32LE(0x27, at);
      at = 48;
    }
    const begin = at;
    for (const byte of bytes) {
      file[at] = byte;
      at = at + 1 === size ? 48 : at + 1;
    }
    return begin;
  };
  const begins = records.map((record) => put(evtRecord(record)));
  const first = begins[0] ?? start;
  const oldest = records[0]?.number ?? 0;
  const next = (records.at(-1)?.number ?? 0) + 1;
  if (size - at < 56) {
    for (; at < size; at += 4) file.writeUInt32LE(0x27, at);
    at = 48;
  }
  const end = at;
  const eof = Buffer.alloc(40);
  const words = [0x28, 0x11111111, 0x22222222, 0x33333333, 0x44444444, first, end, next, oldest, 0x28];
  for (const [index, value] of words.entries()) eof.writeUInt32LE(value, index * 4);
  put(eof);
  const header = dirty
    ? [0x30, 0x654c664c, 1, 1, 48, 48, 1, 0, size, 1, 0, 0x30]
    : [0x30, 0x654c664c, 1, 1, first, end, next, oldest, size, start === 48 ? 0 : 2, 0, 0x30];
  for (const [index, value] of header.entries()) file.writeUInt32LE(value, index * 4);
  return file;
}
