import { u16, u32, u64Text } from './little-endian.ts';

/** Bytes of the file header that say something; it is padded to a block of 4096. */
export const FILE_HEADER_SIZE = 128;
const DEFAULT_BLOCK_SIZE = 4096;

/** "ElfFile\0". */
const MAGIC = [0x45, 0x6c, 0x66, 0x46, 0x69, 0x6c, 0x65, 0x00];

const DIRTY = 0x1;
const FULL = 0x2;

/** File header (libevtx, "Windows XML Event Log (EVTX)", section 2). */
export interface EvtxFileHeader {
  /** Decimal. What the header claims; a dirty file has more than it says. */
  readonly nextRecordId: string;
  readonly chunkCount: number;
  readonly major: number;
  readonly minor: number;
  /** Not closed properly: the counts of the header are stale. */
  readonly dirty: boolean;
  readonly full: boolean;
  /** Bytes from the start of the file to the first chunk. */
  readonly blockSize: number;
}

/** Null when the bytes are no EVTX file header. */
export function readFileHeader(bytes: Uint8Array): EvtxFileHeader | null {
  if (bytes.length < FILE_HEADER_SIZE || !MAGIC.every((byte, index) => bytes[index] === byte)) return null;
  const blockSize = u16(bytes, 40);
  const flags = u32(bytes, 120);
  return {
    nextRecordId: u64Text(bytes, 24),
    chunkCount: u16(bytes, 42),
    minor: u16(bytes, 36),
    major: u16(bytes, 38),
    dirty: (flags & DIRTY) !== 0,
    full: (flags & FULL) !== 0,
    blockSize: blockSize < FILE_HEADER_SIZE ? DEFAULT_BLOCK_SIZE : blockSize,
  };
}
