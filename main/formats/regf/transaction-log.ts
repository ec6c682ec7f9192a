import { BASE_BLOCK_SECTOR, type BaseBlock, isValid, parseBaseBlock } from './base-block.ts';
import type { HiveDiagnostics } from './diagnostics.ts';

export type LogName = 'log1' | 'log2' | 'log';

/** A log that was given, with the copy of the base block in its first sector. */
export interface TransactionLog {
  readonly name: LogName;
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly base: BaseBlock;
  /** What follows the base block: log entries (Windows 8.1 and later), a dirty vector, or nothing known. */
  readonly format: 'new' | 'old' | null;
}

/** One thing a log would write: `length` bytes at `from` in the log go to file offset `to` of the hive. */
export interface DirtyPage {
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

/** Pages that belong together: all are applied or none. */
export interface LogEntry {
  readonly log: TransactionLog;
  readonly sequence: number;
  /** Bytes from the start of the log. */
  readonly offset: number;
  /** What the hive bins data size becomes. */
  readonly hiveBinsSize: number;
  readonly pages: readonly DirtyPage[];
}

const NEW_FORMAT = 6;
/** 1 as of Windows XP, 2 before ("Format of transaction log files", base block). */
const OLD_FORMATS: readonly number[] = [1, 2];

/** Reads the base block of a log; null, and reported, when the log cannot be used at all. */
export function openLog(
  name: LogName,
  bytes: Uint8Array,
  diagnostics: HiveDiagnostics,
): TransactionLog | null {
  if (bytes.length <= BASE_BLOCK_SECTOR) {
    if (bytes.length > 0) {
      diagnostics.add(
        'log-base-block',
        0,
        name,
        `needs more than ${BASE_BLOCK_SECTOR} bytes, has ${bytes.length}`,
      );
    }
    return null;
  }
  const base = parseBaseBlock(bytes);
  if (!isValid(base)) {
    const what = base.signatureValid ? 'its checksum is wrong' : 'it does not begin with "regf"';
    diagnostics.add('log-base-block', 0, name, `${what}, the log is not applied`);
    return null;
  }
  const format = base.fileType === NEW_FORMAT ? 'new' : OLD_FORMATS.includes(base.fileType) ? 'old' : null;
  if (format === null) {
    diagnostics.add('log-base-block', 0, name, `its file type is ${base.fileType}, which is no log`);
    return null;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { name, bytes, view, base, format };
}
