import { Buffer } from 'node:buffer';
import { MAX_PROC_FILE } from '../../shared/limits.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { fileSystem as fs } from './file-system.ts';
import { errorCode, failureReason } from './host-stat.ts';

/** Why a file of /proc gave nothing: the process ended meanwhile, or we may not look, or something else. */
export interface ProcError {
  readonly gone: boolean;
  /** EACCES, EPERM: it needs more rights than we have. */
  readonly denied: boolean;
  readonly reason: string;
}

export interface ProcText {
  readonly bytes: Uint8Array;
  /** There is more than the limit. */
  readonly truncated: boolean;
}

/** Reused: a host has thousands of these files, nearly all smaller than this. */
const scratch = Buffer.alloc(MAX_PROC_FILE + 1);

/** Reads up to `limit` bytes of a file whose size the kernel does not tell. */
export function readProcFile(path: string, limit: number): Result<ProcText, ProcError> {
  let descriptor = -1;
  try {
    descriptor = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
    const buffer = limit < scratch.length ? scratch : Buffer.alloc(limit + 1);
    let length = 0;
    while (length <= limit) {
      const count = fs.readSync(descriptor, buffer, length, limit + 1 - length, null);
      if (count === 0) break;
      length += count;
    }
    const truncated = length > limit;
    return ok({ bytes: Uint8Array.prototype.slice.call(buffer, 0, Math.min(length, limit)), truncated });
  } catch (error) {
    return fail(procError(error));
  } finally {
    if (descriptor !== -1) fs.closeSync(descriptor);
  }
}

/** Names in a folder of /proc. */
export function listProcFolder(path: string): Result<string[], ProcError> {
  try {
    return ok(fs.readdirSync(path));
  } catch (error) {
    return fail(procError(error));
  }
}

/** ESRCH and ENOENT mean that the process ended while we looked: no error, it is just not there any more. */
export function procError(error: unknown): ProcError {
  const code = errorCode(error);
  return {
    gone: code === 'ESRCH' || code === 'ENOENT',
    denied: code === 'EACCES' || code === 'EPERM',
    reason: failureReason(error),
  };
}
