import { CHUNK_HEADER_SIZE, CHUNK_SIZE, type EvtxChunkHeader } from './chunk-header.ts';
import { u16, u32 } from './little-endian.ts';
import { MIN_RECORD_SIZE, RECORD_MAGIC } from './record-reader.ts';

const SIGNATURE = Buffer.of(0x2a, 0x2a, 0x00, 0x00);

/** Bytes from the start of the chunk to behind its last record, as far as the header can be believed. */
export function recordsEnd(bytes: Uint8Array, header: EvtxChunkHeader): number {
  const { freeSpace } = header;
  if (freeSpace < CHUNK_HEADER_SIZE || freeSpace > CHUNK_SIZE) return bytes.length;
  return Math.min(freeSpace, bytes.length);
}

/** What is wrong with the head of the record at `at`, in words; null when it can be read. */
export function headProblem(bytes: Uint8Array, at: number): string | null {
  if (at + MIN_RECORD_SIZE > bytes.length) {
    return `needs ${MIN_RECORD_SIZE} bytes, ${bytes.length - at} remain in the chunk`;
  }
  if (u32(bytes, at) !== RECORD_MAGIC) return 'has no record signature';
  const size = u32(bytes, at + 4);
  if (size < MIN_RECORD_SIZE) return `has size ${size}`;
  if (at + size > bytes.length) return `needs ${size} bytes, ${bytes.length - at} remain in the chunk`;
  return null;
}

/** Whether the size is repeated at the record's end, as it must be. */
export function sizeIsRepeated(bytes: Uint8Array, at: number): boolean {
  const size = u32(bytes, at + 4);
  return u32(bytes, at + size - 4) === size;
}

/**
 * The next place in `bytes[from, …)` that looks like a whole record: signature, a size that fits and is repeated at the
 * end, and BinXML behind the head. -1 when there is none.
 */
export function findRecord(bytes: Uint8Array, from: number): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = buffer.indexOf(SIGNATURE, from);
  while (at >= 0) {
    if (headProblem(bytes, at) === null && sizeIsRepeated(bytes, at) && u16(bytes, at + 24) === 0x010f) {
      return at;
    }
    at = buffer.indexOf(SIGNATURE, at + 1);
  }
  return -1;
}
