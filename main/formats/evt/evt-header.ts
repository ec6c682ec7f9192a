import { ByteCursor } from '../byte-cursor.ts';
import { ParseError } from '../parse-error.ts';

/** "LfLe", the signature of the header and of each record. */
export const EVT_SIGNATURE = 0x654c664c;
export const EVT_HEADER_SIZE = 0x30;
export const EVT_EOF_SIZE = 0x28;

const FLAG_DIRTY = 1;
const FLAG_WRAPPED = 2;

export interface EvtHeader {
  /** Offset of the oldest record. Like the three below it is only kept up to date in memory: stale while the log is `dirty`. */
  readonly startOffset: number;
  /** Offset of the end-of-file record. */
  readonly endOffset: number;
  /** Number that the next record will get. */
  readonly nextRecord: number;
  readonly oldestRecord: number;
  /** Bytes of the file when the header was written. */
  readonly fileSize: number;
  readonly dirty: boolean;
  readonly wrapped: boolean;
  /** Seconds that a record is kept at least. */
  readonly retention: number;
}

/** ELF_LOGFILE_HEADER, 48 bytes at offset 0 (Microsoft Learn, "Event Log File Format"). Throws ParseError. */
export function readEvtHeader(bytes: Uint8Array): EvtHeader {
  const cursor = new ByteCursor(bytes);
  const size = cursor.u32('event log header size');
  if (size !== EVT_HEADER_SIZE) throw new ParseError('event log header', 0, `size ${size} instead of 48`);
  if (cursor.u32('event log signature') !== EVT_SIGNATURE) {
    throw new ParseError('event log header', 4, 'no signature LfLe');
  }
  const major = cursor.u32('event log major version');
  const minor = cursor.u32('event log minor version');
  if (major !== 1 || minor !== 1) {
    throw new ParseError('event log header', 8, `version ${major}.${minor} instead of 1.1`);
  }
  const startOffset = cursor.u32('offset of the oldest record');
  const endOffset = cursor.u32('offset of the end-of-file record');
  const nextRecord = cursor.u32('next record number');
  const oldestRecord = cursor.u32('oldest record number');
  const fileSize = cursor.u32('event log size');
  const flags = cursor.u32('event log flags');
  const retention = cursor.u32('event log retention');
  const repeated = cursor.u32('event log header size, repeated');
  if (repeated !== EVT_HEADER_SIZE) {
    throw new ParseError('event log header', 0x2c, `repeated size ${repeated} instead of 48`);
  }
  return {
    startOffset,
    endOffset,
    nextRecord,
    oldestRecord,
    fileSize,
    dirty: (flags & FLAG_DIRTY) !== 0,
    wrapped: (flags & FLAG_WRAPPED) !== 0,
    retention,
  };
}
