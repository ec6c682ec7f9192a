import type { DirectoryEntry, Evidence, Lookup } from '../../evidence/evidence.ts';
import { parseUnitFile, type UnitFile } from '../../formats/systemd-unit/parse-unit-file.ts';
import type { Root } from '../root.ts';
import { DefinitionReader } from '../unix/definition-reader.ts';
import { UNIT_LIMITS } from '../unix/limits.ts';
import type { UnitDiagnostics } from './unit-diagnostics.ts';

/** A unit file, drop-in or other file that was found by its path; links followed. */
export interface FoundFile {
  /** Evidence path as it is named, in its folder. */
  readonly path: string;
  /**
   * `masked`: /dev/null, or a file without a byte (null_or_empty, src/basic/stat-util.c). `unknown`: not among the files that were
   * collected.
   */
  readonly state: 'file' | 'masked' | 'missing' | 'unreadable' | 'unknown';
  /** Evidence path once links are followed; null unless it is a file. */
  readonly realPath: string | null;
  readonly modified: string | null;
}

/** Why a file's settings are not, or not all, known. */
export interface NotRead {
  /** Its beginning was read. */
  readonly truncated: boolean;
  readonly reason: string;
}

/** A folder that exists, with its names. */
export interface ListedFolder {
  /** Evidence path without links. */
  readonly path: string;
  /** Path on its own system, which differs for bare folders only. */
  readonly systemPath: string;
  readonly entries: readonly DirectoryEntry[];
}

/**
 * Lists, looks up and reads each folder and file of units once, however many managers, aliases and instances share it.
 * Paths are those of the examined system; bare folders (`root.folders`) are found by what they stand for.
 */
export class UnitFolders {
  readonly #evidence: Evidence;
  readonly #diagnostics: UnitDiagnostics;
  readonly #bare: Root['folders'];
  readonly #filesComplete: boolean;
  readonly #listings = new Map<string, readonly DirectoryEntry[] | null>();
  readonly #folders = new Map<string, ListedFolder[]>();
  readonly #subfolders = new Map<string, ListedFolder | null>();
  readonly #files = new Map<string, FoundFile>();
  readonly #parsed = new Map<string, UnitFile | null>();
  readonly #notRead = new Map<string, NotRead>();
  readonly #linkTimes = new Map<string, string | null>();
  readonly #definitions: DefinitionReader;
  readonly #canonical = new Map<string, string>();

  constructor(evidence: Evidence, root: Root, diagnostics: UnitDiagnostics) {
    this.#evidence = evidence;
    this.#diagnostics = diagnostics;
    this.#bare = root.layout === 'linux-units' ? root.folders : [];
    this.#filesComplete = root.filesComplete;
    this.#definitions = new DefinitionReader(evidence, UNIT_LIMITS);
  }

