import { fileSystem as fs } from '../../evidence/file-system.ts';
import { closeHostFile } from '../../evidence/host-file.ts';
import { errorCode } from '../../evidence/host-stat.ts';

const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0, O_NOATIME = 0, O_DIRECTORY = 0 } = fs.constants;
const FILE_FLAGS = O_RDONLY | O_NOFOLLOW | O_NONBLOCK;
const FOLDER_FLAGS = FILE_FLAGS | O_DIRECTORY;

/** An open regular file; the caller closes it with `closeHostFile`. */
export interface OpenRegularFile {
  readonly descriptor: number;
  /** Bytes when it was opened. */
  readonly size: number;
}

/**
 * Opens files of one folder after the other with what `openHostFile` promises and fewer system calls: the folder is opened once and
 * the kernel asked where it lies; files are opened by name below that descriptor (`/proc/self/fd/N/NAME`, as openat(2) does), so
 * that no folder on the way can be swapped for a link meanwhile. Linux with /proc only; elsewhere every folder is refused.
 */
export class FolderOpener {
  #descriptor = -1;
  #below = '';
  /** Users whose files we may not open without touching their access time: the kernel decides by owner (open(2), O_NOATIME). */
  readonly #touched = new Set<number>();

  /** False: the folder is not there, cannot be read, or does not lie where `hostPath` says. */
  enter(hostPath: string): boolean {
    this.leave();
    if (process.platform !== 'linux') return false;
    try {
      // Never listed, so that its access time stays as it is.
      this.#descriptor = fs.openSync(hostPath, FOLDER_FLAGS);
      const link = `/proc/self/fd/${this.#descriptor}`;
      if (fs.readlinkSync(link) !== hostPath) throw new Error('lies elsewhere');
      this.#below = `${link}/`;
      return true;
    } catch {
      this.leave();
      return false;
    }
  }

  leave(): void {
    if (this.#descriptor !== -1) closeHostFile(this.#descriptor);
    this.#descriptor = -1;
    this.#below = '';
  }

  /** Is anything of this name (no `/`) in the folder entered, a link too? Also false when that cannot be told. */
  has(name: string): boolean {
    if (this.#below === '') return false;
    try {
      return fs.lstatSync(this.#below + name, { throwIfNoEntry: false }) !== undefined;
    } catch {
      return false;
    }
  }

  /**
   * The regular file `name` (no `/`) of the folder entered. Null for a link, folder, device or FIFO, none of which is opened, for what
   * is missing, larger than `maxSize` bytes, may not be read, or was swapped between the look and the opening.
   */
  open(name: string, maxSize: number): OpenRegularFile | null {
    if (this.#below === '') return null;
    const path = this.#below + name;
    let descriptor = -1;
    try {
      const before = fs.lstatSync(path, { throwIfNoEntry: false });
      if (before === undefined || !before.isFile() || before.size > maxSize) return null;
      descriptor = this.#openFile(path, before.uid);
      const stats = fs.fstatSync(descriptor);
      if (stats.isFile() && stats.ino === before.ino && stats.dev === before.dev && stats.size <= maxSize) {
        return { descriptor, size: stats.size };
      }
    } catch {
      // The exact way finds out why.
    }
    if (descriptor !== -1) closeHostFile(descriptor);
    return null;
  }

  #openFile(path: string, owner: number): number {
    if (O_NOATIME === 0 || this.#touched.has(owner)) return fs.openSync(path, FILE_FLAGS);
    try {
      return fs.openSync(path, FILE_FLAGS | O_NOATIME);
    } catch (error) {
      const code = errorCode(error);
      if (code === 'EPERM') this.#touched.add(owner);
      else if (code !== 'EINVAL') throw error;
      return fs.openSync(path, FILE_FLAGS);
    }
  }
}
