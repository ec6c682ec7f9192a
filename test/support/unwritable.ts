import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';

/**
 * Folders that cannot be written to. Root may write where modes forbid it, so as root they are file systems in memory of their own,
 * mounted read-only or too small; as anyone else, modes do for the first and nothing for the second.
 */
export interface Mounted {
  /** From now on nothing can be written, or everything again. */
  readOnly(yes: boolean): void;
  dispose(): void;
}

const isRoot = process.getuid?.() === 0;
const mount = (...args: string[]): boolean => spawnSync('mount', args, { stdio: 'ignore' }).status === 0;
const unmount = (path: string): boolean =>
  spawnSync('umount', ['-l', path], { stdio: 'ignore' }).status === 0;

/** Why `smallDisk` has none, and as root `lockable` neither; null when they have. */
export function whyNoMounts(): string | null {
  if (process.platform !== 'linux') return 'mounts need Linux';
  if (!isRoot) return 'mounts need root';
  const tried = spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'none', '/mnt'], { stdio: 'ignore' });
  return tried.status === 0 ? null : 'this container may not mount';
}

/** Why `lockable` has no folder; null when it has. */
export function whyNotLockable(): string | null {
  if (process.platform === 'win32') return 'Windows has no modes of folders';
  return isRoot ? whyNoMounts() : null;
}

/** A new folder that can be made read-only and writable again, with what it holds. */
export function lockable(path: string): Mounted {
  mkdirSync(path, { recursive: true });
  if (!isRoot) {
    const readOnly = (yes: boolean): void => chmodSync(path, yes ? 0o555 : 0o755);
    return { readOnly, dispose: () => readOnly(false) };
  }
  if (!mount('-t', 'tmpfs', 'none', path)) throw new Error('the mount failed');
  return {
    readOnly: (yes) => {
      if (!mount('-o', `remount,${yes ? 'ro' : 'rw'}`, path)) throw new Error('the remount failed');
    },
    dispose: () => unmount(path),
  };
}

/** A new folder with room for so many KiB. */
export function smallDisk(path: string, kib: number): { dispose(): void } {
  mkdirSync(path, { recursive: true });
  if (!mount('-t', 'tmpfs', '-o', `size=${kib}k`, 'none', path)) throw new Error('the mount failed');
  return { dispose: () => unmount(path) };
}
