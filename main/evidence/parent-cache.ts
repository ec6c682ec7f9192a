import { MAX_CACHED_PARENTS, MAX_PATH_COMPONENTS, MAX_REMEMBERED_PATH } from '../../shared/limits.ts';
import type { NameTableCache } from './name-table.ts';
import type { NodeSource } from './node-source.ts';
import { findChild, type Resolved, resolvePath } from './resolve-path.ts';

/**
 * Resolves paths as `resolvePath` does, remembering folders: what services name lies in a few of them, and a walk asks the host for
 * each component anew. Of a live host a remembered folder is looked at again each time it is used, and counts only while it is the
 * same folder with the same names: whatever replaced a component on the way, by a link for instance, makes it another, and the walk
 * begins again from the root. Evidence at rest does not change: what was found of a path, or that it is missing, is remembered; where something changes it all the same, reading refuses what does not
 * lie where the walk had found it (`openHostFile`).
 */
export class ParentCache {
  readonly #source: NodeSource;
  readonly #tables: NameTableCache;
  readonly #exact = new Map<string, Extract<Resolved, { state: 'directory' }>>();
  /** Of evidence at rest, by the path as it was asked for. */
  readonly #atRest = new Map<string, Resolved>();
  readonly #folded = new Map<string, Extract<Resolved, { state: 'directory' }>>();

  readonly #changes: boolean;

  /** `changes`: the evidence may change while it is read. */
  constructor(source: NodeSource, tables: NameTableCache, changes: boolean) {
    this.#source = source;
    this.#tables = tables;
    this.#changes = changes;
  }

  resolve(path: string, ignoreCase: boolean): Resolved {
    if (this.#changes || ignoreCase || path.length > MAX_REMEMBERED_PATH) return this.#walk(path, ignoreCase);
    let found = this.#atRest.get(path);
    if (found === undefined) {
      found = this.#walk(path, false);
      if (found.state !== 'file' && found.state !== 'directory' && found.state !== 'missing') return found;
      if (this.#atRest.size >= MAX_CACHED_PARENTS) this.#atRest.clear();
      this.#atRest.set(path, found);
    }
    return found;
  }

  #walk(path: string, ignoreCase: boolean): Resolved {
    const slash = path.lastIndexOf('/');
    const name = path.slice(slash + 1);
    if (slash < 1 || name === '' || name === '.' || name === '..' || name.includes('\0')) {
      return resolvePath(this.#source, this.#tables, path, ignoreCase);
    }
    const parent = this.#parent(path.slice(0, slash), ignoreCase);
    // What cannot be reached has nothing below it that could.
    if (parent.state === 'missing' || parent.state === 'unreadable' || parent.state === 'outside-root') {
      return parent;
    }
    if (parent.state === 'directory') {
      const found = findChild(this.#source, this.#tables, parent, name, ignoreCase);
      const { node } = found;
      switch (node.kind) {
        case 'file':
          return { state: 'file', path: found.path, node };
        case 'directory':
          return { state: 'directory', path: found.path, node };
        case 'special':
          return { state: 'special', path: found.path, reason: node.reason };
        case 'missing':
          return { state: 'missing' };
        case 'unreadable':
          return { state: 'unreadable', reason: node.reason };
      }
    }
    return resolvePath(this.#source, this.#tables, path, ignoreCase);
  }

  #parent(path: string, ignoreCase: boolean): Resolved {
    const cache = ignoreCase ? this.#folded : this.#exact;
    const known = cache.get(path);
    if (known !== undefined) {
      // Names that are compared without regard to case come from a listing, which must be that of now.
      if (!this.#changes && !ignoreCase) return known;
      const node = this.#source.node(known.path);
      if (node.kind === 'directory' && node.version === known.node.version) return known;
      cache.delete(path);
    }
    // Of evidence at rest the folders above are remembered too, and not asked for again. Bounded, for a path may be of any depth.
    const resolved =
      this.#changes || depthOf(path) > MAX_PATH_COMPONENTS
        ? resolvePath(this.#source, this.#tables, path, ignoreCase)
        : this.resolve(path, ignoreCase);
    if (resolved.state === 'directory') {
      if (cache.size >= MAX_CACHED_PARENTS) cache.clear();
      cache.set(path, resolved);
    }
    return resolved;
  }
}

function depthOf(path: string): number {
  let depth = 0;
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) depth += 1;
  return depth;
}
