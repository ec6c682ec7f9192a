import { fail, ok, type Result } from '../../shared/result.ts';
import { fileSystem as fs } from './file-system.ts';
import { closeHostFile, liesAt, type OpenFile, openWithoutTrace } from './host-file.ts';
import { failureReason, type HostStats, isSameFile } from './host-stat.ts';
import { type SourceError, tooLarge } from './node-source.ts';

export const CHANGED_WHILE_READ = 'changed while being read';

/** First buffer for a file that claims to be empty and may not be (`/proc`, `/sys`). */
const UNSIZED_START = 64 * 1024;

/**
 * The whole of a file at rest with the fewest system calls: `expected` is what the lookup saw, so that one look after reading proves
 * that this was the file, and that it was the same from the lookup to the end. Null where anything is otherwise, an error too:
 * `openHostFile` and `readHostFile` then find out what.
 */
export function readAtRest(hostPath: string, expected: HostStats): Uint8Array | null {
  let descriptor = -1;
  try {
    descriptor = openWithoutTrace(hostPath);
    if (!liesAt(descriptor, expected, hostPath)) return null;
    const size = Number(expected.size);
    const bytes = new Uint8Array(size);
    const length = readFully(descriptor, bytes, 0, 0, size);
    const after = fs.fstatSync(descriptor, { bigint: true });
    const same =
      after.isFile() &&
      isSameFile(after, expected) &&
      after.size === expected.size &&
      after.mtimeNs === expected.mtimeNs;
    return same && length === size ? bytes : null;
  } catch {
    return null;
  } finally {
    if (descriptor !== -1) closeHostFile(descriptor);
  }
}

/**
 * The whole file, at most `limit` bytes. A file that changes meanwhile is an error, because half of one state and half
 * of another proves nothing; on a live host (`live`) logs do grow, and what was there at the start is the answer.
 */
export function readHostFile(file: OpenFile, limit: number, live: boolean): Result<Uint8Array, SourceError> {
  const size = Number(file.stats.size);
  if (size > limit) return fail(tooLarge(size, limit));
  try {
    if (live && size === 0) return readUnsized(file.descriptor, limit);
    const bytes = new Uint8Array(size);
    const length = readFully(file.descriptor, bytes, 0, 0, size);
    if (live) return ok(length === size ? bytes : bytes.slice(0, length));
    const after = fs.fstatSync(file.descriptor, { bigint: true });
    if (length !== size || after.size !== file.stats.size || after.mtimeNs !== file.stats.mtimeNs) {
      return fail({ code: 'unreadable', reason: CHANGED_WHILE_READ });
    }
    return ok(bytes);
  } catch (error) {
    return fail({ code: 'unreadable', reason: failureReason(error) });
  }
}

/** Reads until `length` bytes are there or the file ends; gives the number read. Throws the system's error. */
export function readFully(
  descriptor: number,
  buffer: Uint8Array,
  offset: number,
  position: number,
  length: number,
): number {
  let done = 0;
  while (done < length) {
    const count = fs.readSync(descriptor, buffer, offset + done, length - done, position + done);
    if (count === 0) break;
    done += count;
  }
  return done;
}

function readUnsized(descriptor: number, limit: number): Result<Uint8Array, SourceError> {
  let buffer = new Uint8Array(Math.min(UNSIZED_START, limit + 1));
  let length = 0;
  for (;;) {
    const count = fs.readSync(descriptor, buffer, length, buffer.length - length, length);
    if (count === 0) return ok(buffer.slice(0, length));
    length += count;
    if (length > limit) return fail({ code: 'too-large', reason: `more than ${limit} bytes` });
    if (length === buffer.length) {
      const larger = new Uint8Array(Math.min(length * 2, limit + 1));
      larger.set(buffer);
      buffer = larger;
    }
  }
}
