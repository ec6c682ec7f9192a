import type { Result } from '../../shared/result.ts';
import type { Locator } from './evidence.ts';
import {
  childPath,
  type DirectoryNode,
  type FileNode,
  type NodeSource,
  type SourceError,
  type SourceListing,
  type SourceNode,
} from './node-source.ts';
import type { OpenSource } from './open-source.ts';
import { unescapeStoredName } from './unescape-stored-name.ts';

/**
 * A source whose names a collector escaped (`getty%40.service`, `%2Econfig`), under the names that they had on their host. A name
 * that escapes to one that is there as well keeps its stored form, so that no file hides another.
 */
export class EscapedNamesSource implements NodeSource {
  readonly backslashSeparates = false;
  readonly drive = null;
  readonly #source: NodeSource;
  /** Stored names by host name, of folders by stored path; only names that differ. */
  readonly #folders = new Map<string, ReadonlyMap<string, string>>();

  constructor(source: NodeSource) {
    this.#source = source;
  }

  node(path: string): SourceNode {
    return this.#source.node(this.storedPath(path));
  }

  entries(path: string, node: DirectoryNode): Result<SourceListing, string> {
    const listing = this.#source.entries(this.storedPath(path), node);
    if (!listing.ok) return listing;
    const hostNames = new Map([...escaped(listing.value)].map(([host, stored]) => [stored, host]));
    const entries = listing.value.entries.map((entry) => ({
      ...entry,
      name: hostNames.get(entry.name) ?? entry.name,
    }));
    return { ok: true, value: { ...listing.value, entries } };
  }

  read(path: string, node: FileNode, limit: number): Result<Uint8Array, SourceError> {
    return this.#source.read(this.storedPath(path), node, limit);
  }

  open(path: string, node: FileNode): Result<OpenSource, SourceError> {
    return this.#source.open(this.storedPath(path), node);
  }

  locator(path: string, node: FileNode): Result<Locator, SourceError> {
    return this.#source.locator(this.storedPath(path), node);
  }

  /** Its files have other names on this host. */
  hostFolder(): null {
    return null;
  }

  /** The path under which the collector stored what `path` names. */
  storedPath(path: string): string {
    let stored = '/';
    for (const name of path.split('/')) {
      if (name === '') continue;
      stored = childPath(stored, this.#names(stored).get(name) ?? name);
    }
    return stored;
  }

  #names(folder: string): ReadonlyMap<string, string> {
    let names = this.#folders.get(folder);
    if (names === undefined) {
      const node = this.#source.node(folder);
      const listing = node.kind === 'directory' ? this.#source.entries(folder, node) : null;
      names = listing?.ok === true ? escaped(listing.value) : new Map();
      this.#folders.set(folder, names);
    }
    return names;
  }
}

/** Stored names by host name, of those that differ. */
function escaped({ entries }: SourceListing): Map<string, string> {
  const taken = new Set(entries.map(({ name }) => name));
  const found = new Map<string, string>();
  for (const { name } of entries) {
    const host = unescapeStoredName(name);
    if (host === name || taken.has(host)) continue;
    taken.add(host);
    found.set(host, name);
  }
  return found;
}
