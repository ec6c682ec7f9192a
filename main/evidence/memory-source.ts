import { MAX_DIRECTORY_ENTRIES } from '../../shared/limits.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { bytesSource } from '../formats/byte-source.ts';
import type { DirectoryEntry, EvidenceStat, Locator } from './evidence.ts';
import type { MemoryNode, MemoryStat } from './memory-node.ts';
import {
  childPath,
  type DirectoryNode,
  type FileNode,
  type NodeSource,
  type SourceError,
  type SourceListing,
  type SourceNode,
  tooLarge,
} from './node-source.ts';
import type { OpenSource } from './open-source.ts';

/** Linux' NAME_MAX in bytes and PATH_MAX, so that tests meet the limits of a real file system. */
const NAME_MAX = 255;
const PATH_MAX = 4096;
const SPECIAL = { fifo: 'a FIFO', socket: 'a socket', device: 'a device' } as const;

interface MemoryFile extends FileNode {
  readonly content: Uint8Array | { readonly unreadable: string };
}

interface MemoryDirectory extends DirectoryNode {
  readonly unreadable: string | null;
  readonly children: Map<string, DirectoryEntry>;
}

type StoredNode =
  | MemoryFile
  | MemoryDirectory
  | Exclude<SourceNode, { kind: 'file' | 'directory' | 'missing' | 'unreadable' }>;

/** The nodes of an object; see `memoryEvidence`. */
export class MemorySource implements NodeSource {
  readonly backslashSeparates = false;
  readonly drive = null;
  readonly #nodes = new Map<string, StoredNode>([['/', directory({}, null)]]);

  constructor(tree: Readonly<Record<string, MemoryNode>>) {
    // Shallow paths first, so that an explicit folder is there before what it holds.
    const paths = Object.keys(tree).sort((a, b) => a.split('/').length - b.split('/').length);
    for (const path of paths) {
      const node = tree[path];
      if (node !== undefined) this.#add(path, storedNode(node));
    }
  }

  node(path: string): SourceNode {
    const closed = this.#closedFolderOf(path);
    if (closed !== null) return { kind: 'unreadable', reason: closed };
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (Buffer.byteLength(name) > NAME_MAX || Buffer.byteLength(path) >= PATH_MAX) {
      return { kind: 'unreadable', reason: 'name too long' };
    }
    return this.#nodes.get(path) ?? { kind: 'missing' };
  }

  entries(path: string): Result<SourceListing, string> {
    const folder = this.#nodes.get(path);
    if (folder?.kind !== 'directory') return fail('not a folder');
    if (folder.unreadable !== null) return fail(folder.unreadable);
    const entries = [...folder.children.values()].slice(0, MAX_DIRECTORY_ENTRIES);
    return ok({ entries, lossy: [], truncated: entries.length < folder.children.size });
  }

  read(path: string, _node: FileNode, limit: number): Result<Uint8Array, SourceError> {
    const content = this.#content(path);
    if (!content.ok) return content;
    if (content.value.length > limit) return fail(tooLarge(content.value.length, limit));
    return ok(content.value.slice());
  }

  open(path: string): Result<OpenSource, SourceError> {
    const content = this.#content(path);
    return content.ok ? ok({ ...bytesSource(content.value), close: () => undefined }) : content;
  }

  /** Nothing of it lies on the host. */
  hostFolder(): null {
    return null;
  }

  locator(path: string): Result<Locator, SourceError> {
    const content = this.#content(path);
    return content.ok ? ok({ kind: 'bytes', bytes: content.value }) : content;
  }

  #content(path: string): Result<Uint8Array, SourceError> {
    const file = this.#nodes.get(path);
    if (file?.kind !== 'file') return fail({ code: 'missing', reason: 'not found' });
    return file.content instanceof Uint8Array
      ? ok(file.content)
      : fail({ code: 'unreadable', reason: file.content.unreadable });
  }

  /** As the system does it: below a folder without permission nothing can be asked for. */
  #closedFolderOf(path: string): string | null {
    const parent = this.#nodes.get(parentPath(path));
    return path !== '/' && parent?.kind === 'directory' ? parent.unreadable : null;
  }

  #add(path: string, node: StoredNode): void {
    const components = path.split('/').slice(1);
    if (!path.startsWith('/') || components.some((name) => ['', '.', '..'].includes(name))) {
      throw new Error(`not a resolved evidence path: ${path}`);
    }
    let parent = '/';
    for (const [at, name] of components.entries()) {
      const child = childPath(parent, name);
      const last = at === components.length - 1;
      const folder = this.#nodes.get(parent);
      if (folder?.kind !== 'directory') throw new Error(`${parent} is not a folder: ${path}`);
      if (last || !this.#nodes.has(child)) {
        const added = last ? node : directory({}, null);
        this.#nodes.set(child, added);
        folder.children.set(name, { name, kind: added.kind });
      }
      parent = child;
    }
  }
}

function parentPath(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

function storedNode(node: MemoryNode): StoredNode {
  if (typeof node === 'string' || node instanceof Uint8Array) return file(bytesOf(node), {});
  if ('link' in node) {
    const size = Buffer.byteLength(node.link);
    return { kind: 'link', target: node.link, stat: () => memoryStat(size, node) };
  }
  if ('special' in node) return { kind: 'special', reason: SPECIAL[node.special] };
  if ('directory' in node) return directory(node, node.unreadable ?? null);
  if ('content' in node) return file(bytesOf(node.content), node);
  return file({ unreadable: node.unreadable }, node);
}

function bytesOf(content: Uint8Array | string): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

function file(content: MemoryFile['content'], stat: MemoryStat): MemoryFile {
  const size = content instanceof Uint8Array ? content.length : 0;
  return { kind: 'file', size, content, version: '', stat: () => memoryStat(size, stat) };
}

function directory(stat: MemoryStat, unreadable: string | null): MemoryDirectory {
  return { kind: 'directory', unreadable, children: new Map(), version: '', stat: () => memoryStat(0, stat) };
}

function memoryStat(size: number, stat: MemoryStat): EvidenceStat {
  const { mode = null, uid = null, gid = null, modified = null, changed = null, created = null } = stat;
  return { size, mode, uid, gid, modified, changed, created };
}
