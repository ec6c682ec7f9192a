import { createHash } from 'node:crypto';
import { HASH_BLOCK } from '../../../shared/limits.ts';
import { fileSystem as fs } from '../../evidence/file-system.ts';
import { closeHostFile } from '../../evidence/host-file.ts';
import { BATCH_ALGORITHMS, type BatchOutcome, COMPUTED, type FileBatch, PRESENCE } from './file-batch.ts';
import { FolderOpener } from './folder-opener.ts';

export interface CompareOptions {
  /** Bytes; a larger file is not opened and counts as odd. */
  readonly maxSize: number;
  /** Asked before each file and each block. */
  readonly cancelled: () => boolean;
}

/**
 * Reads each file of a batch once and compares it with its digest. Yields after each file, so that the caller decides when to serve
 * others. `block`: at least one byte, used for every file. Never throws.
 */
export function* compareFiles(
  batch: FileBatch,
  { maxSize, cancelled }: CompareOptions,
  block: Uint8Array,
): Generator<void, BatchOutcome> {
  const folders = batch.folders.split('\0');
  const names = batch.names.split('\0');
  const digests = batch.digests.split('\0');
  const opener = new FolderOpener();
  const odd: number[] = [];
  let unchanged = 0;
  let present = 0;
  let bytes = 0;
  let entered = -1;
  let isThere = false;
  let done = 0;
  try {
    for (; done < batch.count && !cancelled(); done++) {
      const folder = batch.folderOf[done] ?? 0;
      if (folder !== entered) {
        isThere = opener.enter(folders[folder] ?? '');
        entered = folder;
      }
      if (batch.algorithms[done] === PRESENCE) {
        if (isThere && opener.has(names[done] ?? '')) present += 1;
        else odd.push(done);
        continue;
      }
      const file = isThere ? opener.open(names[done] ?? '', maxSize) : null;
      const algorithm = BATCH_ALGORITHMS[batch.algorithms[done] ?? 0] ?? '';
      const hex = file === null ? null : digestOf(file, COMPUTED[algorithm] ?? 'md5', block, cancelled);
      if (file !== null) closeHostFile(file.descriptor);
      if (file === null || hex === null || digests[done] !== shortened(hex, algorithm)) odd.push(done);
      else {
        unchanged += 1;
        bytes += file.size;
      }
      yield;
    }
  } finally {
    opener.leave();
  }
  return { odd, unchanged, bytes, present, done };
}

export function compareBlock(): Uint8Array {
  return new Uint8Array(HASH_BLOCK);
}

/** Lower-case hexadecimal; null when the file was not as long as it said, cannot be read, or on cancellation. */
function digestOf(
  { descriptor, size }: { readonly descriptor: number; readonly size: number },
  algorithm: string,
  block: Uint8Array,
  cancelled: () => boolean,
): string | null {
  try {
    const hash = createHash(algorithm);
    let at = 0;
    for (;;) {
      // One byte more than there should be: getting fewer tells that this was the end, without another call.
      const wanted = Math.min(block.length, size - at + 1);
      const count = fs.readSync(descriptor, block, 0, wanted, at);
      at += count;
      if (at > size || cancelled()) return null;
      if (count > 0) hash.update(count === block.length ? block : block.subarray(0, count));
      if (count === 0 || (at === size && count < wanted)) break;
    }
    return at === size ? hash.digest('hex') : null;
  } catch {
    // The exact way finds out why.
    return null;
  }
}

/** apk-tools keeps the first 160 bits of a SHA-256. */
function shortened(hex: string, algorithm: string): string {
  return algorithm === 'sha256-160' ? hex.slice(0, 40) : hex;
}
