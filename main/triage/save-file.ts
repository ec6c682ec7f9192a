import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Replaces a file so that at any moment, power cut included, there is the old or the new one and nothing else. Throws the system's
 * error; what was there before is there then.
 */
export function saveFile(path: string, bytes: Uint8Array): void {
  const folder = dirname(path);
  const temporary = temporaryName(path);
  removeLeftovers(folder, basename(path));
  try {
    // A link planted under that name must not lead the output elsewhere.
    rmSync(temporary, { force: true });
    const file = openSync(temporary, 'wx', 0o644);
    try {
      for (let offset = 0; offset < bytes.length; ) offset += writeSync(file, bytes, offset);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(folder);
}

/** Where a file is written before it takes its name: beside it, hidden, and with an ending that no program opens. */
export function temporaryName(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
}

/** Milliseconds; a file that is being written is younger. */
const ABANDONED = 60_000;

/** What programs that were killed in the middle have left of this file. */
function removeLeftovers(folder: string, name: string): void {
  try {
    for (const other of readdirSync(folder)) {
      if (!other.startsWith(`.${name}.`)) continue;
      const pid = /^(\d+)\.tmp$/.exec(other.slice(name.length + 2))?.[1];
      if (pid === undefined || isAlive(Number(pid))) continue;
      const left = join(folder, other);
      if (Date.now() - statSync(left).mtimeMs > ABANDONED) rmSync(left, { force: true });
    }
  } catch {
    // They take room and do no other harm; saving goes on and says itself what is wrong.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** The new name itself must reach the disk; Windows offers no way and needs none. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // Some network file systems refuse; the file is there.
  }
}
