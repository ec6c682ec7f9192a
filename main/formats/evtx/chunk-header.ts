import { crc32 } from 'node:zlib';
import { u32 } from './little-endian.ts';

export const CHUNK_SIZE = 65_536;
/** Header, 64 string offsets and 32 template offsets; records follow. */
export const CHUNK_HEADER_SIZE = 512;

/** "ElfChnk\0". */
export const CHUNK_MAGIC: Uint8Array = Uint8Array.of(0x45, 0x6c, 0x66, 0x43, 0x68, 0x6e, 0x6b, 0x00);

/** Set by writers that leave both checksums empty. */
const NO_CHECKSUM = 0x4;

/** Chunk header (libevtx, "Windows XML Event Log (EVTX)", section 3.1), without what the records say themselves. */
export interface EvtxChunkHeader {
  /** Bytes from the start of the chunk to behind the last record. */
  readonly freeSpace: number;
  readonly recordsChecksum: number;
  readonly headerChecksum: number;
  readonly hasChecksums: boolean;
}

export function isChunk(bytes: Uint8Array): boolean {
  if (bytes.length < CHUNK_HEADER_SIZE) return false;
  for (let index = 0; index < 8; index++) if (bytes[index] !== CHUNK_MAGIC[index]) return false;
  return true;
}

/** Of bytes for which `isChunk` holds. */
export function readChunkHeader(bytes: Uint8Array): EvtxChunkHeader {
  return {
    freeSpace: u32(bytes, 48),
    recordsChecksum: u32(bytes, 52),
    headerChecksum: u32(bytes, 124),
    hasChecksums: (u32(bytes, 120) & NO_CHECKSUM) === 0,
  };
}

/** What of the two checksums does not fit, in words; null when both do. */
export function checksumProblem(bytes: Uint8Array, header: EvtxChunkHeader): string | null {
  if (!header.hasChecksums) return null;
  // The header's checksum leaves out its own four bytes and the flags before them.
  const headerFits =
    crc32(bytes.subarray(128, CHUNK_HEADER_SIZE), crc32(bytes.subarray(0, 120))) === header.headerChecksum;
  const { freeSpace } = header;
  const recordsFit =
    freeSpace >= CHUNK_HEADER_SIZE &&
    freeSpace <= bytes.length &&
    crc32(bytes.subarray(CHUNK_HEADER_SIZE, freeSpace)) === header.recordsChecksum;
  if (headerFits && recordsFit) return null;
  if (recordsFit) return 'the checksum of the chunk header does not fit';
  return headerFits
    ? 'the checksum of the records does not fit'
    : 'the checksums of header and records do not fit';
}
