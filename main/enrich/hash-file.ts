import { createHash } from 'node:crypto';
import { HASH_BLOCK } from '../../shared/limits.ts';
import type { EvidenceFile } from '../evidence/open-locator.ts';
import type { Digests, HashAlgorithm, HashOutcome } from './hash-result.ts';

/** The buffer for `hashSteps`, made once a thread and used for every file. */
export function hashBlock(): Uint8Array {
  return new Uint8Array(HASH_BLOCK);
}

/**
 * Reads the file once, block by block, and feeds each block to every digest while it is in the cache. Yields the bytes
 * done after each block, so that the caller decides how to wait and when to stop. I/O failures become 'unreadable'.
 */
export function* hashSteps(
  file: EvidenceFile,
  algorithms: readonly HashAlgorithm[],
  block: Uint8Array,
): Generator<number, HashOutcome, undefined> {
  try {
    const hashes = algorithms.map((name) => ({ name, hash: createHash(name) }));
    let bytes = 0;
    for (;;) {
      const count = file.read(bytes, block, 0, block.length);
      const part = count === block.length ? block : block.subarray(0, count);
      if (count > 0) for (const { hash } of hashes) hash.update(part);
      bytes += count;
      // Past its size the file is growing, perhaps without end.
      if (count < block.length || bytes > file.size) break;
      yield bytes;
    }
    if (bytes !== file.size) return { state: 'unreadable', reason: 'changed while being read' };
    const digests: Record<HashAlgorithm, string | null> = { sha256: null, sha1: null, md5: null };
    for (const { name, hash } of hashes) digests[name] = hash.digest('hex');
    return { state: 'hashed', bytes, ...(digests satisfies Digests) };
  } catch (error) {
    return { state: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Hashes an open file at one go; `cancelled` is asked before each block but the first. */
export function hashFile(
  file: EvidenceFile,
  algorithms: readonly HashAlgorithm[],
  block: Uint8Array = hashBlock(),
  cancelled: () => boolean = () => false,
): HashOutcome {
  const steps = hashSteps(file, algorithms, block);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value;
    if (cancelled()) return { state: 'cancelled' };
  }
}
