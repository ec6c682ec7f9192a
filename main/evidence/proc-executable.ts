import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { HASH_BLOCK } from '../../shared/limits.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { fileSystem as fs } from './file-system.ts';
import { readFully } from './host-read.ts';
import { identity } from './host-stat.ts';
import { type ProcError, procError } from './proc-files.ts';

/** The program that a process runs: the target of /proc/PID/exe (proc(5), "/proc/pid/exe"). */
export interface ProcessExecutable {
  /** Path as the kernel gives it, without its mark ` (deleted)`; `/memfd:NAME` for a program that never was a file. */
  readonly path: string;
  /** The file was unlinked or replaced while it runs. */
  readonly deleted: boolean;
  /** Which file it is (device, inode, size, time), whatever its name; null when it may not be looked at. */
  readonly identity: string | null;
}

const DELETED = ' (deleted)';

/** Null when the process runs no program: a kernel thread, a zombie. */
export function readExecutable(folder: string): Result<ProcessExecutable | null, ProcError> {
  const link = `${folder}/exe`;
  try {
    const target = fs.readlinkSync(link);
    const stats = fs.statSync(link, { bigint: true, throwIfNoEntry: false }) ?? null;
    const deleted = target.endsWith(DELETED) && !isNamed(target, stats);
    const path = deleted ? target.slice(0, -DELETED.length) : target;
    return ok({ path, deleted, identity: stats === null ? null : version(stats) });
  } catch (error) {
    const failed = procError(error);
    return failed.gone && fs.existsSync(folder) ? ok(null) : fail(failed);
  }
}

/**
 * SHA-256 (lower-case hexadecimal) of what a process runs, read through /proc/PID/exe, so that it is what runs even when the file
 * was deleted or replaced. `expected`: identity from the listing, since a process id may be another process's by now. At most
 * `limit` bytes.
 */
export function hashExecutable(
  folder: string,
  expected: string | null,
  limit: number,
): Result<string, ProcError> {
  let descriptor = -1;
  try {
    descriptor = openQuietly(`${folder}/exe`);
    const stats = fs.fstatSync(descriptor, { bigint: true });
    if (!stats.isFile()) return refused('not a regular file');
    if (expected !== null && version(stats) !== expected) return refused('another program runs there by now');
    if (stats.size > BigInt(limit)) return refused(`${stats.size} bytes, larger than the limit of ${limit}`);
    const hash = createHash('sha256');
    const block = new Uint8Array(HASH_BLOCK);
    let bytes = 0;
    for (;;) {
      const count = readFully(descriptor, block, 0, bytes, block.length);
      hash.update(block.subarray(0, count));
      bytes += count;
      if (bytes > limit) return refused(`more than ${limit} bytes`);
      if (count < block.length) break;
    }
    return ok(hash.digest('hex'));
  } catch (error) {
    return fail(procError(error));
  } finally {
    if (descriptor !== -1) fs.closeSync(descriptor);
  }
}

function refused(reason: string): Result<never, ProcError> {
  return fail({ gone: false, denied: false, reason });
}

/** NOATIME is for the file's owner and root only. */
function openQuietly(path: string): number {
  const { O_RDONLY, O_NONBLOCK, O_NOATIME } = fs.constants;
  try {
    return fs.openSync(path, O_RDONLY | O_NONBLOCK | O_NOATIME);
  } catch (error) {
    if (!procError(error).denied) throw error;
    return fs.openSync(path, O_RDONLY | O_NONBLOCK);
  }
}

/** Is there a file that really has the mark in its name, and is it the one that runs? */
function isNamed(target: string, stats: BigIntStats | null): boolean {
  if (stats === null) return false;
  try {
    const named = fs.lstatSync(target, { bigint: true, throwIfNoEntry: false });
    return named !== undefined && identity(named) === identity(stats);
  } catch {
    return false;
  }
}

function version(stats: BigIntStats): string {
  return `${identity(stats)}:${stats.size}:${stats.mtimeNs}`;
}
