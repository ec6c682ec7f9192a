import { BASE_BLOCK_SECTOR, BASE_BLOCK_SIZE } from './base-block.ts';
import { hex } from './cells.ts';
import type { HiveDiagnostics } from './diagnostics.ts';
import { PAGE } from './hive-bin.ts';
import type { DirtyPage, LogEntry, TransactionLog } from './transaction-log.ts';

/** Dirty vector and dirty pages (msuhanov, "Format of transaction log files", "Old format"). */
const DIRT = 0x54524944;
const HBIN = 0x6e696268;
const SECTOR = 512;

/**
 * What an old-format log writes: one entry; null, and reported, when the log has no dirty vector. Pages from the
 * first bin that is none ("Dirty pages") or that the file no longer holds are left out, which is reported too.
 */
export function oldLogEntry(log: TransactionLog, diagnostics: HiveDiagnostics): LogEntry | null {
  const { view, bytes, base } = log;
  const vector = BASE_BLOCK_SECTOR;
  const bits = Math.floor(base.hiveBinsSize / SECTOR);
  const vectorEnd = vector + 4 + Math.ceil(bits / 8);
  if (vectorEnd > bytes.length || view.getUint32(vector, true) !== DIRT) {
    diagnostics.add('log-entry', vector, log.name, 'no dirty vector; the log is not applied');
    return null;
  }
  const pages: DirtyPage[] = [];
  let from = Math.ceil(vectorEnd / SECTOR) * SECTOR;
  for (let bit = 0; bit < bits; bit += 1) {
    if (((bytes[vector + 4 + (bit >> 3)] as number) & (1 << (bit & 7))) === 0) continue;
    const offset = bit * SECTOR;
    const problem = whyNotApplied(log, from, offset);
    if (problem !== null) {
      diagnostics.add('log-entry', from, log.name, `page for ${hex(offset)}: ${problem}; recovery stops`);
      break;
    }
    pages.push({ from, to: BASE_BLOCK_SIZE + offset, length: SECTOR });
    from += SECTOR;
  }
  const sequence = base.primarySequence;
  return { log, sequence, offset: vector, hiveBinsSize: base.hiveBinsSize, pages };
}

/** A page that begins like a bin must be the bin of its own place. */
function whyNotApplied(log: TransactionLog, from: number, offset: number): string | null {
  if (from + SECTOR > log.bytes.length) return 'the log ends before it';
  if (offset % PAGE !== 0 || log.view.getUint32(from, true) !== HBIN) return null;
  const stated = log.view.getUint32(from + 4, true);
  if (stated !== offset) return `it is the bin of ${hex(stated)}`;
  return log.view.getUint32(from + 8, true) < PAGE ? 'its bin is smaller than a page' : null;
}
