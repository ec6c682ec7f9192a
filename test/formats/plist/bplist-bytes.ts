/** Writes a binary property list byte by byte (CFBinaryPList.c), so that tests can say what no writer would. */
export interface BplistOptions {
  readonly version?: string;
  readonly refSize?: number;
  readonly offsetSize?: number;
  readonly top?: number;
  /** Replaces fields of the trailer, and the offset of an object by its index. */
  readonly objectCount?: number;
  readonly offsetTable?: number;
  readonly offsets?: Readonly<Record<number, number>>;
  /** Bytes between the offset table and the trailer. */
  readonly gap?: number;
}

/** Objects as raw bytes, marker first; references are written with `refs`. */
export function bplist(objects: readonly (readonly number[])[], options: BplistOptions = {}): Uint8Array {
  const { version = '00', refSize = 1, offsetSize = 1, top = 0, gap = 0 } = options;
  const bytes = [...Buffer.from(`bplist${version}`)];
  const offsets = objects.map((object, index) => {
    const offset = options.offsets?.[index] ?? bytes.length;
    bytes.push(...object);
    return offset;
  });
  const table = options.offsetTable ?? bytes.length;
  bytes.push(...offsets.flatMap((offset) => bigEndian(offset, offsetSize)), ...new Array(gap).fill(0));
  bytes.push(0, 0, 0, 0, 0, 0, offsetSize, refSize);
  for (const field of [options.objectCount ?? objects.length, top, table]) bytes.push(...bigEndian(field, 8));
  return Uint8Array.from(bytes);
}

export function bigEndian(value: number, size: number): number[] {
  return Array.from({ length: size }, (_, index) => Math.floor(value / 256 ** (size - 1 - index)) % 256);
}

/** An ASCII string object of fewer than 15 characters. */
export const ascii = (text: string) => [0x50 | text.length, ...Buffer.from(text)];
/** An array object of fewer than 15 one-byte references. */
export const arrayOf = (...refs: number[]) => [0xa0 | refs.length, ...refs];
/** A dictionary object of fewer than 15 one-byte references: keys, then values. */
export const dictOf = (keys: number[], values: number[]) => [0xd0 | keys.length, ...keys, ...values];
export const int64 = (value: bigint) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return [0x13, ...bytes];
};
export const double = (marker: number, value: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return [marker, ...bytes];
};
