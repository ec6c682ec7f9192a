import { ByteCursor } from '../byte-cursor.ts';
import { ParseError } from '../parse-error.ts';
import { decodeUtf16 } from '../registry-value.ts';

/** Bytes before the first hive bin; every cell offset counts from here (msuhanov, "Base block", note 1). */
export const BASE_BLOCK_SIZE = 4096;
/** The part that the checksum covers and that transaction logs copy. */
export const BASE_BLOCK_SECTOR = 512;
const CHECKSUM_AT = 508;
const FILE_NAME_LENGTH = 64;
const REGF = 0x66676572;

export interface BaseBlock {
  readonly signatureValid: boolean;
  readonly checksumValid: boolean;
  readonly primarySequence: number;
  readonly secondarySequence: number;
  /** FILETIME; not updated since Windows 8.1 (note 9). */
  readonly lastWritten: bigint;
  readonly majorVersion: number;
  readonly minorVersion: number;
  /** 0 primary file, 1 or 2 old-format log, 6 new-format log. */
  readonly fileType: number;
  /** Offset of the root cell from the start of the hive bins data. */
  readonly rootCell: number;
  readonly hiveBinsSize: number;
  readonly clusteringFactor: number;
  /** Last part of the path of the primary file, for debugging; up to 32 characters. */
  readonly fileName: string;
}

/** XOR-32 of the first 508 bytes; -1 becomes -2 and 0 becomes 1 (note 2). Needs 512 bytes. */
export function baseBlockChecksum(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let sum = 0;
  for (let offset = 0; offset < CHECKSUM_AT; offset += 4) sum ^= view.getUint32(offset, true);
  if (sum === -1) return 0xfffffffe;
  return sum === 0 ? 1 : sum >>> 0;
}

/**
 * The base block of a primary file or of a transaction log, from the first 512 bytes of `bytes`
 * (msuhanov, "Base block"). What it says may be wrong: look at `signatureValid` and `checksumValid`.
 * Throws ParseError when there are fewer than 512 bytes.
 */
export function parseBaseBlock(bytes: Uint8Array): BaseBlock {
  if (bytes.length < BASE_BLOCK_SECTOR) {
    throw new ParseError('base block', 0, `needs ${BASE_BLOCK_SECTOR} bytes, there are ${bytes.length}`);
  }
  const cursor = new ByteCursor(bytes);
  const signatureValid = cursor.u32('signature') === REGF;
  const primarySequence = cursor.u32('primary sequence number');
  const secondarySequence = cursor.u32('secondary sequence number');
  const lastWritten = cursor.u64('last written timestamp');
  const majorVersion = cursor.u32('major version');
  const minorVersion = cursor.u32('minor version');
  const fileType = cursor.u32('file type');
  cursor.skip(4, 'file format');
  return {
    signatureValid,
    checksumValid: cursor.view.getUint32(CHECKSUM_AT, true) === baseBlockChecksum(bytes),
    primarySequence,
    secondarySequence,
    lastWritten,
    majorVersion,
    minorVersion,
    fileType,
    rootCell: cursor.u32('root cell offset'),
    hiveBinsSize: cursor.u32('hive bins data size'),
    clusteringFactor: cursor.u32('clustering factor'),
    fileName: decodeUtf16(cursor.slice(FILE_NAME_LENGTH, 'file name')),
  };
}

/** Usable as it stands: right signature and checksum. */
export function isValid(block: BaseBlock): boolean {
  return block.signatureValid && block.checksumValid;
}

/** Needs recovery: wrong checksum, or a write that began and did not end ("Dirty state of a hive"). */
export function isDirty(block: BaseBlock): boolean {
  return !isValid(block) || block.primarySequence !== block.secondarySequence;
}
