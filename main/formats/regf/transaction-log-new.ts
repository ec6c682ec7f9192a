import { BASE_BLOCK_SECTOR, BASE_BLOCK_SIZE } from './base-block.ts';
import { hex } from './cells.ts';
import type { HiveDiagnostics } from './diagnostics.ts';
import { PAGE } from './hive-bin.ts';
import { marvin32 } from './marvin32.ts';
import type { DirtyPage, LogEntry, TransactionLog } from './transaction-log.ts';

/** Log entries (msuhanov, "Format of transaction log files", "New format"). */
const HVLE = 0x454c7648;
const HEADER = 40;
const REFERENCE = 8;
const SECTOR = 512;

/**
 * The entries of a log that follow each other from the sequence number its base block states, in order. Ends before
 * the first entry with another number (an older one is what was left from before, a newer one is reported as a gap)
 * and before the first that is not whole: wrong hash, size or page ("Log entries", notes 7 and 8; reported).
 */
export function newLogEntries(log: TransactionLog, diagnostics: HiveDiagnostics): LogEntry[] {
  const entries: LogEntry[] = [];
  let at = BASE_BLOCK_SECTOR;
  let expected = log.base.primarySequence;
  while (at + HEADER <= log.bytes.length && log.view.getUint32(at, true) === HVLE) {
    const sequence = log.view.getUint32(at + 12, true);
    if (sequence !== expected) {
      if (sequence > expected) {
        diagnostics.add(
          'log-gap',
          at,
          log.name,
          `entry ${expected} expected, ${sequence} found; recovery stops`,
        );
      }
      break;
    }
    const entry = readEntry(log, at, sequence);
    if (typeof entry === 'string') {
      diagnostics.add('log-entry', at, log.name, `entry ${sequence}: ${entry}; recovery stops`);
      break;
    }
    entries.push(entry);
    at += log.view.getUint32(at + 4, true);
    expected = (expected + 1) >>> 0;
  }
  return entries;
}

/** One entry, or why it is not whole. */
function readEntry(log: TransactionLog, at: number, sequence: number): LogEntry | string {
  const { view } = log;
  const size = view.getUint32(at + 4, true);
  if (size < HEADER || size % SECTOR !== 0 || at + size > log.bytes.length) {
    return `its size of ${size} bytes cannot be true`;
  }
  const hiveBinsSize = view.getUint32(at + 16, true);
  if (hiveBinsSize % PAGE !== 0)
    return `its hive bins data size of ${hiveBinsSize} is no multiple of ${PAGE}`;
  if (view.getBigUint64(at + 24, true) !== marvin32(view, at + HEADER, size - HEADER))
    return 'hash-1 is wrong';
  if (view.getBigUint64(at + 32, true) !== marvin32(view, at, 32)) return 'hash-2 is wrong';

  const count = view.getUint32(at + 20, true);
  let from = at + HEADER + REFERENCE * count;
  if (from > at + size) return `${count} pages do not fit into ${size} bytes`;
  const pages: DirtyPage[] = [];
  for (let index = 0; index < count; index += 1) {
    const reference = at + HEADER + REFERENCE * index;
    const offset = view.getUint32(reference, true);
    const length = view.getUint32(reference + 4, true);
    if (length === 0 || length % SECTOR !== 0)
      return `page ${index} has ${length} bytes, no multiple of ${SECTOR}`;
    if (from + length > at + size) return `page ${index} of ${length} bytes leaves the entry`;
    if (offset + length > hiveBinsSize) return `page ${index} at ${hex(offset)} leaves the hive`;
    pages.push({ from, to: BASE_BLOCK_SIZE + offset, length });
    from += length;
  }
  return { log, sequence, offset: at, hiveBinsSize, pages };
}