  /** The folders of the evidence that are the folder of that path: none, one, or for bare folders several. */
  folders(systemPath: string): readonly ListedFolder[] {
    let found = this.#folders.get(systemPath);
    if (found === undefined) {
      found = this.#places(systemPath).flatMap((place) => {
        const listed = this.#listedFolder(place, systemPath);
        return listed === null ? [] : [listed];
      });
      this.#folders.set(systemPath, found);
    }
    return found;
  }

  /** A folder below one that was listed; links to folders are followed. `real`: the listing says that it is a folder, no link. */
  subfolder(parent: ListedFolder, name: string, real: boolean): ListedFolder | null {
    const path = `${parent.path}/${name}`;
    let found = this.#subfolders.get(path);
    if (found === undefined) {
      const systemPath = `${parent.systemPath}/${name}`;
      found = real ? this.#listing(path, systemPath) : this.#listedFolder(path, systemPath);
      this.#subfolders.set(path, found);
    }
    return found;
  }

  /** What a path means once links are followed; looked up once. */
  file(path: string): FoundFile {
    let found = this.#files.get(path);
    if (found === undefined) {
      found = this.#found(path, this.#evidence.lookup(path));
      this.#files.set(path, found);
    }
    return found;
  }

  /**
   * Decodes a file that `file` found; null (and a diagnostic) where it cannot be read. Of a very large one only the beginning.
   * `typePath`: a name that tells the type where the file's own does not.
   */
  parse(file: FoundFile, typePath = file.path): UnitFile | null {
    if (file.realPath === null) return null;
    // The path tells the unit type: of a linked file it is the link's name that counts.
    let parsed = this.#parsed.get(file.path);
    if (parsed === undefined) {
      parsed = this.#decode(file.path, file.realPath, typePath);
      this.#parsed.set(file.path, parsed);
    }
    return parsed;
  }

  /** What `parse` left out of a file; null where it read the whole. */
  notRead({ path }: FoundFile): NotRead | null {
    return this.#notRead.get(path) ?? null;
  }

  #decode(path: string, realPath: string, typePath: string): UnitFile | null {
    const read = this.#definitions.read(realPath);
    if (!read.ok) {
      this.#notRead.set(path, { truncated: false, reason: read.error.reason });
      this.#diagnostics.unreadable(path, read.error.reason);
      return null;
    }
    const { bytes, size, truncated } = read.value;
    const parsed = { ...parseUnitFile(bytes, typePath), path };
    this.#diagnostics.problems(path, parsed.problems);
    const cut = parsed.problems.find(({ code }) => code === 'limit-reached')?.what ?? null;
    const reason = truncated ? `of ${size} bytes the first ${bytes.length} were read` : cut;
    if (reason !== null) {
      this.#notRead.set(path, { truncated: true, reason });
      this.#diagnostics.unreadable(path, reason, 'unit-truncated');
    }
    return parsed;
  }

  /** Bytes of a small file, null where there is none. */
  read(path: string, limit: number): Uint8Array | null {
    const found = this.file(path);
    if (found.realPath === null) return null;
    const bytes = this.#evidence.read(found.realPath, limit);
    if (!bytes.ok) this.#diagnostics.unreadable(path, bytes.error.reason);
    return bytes.ok ? bytes.value : null;
  }

  /** What the link says, null (and a diagnostic) where it cannot be read. */
  link(path: string): string | null {
    const link = this.#evidence.lookupLink(path);
    if (!link.ok) {
      this.#diagnostics.unreadable(path, link.error.reason);
      return null;
    }
    this.#linkTimes.set(path, link.value.stat.modified);
    return link.value.target;
  }

  /** When the link was made, of one that `link` has read: what enables a unit is as old as its link. */
  linkTime(path: string): string | null {
    return this.#linkTimes.get(path) ?? null;
  }

  /** Something that systemd passes over, or takes in a way that its look does not show. */
  odd(code: string, path: string, what: string): void {
    this.#diagnostics.add('warning', code, path, what);
  }

  /** The path with links in its folder resolved, where the folder exists (chase_symlinks with CHASE_NOFOLLOW). */
  canonical(path: string): string {
    const slash = path.lastIndexOf('/');
    const folder = path.slice(0, slash) || '/';
    let resolved = this.#canonical.get(folder);
    if (resolved === undefined) {
      const lookup = this.#evidence.lookup(folder);
      resolved = lookup.state === 'directory' ? lookup.path : folder;
      this.#canonical.set(folder, resolved);
    }
    return `${resolved === '/' ? '' : resolved}${path.slice(slash)}`;
  }

  #places(systemPath: string): string[] {
    if (this.#bare.length === 0) return [systemPath];
    const places: string[] = [];
    for (const { path, standsFor } of this.#bare) {
      if (systemPath === standsFor) places.push(path);
      else if (systemPath.startsWith(`${standsFor}/`)) {
        places.push(`${path === '/' ? '' : path}${systemPath.slice(standsFor.length)}`);
      }
    }
    return places;
  }

  #listedFolder(path: string, systemPath: string): ListedFolder | null {
    const lookup = this.#evidence.lookup(path);
    if (lookup.state === 'unreadable') this.#diagnostics.unreadable(path, lookup.reason);
    if (lookup.state === 'outside-root') this.#outside(path, lookup.reason);
    return lookup.state === 'directory' ? this.#listing(lookup.path, systemPath) : null;
  }

  /** `path` has no links. */
  #listing(path: string, systemPath: string): ListedFolder | null {
    let entries = this.#listings.get(path);
    if (entries === undefined) {
      const listing = this.#evidence.list(path);
      if (!listing.ok) this.#diagnostics.unreadable(path, listing.error.reason);
      entries = listing.ok ? listing.value : null;
      this.#listings.set(path, entries);
    }
    return entries === null ? null : { path, systemPath, entries };
  }

  /** Links of a collection lead to what was not collected; in a volume they hide something. */
  #outside(path: string, reason: string): void {
    if (this.#filesComplete) this.#diagnostics.unreadable(path, reason);
    else this.#diagnostics.add('warning', 'unit-outside-root', path, reason);
  }

  #found(path: string, lookup: Lookup): FoundFile {
    const none = { path, realPath: null, modified: null };
    switch (lookup.state) {
      case 'file':
        return lookup.stat.size === 0
          ? { path, state: 'masked', realPath: lookup.path, modified: lookup.stat.modified }
          : { path, state: 'file', realPath: lookup.path, modified: lookup.stat.modified };
      case 'special':
        if (lookup.path.startsWith('/dev/')) return { ...none, state: 'masked' };
        // systemd opens no such file either.
        this.#diagnostics.add('warning', 'unit-special', path, lookup.reason);
        return { ...none, state: 'unreadable' };
      case 'directory':
        return { ...none, state: 'missing' };
      case 'missing':
        return { ...none, state: this.#filesComplete ? 'missing' : 'unknown' };
      case 'unreadable':
        this.#diagnostics.unreadable(path, lookup.reason);
        return { ...none, state: 'unreadable' };
      case 'outside-root':
        this.#outside(path, lookup.reason);
        return { ...none, state: 'unreadable' };
    }
  }
}
