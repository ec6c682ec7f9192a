import { createHash } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fail, ok, type Result } from '../../shared/result.ts';
import { compactUtc } from '../../shared/time.ts';
import { MANIFEST_NAME } from '../export/manifest.ts';
import { parseManifest } from '../export/verify-manifest.ts';
import { CannotWrite, writeProblem } from './cannot-write.ts';
import { saveFile, temporaryName } from './save-file.ts';

/** A manifest lists some twenty files. */
const MAX_MANIFEST_SIZE = 1024 * 1024;

/** One written file, as the manifest lists it. */
export interface WrittenFile {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

/** `daemonscope-<host>-<os>-<YYYYMMDDTHHMMSSZ>`; what evidence says of a host's name is reduced to safe characters. */
export function defaultFolderName(host: string | null, platform: string | null, now: Date): string {
  const safe = (text: string | null): string =>
    (text ?? '')
      .replace(/[^A-Za-z0-9_-]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40) || 'unknown';
  return `daemonscope-${safe(host)}-${safe(platform)}-${compactUtc(now)}`;
}

/**
 * May results be written to `folder`? Not inside the examined root, and not over something that exists unless the user
 * said so. `root` is the host path of the examined folder; null for the running host, where every folder is inside.
 */
export function checkOutputFolder(folder: string, root: string | null, overwrite: boolean): Result<string> {
  const absolute = resolve(folder);
  if (root !== null && isInside(realPathOfExisting(absolute), realPathOfExisting(resolve(root)))) {
    return fail(
      `the output folder ${absolute} lies inside the examined root: evidence is not written to; name another with -o`,
    );
  }
  if (existsSync(absolute) && !overwrite) {
    return fail(`${absolute} exists already; name another folder with -o, or say --overwrite`);
  }
  return ok(absolute);
}

/** The real path of the deepest part that exists, with the rest appended: links cannot smuggle output into a root. */
function realPathOfExisting(path: string): string {
  const rest: string[] = [];
  let existing = path;
  while (!existsSync(existing) && dirname(existing) !== existing) {
    rest.unshift(basename(existing));
    existing = dirname(existing);
  }
  // The native one also spells the path as the file system does where letter case is no difference.
  return join(realpathSync.native(existing), ...rest);
}

function isInside(path: string, root: string): boolean {
  const way = relative(root, path);
  return way === '' || (!way.startsWith(`..${sep}`) && way !== '..' && resolve(root, way) === path);
}

/**
 * Why nothing can be written below `folder`, which need not exist yet; null when nothing speaks against it. Asked before hours of
 * work, not instead of hearing what writing says: a disk may be full by then.
 */
export function folderProblem(folder: string): string | null {
  let existing = resolve(folder);
  while (!existsSync(existing) && dirname(existing) !== existing) existing = dirname(existing);
  try {
    if (!statSync(existing).isDirectory()) return `${folder} cannot be written: ${existing} is not a folder`;
    accessSync(existing, constants.W_OK);
    return null;
  } catch (error) {
    return writeProblem(folder, error);
  }
}

/** Step by step: Node's own `recursive` never returns where the system lets nobody make a folder (/proc). */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

/** Files that an earlier manifest in `folder` lists, which anyone may have edited: plain files of this folder only. */
function earlierFiles(folder: string): string[] {
  const manifest = join(folder, MANIFEST_NAME);
  const stat = lstatSync(manifest, { throwIfNoEntry: false });
  if (stat === undefined || !stat.isFile() || stat.size > MAX_MANIFEST_SIZE) return [];
  const read = parseManifest(readFileSync(manifest, 'utf8'));
  return read.ok ? read.value.files.map(({ name }) => name) : [];
}

/** Writes files into one folder and remembers size and SHA-256 of each. */
export class OutputFolder {
  readonly path: string;
  readonly #written: WrittenFile[] = [];

  /** What the manifest of an earlier report in the same folder lists is removed: it would be neither this report's nor anybody's. */
  constructor(path: string) {
    this.path = path;
    this.#attempt(path, () => {
      makeFolder(path);
      for (const name of earlierFiles(path)) {
        const file = join(path, name);
        if (lstatSync(file, { throwIfNoEntry: false })?.isDirectory() !== true) rmSync(file, { force: true });
      }
    });
  }

  get written(): readonly WrittenFile[] {
    return this.#written;
  }

  /** Throws `CannotWrite`. */
  write(name: string, chunks: Iterable<string>): WrittenFile {
    return this.#attempt(join(this.path, name), () => this.#writeChunks(name, chunks));
  }

  #writeChunks(name: string, chunks: Iterable<string>): WrittenFile {
    const hash = createHash('sha256');
    const file = this.#create(name);
    let size = 0;
    let pending: string[] = [];
    let length = 0;
    const flush = (): void => {
      const bytes = Buffer.from(pending.join(''));
      hash.update(bytes);
      size += bytes.length;
      for (let offset = 0; offset < bytes.length; ) offset += writeSync(file, bytes, offset);
      pending = [];
      length = 0;
    };
    try {
      for (const chunk of chunks) {
        pending.push(chunk);
        length += chunk.length;
        if (length >= 1 << 18) flush();
      }
      flush();
    } catch (error) {
      rmSync(temporaryName(join(this.path, name)), { force: true });
      throw error;
    } finally {
      closeSync(file);
    }
    this.#name(name);
    const written = { name, size, sha256: hash.digest('hex') };
    this.#written.push(written);
    return written;
  }

  /** Throws `CannotWrite`. */
  writeBytes(name: string, bytes: Uint8Array): WrittenFile {
    const path = join(this.path, name);
    this.#attempt(path, () => saveFile(path, bytes));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const written = { name, size: bytes.length, sha256 };
    this.#written.push(written);
    return written;
  }

  /** What the system says, in words; what went wrong elsewhere while chunks were made is passed on. */
  #attempt<T>(path: string, act: () => T): T {
    try {
      return act();
    } catch (error) {
      if (error instanceof Error && 'syscall' in error) throw new CannotWrite(path, error);
      throw error;
    }
  }

  /** Under another name until it is whole: a program that is killed leaves no half report that looks like one. */
  #create(name: string): number {
    const temporary = temporaryName(join(this.path, name));
    // A link planted in a folder that is written over must not lead the output elsewhere.
    rmSync(temporary, { force: true });
    return openSync(temporary, 'wx', 0o644);
  }

  /** Replaces what has that name, a link itself and not what it points to. */
  #name(name: string): void {
    const path = join(this.path, name);
    renameSync(temporaryName(path), path);
  }
}
