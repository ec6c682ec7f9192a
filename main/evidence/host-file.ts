import type { BigIntStats } from 'node:fs';
import { fail, ok, type Result } from '../../shared/result.ts';
import { fileSystem as fs } from './file-system.ts';
import { errorCode, failureReason, type HostStats, isSameFile } from './host-stat.ts';
import type { SourceError } from './node-source.ts';

const CHANGED_WHILE_OPENED = 'changed while being opened';

export interface OpenFile {
  readonly descriptor: number;
  readonly stats: BigIntStats;
}

// NONBLOCK: opening a FIFO that took the file's place must not wait for a writer. Both are absent on Windows.
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0, O_NOATIME = 0 } = fs.constants;
const SAFE_FLAGS = O_RDONLY | O_NOFOLLOW | O_NONBLOCK;

/**
 * Opens a regular file of the host for reading, without following a link at its end and without touching its access
 * time where that is permitted. `hostPath` must be free of links (the resolver walked it); what was opened is checked
 * to be the file that the path named before, and to lie where the path says, so that a folder or file which is swapped
 * for a link during the run is refused. `expected`: of a regular file, as it was looked up. The caller closes the descriptor.
 */
export function openHostFile(hostPath: string, expected: HostStats | null): Result<OpenFile, SourceError> {
  let descriptor = -1;
  try {
    const before = expected ?? regularFile(hostPath);
    if (before === null) return fail({ code: 'special', reason: 'not a regular file' });
    descriptor = openWithoutTrace(hostPath);
    const stats = fs.fstatSync(descriptor, { bigint: true });
    if (stats.isFile() && isSameFile(stats, before) && liesAt(descriptor, stats, hostPath)) {
      return ok({ descriptor, stats });
    }
    closeHostFile(descriptor);
    return fail({ code: 'unreadable', reason: CHANGED_WHILE_OPENED });
  } catch (error) {
    if (descriptor !== -1) closeHostFile(descriptor);
    return fail(openError(error));
  }
}

function regularFile(hostPath: string): HostStats | null {
  const stats = fs.lstatSync(hostPath, { bigint: true });
  return stats.isFile() ? stats : null;
}

export function closeHostFile(descriptor: number): void {
  try {
    fs.closeSync(descriptor);
  } catch {
    // Read-only: there is nothing to lose, and the outcome of the read stands.
  }
}

function openError(error: unknown): SourceError {
  switch (errorCode(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { code: 'missing', reason: 'not found' };
    case 'ELOOP': // O_NOFOLLOW met a link where a file was
    case 'ENXIO': // a FIFO or socket
      return { code: 'unreadable', reason: CHANGED_WHILE_OPENED };
    default:
      return { code: 'unreadable', reason: failureReason(error) };
  }
}

/** NOATIME is for the file's owner and root only, and some network file systems refuse it altogether. */
export function openWithoutTrace(hostPath: string): number {
  if (O_NOATIME !== 0) {
    try {
      return fs.openSync(hostPath, SAFE_FLAGS | O_NOATIME);
    } catch (error) {
      if (!['EPERM', 'EINVAL'].includes(errorCode(error))) throw error;
    }
  }
  return fs.openSync(hostPath, SAFE_FLAGS);
}

/** `stats`: of the opened file. True when no folder of the path was swapped for a link between the walk and the open. */
export function liesAt(descriptor: number, stats: HostStats, hostPath: string): boolean {
  if (process.platform === 'linux') {
    try {
      // The kernel's own word on where the opened file lies. Letter case: some file systems ignore it.
      return sameText(fs.readlinkSync(`/proc/self/fd/${descriptor}`), hostPath);
    } catch {
      // No /proc: as on the other systems.
    }
  }
  const now = fs.lstatSync(hostPath, { bigint: true });
  return isSameFile(now, stats) && sameText(fs.realpathSync(hostPath), hostPath);
}

function sameText(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase();
}
