import { marvin32 } from '../../main/formats/regf/marvin32.ts';
import { sealBaseBlock } from './hive-writer.ts';

const BASE = 4096;
const PAGE = 4096;
const SECTOR = 512;

/**
 * A new-format transaction log: entry N holds the pages in which states[N + 1] differs from states[N]. Sequence
 * numbers begin with `sequence`. The states are whole hives; only their bins are compared.
 */
export function writeNewLog(states: readonly Uint8Array[], sequence: number): Uint8Array {
  const first = states[0] as Uint8Array;
  const parts = [logBaseBlock(first, sequence, 6)];
  for (let index = 1; index < states.length; index += 1) {
    parts.push(logEntry(states[index - 1] as Uint8Array, states[index] as Uint8Array, sequence + index - 1));
  }
  return new Uint8Array(Buffer.concat(parts));
}

function logEntry(before: Uint8Array, after: Uint8Array, sequence: number): Uint8Array {
  const pages = dirtyBlocks(before, after, PAGE);
  const size = Math.ceil((40 + pages.length * (8 + PAGE)) / SECTOR) * SECTOR;
  const entry = new Uint8Array(size);
  const view = new DataView(entry.buffer);
  entry.set(Buffer.from('HvLE', 'latin1'));
  view.setUint32(4, size, true);
  view.setUint32(12, sequence, true);
  view.setUint32(16, after.length - BASE, true);
  view.setUint32(20, pages.length, true);
  pages.forEach((page, index) => {
    view.setUint32(40 + 8 * index, page, true);
    view.setUint32(44 + 8 * index, PAGE, true);
    entry.set(after.subarray(BASE + page, BASE + page + PAGE), 40 + 8 * pages.length + PAGE * index);
  });
  sealLogEntry(entry, 0);
  return entry;
}

/** Puts the right hashes into the entry at `at`. */
export function sealLogEntry(log: Uint8Array, at: number): void {
  const view = new DataView(log.buffer, log.byteOffset);
  view.setBigUint64(at + 24, marvin32(view, at + 40, view.getUint32(at + 4, true) - 40), true);
  view.setBigUint64(at + 32, marvin32(view, at, 32), true);
}

/** An old-format transaction log with what turns the bins of `before` into those of `after`. */
export function writeOldLog(
  before: Uint8Array,
  after: Uint8Array,
  sequence: number,
  fileType = 1,
): Uint8Array {
  const base = logBaseBlock(after, sequence, fileType);
  const bits = (after.length - BASE) / SECTOR;
  const vector = new Uint8Array(Math.ceil((4 + Math.ceil(bits / 8)) / SECTOR) * SECTOR);
  vector.set(Buffer.from('DIRT', 'latin1'));
  const pages: Uint8Array[] = [];
  // Windows tracks changes in blocks of 4096 bytes, so whole bytes of the bitmap are set.
  for (const block of dirtyBlocks(before, after, PAGE)) {
    vector[4 + block / PAGE] = 0xff;
    pages.push(after.subarray(BASE + block, BASE + block + PAGE));
  }
  return new Uint8Array(Buffer.concat([base, vector, ...pages]));
}

function logBaseBlock(hive: Uint8Array, sequence: number, fileType: number): Uint8Array {
  const base = hive.slice(0, SECTOR);
  const view = new DataView(base.buffer);
  view.setUint32(4, sequence, true);
  view.setUint32(8, sequence, true);
  view.setUint32(28, fileType, true);
  sealBaseBlock(base);
  return base;
}

function dirtyBlocks(before: Uint8Array, after: Uint8Array, size: number): number[] {
  const dirty: number[] = [];
  for (let at = BASE; at < after.length; at += size) {
    const old = Buffer.from(before.subarray(at, at + size));
    if (!old.equals(after.subarray(at, at + size))) dirty.push(at - BASE);
  }
  return dirty;
}
