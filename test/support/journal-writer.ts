/**
 * Writes small journals as the specification describes them ("Journal File Format", systemd.io), enough for what reads entries: hashes are
 * zero and there are no hash tables. What is packed is packed in the plainest form of its format.
 */
export type Packing = 'xz' | 'lz4' | 'zstd';

export interface WrittenField {
  readonly name: string;
  readonly value: string | Uint8Array;
  readonly packing?: Packing;
}

export interface WrittenEntry {
  readonly seqnum?: number;
  /** Microseconds. */
  readonly realtime?: number;
  readonly monotonic?: number;
  /** The byte that fills the id. */
  readonly boot?: number;
  readonly fields: readonly WrittenField[];
  /** Written, but not listed by an entry array. */
  readonly unlisted?: boolean;
}

export interface JournalSpec {
  readonly entries: readonly WrittenEntry[];
  readonly compact?: boolean;
  /** 0 offline, 1 online, 2 archived. */
  readonly state?: number;
  /** Added to the incompatible flags that are needed. */
  readonly flags?: number;
  /** The byte that fills the id of the sequence numbers. */
  readonly seqnumId?: number;
  /** Unused bytes at the end. */
  readonly unused?: number;
  /** Entries of each array; more begin another one. */
  readonly arrayLength?: number;
}

export interface WrittenJournal {
  readonly bytes: Uint8Array;
  readonly entryOffsets: readonly number[];
  readonly arrayOffsets: readonly number[];
  /** By `NAME=value`. */
  readonly dataOffsets: ReadonlyMap<string, number>;
}

const HEADER = 272;
const PACKING_FLAGS: Readonly<Record<Packing, number>> = { xz: 1, lz4: 2, zstd: 4 };
const INCOMPATIBLE: Readonly<Record<Packing, number>> = { xz: 1, lz4: 2, zstd: 8 };
export const START = 1_700_000_000_000_000;

export function writeJournal(spec: JournalSpec): WrittenJournal {
  const compact = spec.compact ?? false;
  const arrayLength = spec.arrayLength ?? 4;
  let flags = (spec.flags ?? 0) | (compact ? 16 : 0);
  const objects: Buffer[] = [];
  let end = HEADER;
  const add = (type: number, objectFlags: number, body: Buffer): number => {
    const offset = end;
    const size = 16 + body.length;
    const object = Buffer.alloc(Math.ceil(size / 8) * 8);
    object[0] = type;
    object[1] = objectFlags;
    object.writeBigUInt64LE(BigInt(size), 8);
    body.copy(object, 16);
    objects.push(object);
    end += object.length;
    return offset;
  };
  const dataOffsets = new Map<string, number>();
  const data = ({ name, value, packing }: WrittenField): number => {
    const key = `${name}=${Buffer.from(value).toString('latin1')}`;
    const known = dataOffsets.get(key);
    if (known !== undefined) return known;
    const payload = Buffer.concat([Buffer.from(`${name}=`), Buffer.from(value)]);
    if (packing !== undefined) flags |= INCOMPATIBLE[packing];
    const stored = packing === undefined ? payload : pack(payload, packing);
    const body = Buffer.concat([Buffer.alloc(compact ? 56 : 48), stored]);
    const offset = add(1, packing === undefined ? 0 : PACKING_FLAGS[packing], body);
    dataOffsets.set(key, offset);
    return offset;
  };

  const item = compact ? 4 : 8;
  const entryOffsets: number[] = [];
  const arrayOffsets: number[] = [];
  let array: { object: Buffer; used: number } | null = null;
  const list = (entry: number): void => {
    if (array === null || array.used === arrayLength) {
      const offset = add(6, 0, Buffer.alloc(8 + arrayLength * item));
      array?.object.writeBigUInt64LE(BigInt(offset), 16);
      arrayOffsets.push(offset);
      array = { object: objects.at(-1) as Buffer, used: 0 };
    }
    const at = 24 + array.used * item;
    if (compact) array.object.writeUInt32LE(entry, at);
    else array.object.writeBigUInt64LE(BigInt(entry), at);
    array.used += 1;
  };
  spec.entries.forEach((entry, i) => {
    const items = entry.fields.map(data);
    const body = Buffer.alloc(48 + items.length * (compact ? 4 : 16));
    body.writeBigUInt64LE(BigInt(entry.seqnum ?? i + 1), 0);
    body.writeBigUInt64LE(BigInt(entry.realtime ?? START + i), 8);
    body.writeBigUInt64LE(BigInt(entry.monotonic ?? i), 16);
    body.fill(entry.boot ?? 0xb0, 24, 40);
    items.forEach((offset, at) => {
      if (compact) body.writeUInt32LE(offset, 48 + at * 4);
      else body.writeBigUInt64LE(BigInt(offset), 48 + at * 16);
    });
    const offset = add(3, 0, body);
    entryOffsets.push(offset);
    if (entry.unlisted !== true) list(offset);
  });

  const header = Buffer.alloc(HEADER);
  header.write('LPKSHHRH', 0, 'latin1');
  header.writeUInt32LE(flags, 12);
  header[16] = spec.state ?? 2;
  header.fill(0xf1, 24, 40);
  header.fill(0xaa, 40, 56);
  header.fill(spec.seqnumId ?? 0x5e, 72, 88);
  const unused = spec.unused ?? 0;
  const numbers: readonly (readonly [number, number])[] = [
    [88, HEADER],
    [96, end - HEADER + unused],
    [144, objects.length],
    [152, spec.entries.filter(({ unlisted }) => unlisted !== true).length],
    [176, arrayOffsets[0] ?? 0],
  ];
  for (const [at, value] of numbers) header.writeBigUInt64LE(BigInt(value), at);
  const bytes = new Uint8Array(Buffer.concat([header, ...objects, Buffer.alloc(unused)]));
  return { bytes, entryOffsets, arrayOffsets, dataOffsets };
}

