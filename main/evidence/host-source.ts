import type { BigIntStats } from 'node:fs';
import { sep } from 'node:path';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { Locator } from './evidence.ts';
import { fileSystem as fs } from './file-system.ts';
import { HostByteSource } from './host-byte-source.ts';
import { hostEntries, lossyNames } from './host-entries.ts';
import { closeHostFile, openHostFile } from './host-file.ts';
import { CHANGED_WHILE_READ, readAtRest, readHostFile } from './host-read.ts';
import { evidenceStat, failureReason, type HostStats, identity, isSameFile, keptStats } from './host-stat.ts';
import {
  type DirectoryNode,
  type FileNode,
  type NodeSource,
  type SourceError,
  type SourceListing,
  type SourceNode,
  tooLarge,
} from './node-source.ts';
import type { OpenSource } from './open-source.ts';

const WINDOWS = process.platform === 'win32';
/** On a Windows host these do not belong to a name: `\` would start a new component, `:` a data stream. */
const NOT_IN_WINDOWS_NAME = /[\\:]/;

export interface HostSourceOptions {
  /** Real path of the root on the host. */
  readonly root: string;
  /** Other spellings of the root that a driver may write into links (the path as the user named it). */
  readonly rootAliases: readonly string[];
  readonly live: boolean;
  readonly drive: string | null;
}

/** The nodes below one folder of the host. Every method gives host errors as values. */
export class HostSource implements NodeSource {
  readonly backslashSeparates = WINDOWS;
  readonly drive: string | null;
  readonly #root: string;
  readonly #rootAliases: readonly string[];
  readonly #live: boolean;

  constructor(options: HostSourceOptions) {
    this.drive = options.drive;
    this.#root = options.root;
    this.#rootAliases = [options.root, ...options.rootAliases];
    this.#live = options.live;
  }

  node(path: string): SourceNode {
    if (WINDOWS && NOT_IN_WINDOWS_NAME.test(path)) return { kind: 'missing' };
    const hostPath = this.#hostPath(path);
    try {
      const stats = fs.lstatSync(hostPath, { bigint: true, throwIfNoEntry: false });
      if (stats === undefined) return this.#absent(path);
      if (stats.isSymbolicLink()) {
        const kept = keptStats(stats);
        return { kind: 'link', target: this.#linkTarget(hostPath), stat: () => evidenceStat(kept) };
      }
      if (stats.isFile() || stats.isDirectory()) {
        return new HostNode(stats.isFile() ? 'file' : 'directory', keptStats(stats));
      }
      return { kind: 'special', reason: specialReason(stats) };
    } catch (error) {
      return { kind: 'unreadable', reason: failureReason(error) };
    }
  }

  entries(path: string, node: DirectoryNode): Result<SourceListing, string> {
    const hostPath = this.#hostPath(path);
    try {
      const listing = hostEntries(hostPath, node instanceof HostNode ? node.size : 0);
      const after = fs.lstatSync(hostPath, { bigint: true });
      const same = after.isDirectory() && node instanceof HostNode && isSameFile(after, node.stats);
      return same ? ok(listing) : fail(CHANGED_WHILE_READ);
    } catch (error) {
      return fail(failureReason(error));
    }
  }

  read(path: string, node: FileNode, limit: number): Result<Uint8Array, SourceError> {
    if (node.size > limit) return fail(tooLarge(node.size, limit));
    const expected = node instanceof HostNode ? node.stats : null;
    const hostPath = this.#hostPath(path);
    if (!this.#live && expected !== null) {
      const whole = readAtRest(hostPath, expected);
      if (whole !== null) return ok(whole);
    }
    const opened = openHostFile(hostPath, expected);
    if (!opened.ok) return opened;
    const bytes = readHostFile(opened.value, limit, this.#live);
    closeHostFile(opened.value.descriptor);
    return bytes;
  }

  open(path: string, node: FileNode): Result<OpenSource, SourceError> {
    const opened = openHostFile(this.#hostPath(path), node instanceof HostNode ? node.stats : null);
    return opened.ok ? ok(new HostByteSource(opened.value, node.size)) : opened;
  }

  locator(path: string): Result<Locator, SourceError> {
    return ok({ kind: 'host-file', hostPath: this.#hostPath(path) });
  }

  hostFolder(path: string): string | null {
    return this.#hostPath(path);
  }

  #hostPath(path: string): string {
    // Plain concatenation: the path has no `.`, `..` or links, and on Windows no `\`.
    if (path === '/') return this.#root;
    const below = WINDOWS ? path.replaceAll('/', sep) : path;
    return this.#root.endsWith(sep) ? this.#root + below.slice(1) : this.#root + below;
  }

  /** Missing, or there under a name that is not valid UTF-8 and that we therefore cannot ask for. */
  #absent(path: string): SourceNode {
    const slash = path.lastIndexOf('/');
    const name = path.slice(slash + 1);
    if (!name.includes('\uFFFD')) return { kind: 'missing' };
    const parent = this.#hostPath(path.slice(0, slash) || '/');
    return lossyNames(parent).includes(name)
      ? { kind: 'unreadable', reason: 'name is not valid UTF-8' }
      : { kind: 'missing' };
  }

  /**
   * Drivers of mounted images (ntfs-3g) prefix absolute targets with the mount point, which is our root: cut it off, so
   * that the target means the root of the evidence.
   */
  #linkTarget(hostPath: string): string {
    const target = fs.readlinkSync(hostPath);
    for (const root of this.#rootAliases) {
      if (sameOnHost(target, root)) return '/';
      const prefix = root.endsWith(sep) ? root : root + sep;
      if (sameOnHost(target.slice(0, prefix.length), prefix)) return `/${target.slice(prefix.length)}`;
    }
    return target;
  }
}

class HostNode {
  readonly kind: 'file' | 'directory';
  readonly stats: HostStats;

  constructor(kind: 'file' | 'directory', stats: HostStats) {
    this.kind = kind;
    this.stats = stats;
  }

  get size(): number {
    return Number(this.stats.size);
  }

  get version(): string {
    return `${identity(this.stats)}:${this.stats.mtimeNs}`;
  }

  stat() {
    return evidenceStat(this.stats);
  }
}

/** Host paths compared as the host does it: the user may have spelled a Windows root in another case. */
function sameOnHost(a: string, b: string): boolean {
  return a === b || (WINDOWS && a.toLowerCase() === b.toLowerCase());
}

function specialReason(stats: BigIntStats): string {
  if (stats.isFIFO()) return 'a FIFO';
  if (stats.isSocket()) return 'a socket';
  return stats.isBlockDevice() || stats.isCharacterDevice() ? 'a device' : 'not a file or folder';
}