/** `payload` (under 64 KiB) as literals, a raw block or an uncompressed chunk. */
function pack(payload: Buffer, packing: Packing): Buffer {
  const { length } = payload;
  if (packing === 'lz4') {
    const size = Buffer.alloc(8);
    size.writeUInt32LE(length);
    const more =
      length < 15 ? [] : [...Array(Math.floor((length - 15) / 255)).fill(255), (length - 15) % 255];
    return Buffer.concat([size, Buffer.from([Math.min(length, 15) << 4, ...more]), payload]);
  }
  if (packing === 'zstd') {
    const head = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 0, 0, 0, 0, 0]);
    head.writeUInt32LE(length, 5);
    head.writeUIntLE((length << 3) | 1, 9, 3);
    return Buffer.concat([head, payload]);
  }
  return packXz(payload);
}

/** A whole .xz stream, checksums included, so that other readers take it too; without a check of the content. */
function packXz(payload: Buffer): Buffer {
  const { length } = payload;
  const padded = (parts: readonly number[]) => [...parts, ...Array((4 - (parts.length % 4)) % 4).fill(0)];
  const summed = (parts: readonly number[]) => Buffer.concat([Buffer.from(parts), crc32(parts)]);
  const blockHeader = summed([2, 0, 0x21, 1, 0x16, 0, 0, 0]);
  const data = [1, (length - 1) >> 8, (length - 1) & 255, ...payload, 0];
  const index = summed(padded([0, 1, ...variable(blockHeader.length + data.length), ...variable(length)]));
  const footer = [index.length / 4 - 1, 0, 0, 0, 0, 0];
  return Buffer.concat([
    Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]),
    summed([0, 0]),
    blockHeader,
    Buffer.from(padded(data)),
    index,
    crc32(footer),
    Buffer.from([...footer, 0x59, 0x5a]),
  ]);
}

/** Seven bits a byte, the lowest first. */
function variable(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...variable(value >> 7)];
}

function crc32(bytes: readonly number[]): Buffer {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ ((sum & 1) === 1 ? 0xedb88320 : 0);
  }
  const stored = Buffer.alloc(4);
  stored.writeUInt32LE(~sum >>> 0);
  return stored;
}

/** Bytes with an integer of 64 bits replaced. */
export function patched(bytes: Uint8Array, at: number, value: number | bigint): Uint8Array {
  const copy = bytes.slice();
  new DataView(copy.buffer).setBigUint64(at, BigInt(value), true);
  return copy;
}
