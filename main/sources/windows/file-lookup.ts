import { MAX_SHORT_NAME_TRIES } from '../../../shared/limits.ts';
import type { FileState } from '../../../shared/model/common.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import type { Root } from '../root.ts';
import type { WindowsEnvironment } from './environment.ts';
import { localPath } from './local-path.ts';
import { looksShort, programFolder, ShortNames } from './short-name.ts';
import type { WindowsPath } from './windows-path.ts';

/** What this evidence says of one Windows path. */
export interface FileFound {
  /** In Windows notation; differs from what was asked where WOW64 or an 8.3 name leads elsewhere. */
  readonly path: string;
  readonly evidencePath: string | null;
  readonly state: FileState;
  readonly exists: boolean | null;
}

export interface LookupHints {
  /** The program or DLL belongs to a 32-bit service on 64-bit Windows. */
  readonly wow64?: boolean;
}

/** Names of one folder, indexed once: it may hold hundreds of thousands, and hundreds of services may lie in it. */
interface FolderNames {
  readonly all: readonly string[];
  /** As stored, by the name in lower case; of several that differ in case only the first. */
  readonly lower: ReadonlyMap<string, string>;
  /** Made when the first short name is asked for. */
  short: ShortNames | null;
}

/** Looks up what services name, each path once. */
export class FileLookup {
  readonly #evidence: Evidence;
  readonly #root: Root;
  readonly #env: WindowsEnvironment;
  readonly #base: string;
  readonly #found = new Map<string, FileFound>();
  readonly #folders = new Map<string, FolderNames>();

  constructor(evidence: Evidence, root: Root, env: WindowsEnvironment) {
    this.#evidence = evidence;
    this.#root = root;
    this.#env = env;
    this.#base = root.base === '/' ? '' : root.base;
  }

  /**
   * The file that a path means. A bare name is looked for in each of its places; when none has it, the first stands
   * for it. Of an alternate data stream only the file that carries it can be seen through a mounted volume: the state
   * is that file's, and the path still names the stream.
   */
  find(target: WindowsPath, hints: LookupHints = {}): FileFound {
    const key = `${hints.wow64 === true ? '+' : '-'}${target.path}`;
    let found = this.#found.get(key);
    if (found === undefined) {
      found = this.#look(target, hints);
      this.#found.set(key, found);
    }
    return found;
  }

  /** Names of what lies in the folder of a file that was found: as stored, by the same in lower case. */
  besides(evidencePath: string): ReadonlyMap<string, string> {
    return this.#names(evidencePath.slice(0, evidencePath.lastIndexOf('/'))).lower;
  }

  #look(target: WindowsPath, hints: LookupHints): FileFound {
    if (target.kind === 'unknown' || target.kind === 'none') return unseen(target.path, 'not-in-evidence');
    let first: FileFound | null = null;
    for (const place of target.places) {
      const found = this.#lookAt(hints.wow64 === true ? this.#redirected(place) : place);
      if (found.state === 'found') return withStream(found, target.stream);
      first ??= found;
    }
    // A bare name may lie in a folder of a %Path% that we do not know: then nothing says that it is missing.
    const unknownPath =
      target.kind === 'search' && this.#env.searchPath === null && first?.state === 'missing';
    if (first === null || unknownPath) return unseen(target.path, 'not-in-evidence');
    return withStream(first, target.stream);
  }

  #lookAt(path: string): FileFound {
    const local = localPath(path, this.#env);
    if (local === null) return unseen(path, 'outside-root');
    const base = this.#baseOf(local.drive);
    if (base === null) return unseen(path, 'outside-root');
    // A folder of hives holds no programs at all, and a path with an unknown variable names none in particular.
    if (this.#root.layout === 'windows-hives' || this.#root.layout === 'windows-logs')
      return unseen(path, 'not-in-evidence');
    // No file system of Windows has such a name, and another one says only that it cannot look for it.
    if (LONG_NAME.test(local.rest)) return this.#absent(path);
    const lookup = this.#evidence.lookup(base + local.rest.replaceAll('\\', '/'), { ignoreCase: true });
    switch (lookup.state) {
      case 'file':
        return { path, evidencePath: lookup.path, state: 'found', exists: true };
      case 'unreadable':
        return unseen(path, 'unreadable');
      case 'special':
        return { path, evidencePath: lookup.path, state: 'unreadable', exists: true };
      case 'outside-root':
        return unseen(path, 'outside-root');
      case 'directory':
        return this.#absent(path);
      case 'missing':
        return this.#throughShortNames(path, base, local.rest) ?? this.#absent(path);
    }
  }

  #absent(path: string): FileFound {
    const unknown = !this.#root.filesComplete || VARIABLE.test(path);
    return unknown ? unseen(path, 'not-in-evidence') : { ...unseen(path, 'missing'), exists: false };
  }

  /**
   * Null when the path has no 8.3 component. Every long name that one could stand for is tried: where no file, or more than
   * one, lies at the end, it is open which is meant.
   */
  #throughShortNames(path: string, base: string, rest: string): FileFound | null {
    const parts = rest.split('\\').slice(1);
    if (!parts.some(looksShort)) return null;
    const drive = path.slice(0, path.length - rest.length);
    const found: FileFound[] = [];
    let left = MAX_SHORT_NAME_TRIES;
    const walk = (folder: string, long: readonly string[]): void => {
      left -= 1;
      const part = parts[long.length];
      if (part === undefined) {
        const lookup = this.#evidence.lookup(folder, { ignoreCase: true });
        if (lookup.state !== 'file') return;
        const written = `${drive}\\${long.join('\\')}`;
        found.push({ path: written, evidencePath: lookup.path, state: 'found', exists: true });
        return;
      }
      for (const name of this.#meanings(folder, part)) {
        if (left > 0) walk(`${folder}/${name}`, [...long, name]);
      }
    };
    const [first = ''] = parts;
    const usual = programFolder(first, this.#names(base).all);
    if (usual !== null) walk(`${base}/${usual}`, [usual]);
    if (found.length !== 1) {
      found.length = 0;
      walk(base, []);
    }
    const [only] = found;
    return found.length === 1 && left > 0 && only !== undefined ? only : unseen(path, 'not-in-evidence');
  }

  #meanings(folder: string, part: string): readonly string[] {
    if (!looksShort(part)) return [part];
    const names = this.#names(folder);
    const same = names.lower.get(part.toLowerCase());
    if (same !== undefined) return [same];
    names.short ??= new ShortNames(names.all);
    return names.short.longNames(part);
  }

  #names(folder: string): FolderNames {
    let names = this.#folders.get(folder);
    if (names === undefined) {
      const lookup = this.#evidence.lookup(folder === '' ? '/' : folder, { ignoreCase: true });
      const entries = lookup.state === 'directory' ? this.#evidence.list(lookup.path) : null;
      names = folderNames(entries?.ok === true ? entries.value.map((entry) => entry.name) : []);
      this.#folders.set(folder, names);
    }
    return names;
  }

  /** In a KAPE-style tree (`/C/…`, `/D/…`) another drive may have been collected beside the system's. */
  #baseOf(drive: string): string | null {
    const letter = drive[0]?.toUpperCase() ?? '';
    if (letter === this.#env.systemDrive[0]?.toUpperCase()) return this.#base;
    const own = /^(.*\/)[A-Za-z]$/.exec(this.#base);
    if (own === null) return null;
    const other = this.#evidence.lookup(`${own[1]}${letter}`, { ignoreCase: true });
    return other.state === 'directory' ? other.path : null;
  }

  /**
   * "File System Redirector" (Microsoft Learn): a 32-bit process that asks for System32 gets SysWOW64, some folders
   * below it excepted, and reaches the real one as Sysnative.
   */
  #redirected(path: string): string {
    const root = this.#env.systemRoot.length;
    if (path.slice(0, root).toLowerCase() !== this.#env.systemRoot.toLowerCase()) return path;
    const rest = path.slice(root).toLowerCase();
    if (rest.startsWith('\\sysnative\\')) return `${path.slice(0, root)}\\System32${path.slice(root + 10)}`;
    if (!rest.startsWith('\\system32\\')) return path;
    if (NOT_REDIRECTED.some((folder) => rest.startsWith(folder, '\\system32'.length))) return path;
    return `${path.slice(0, root)}\\SysWOW64${path.slice(root + 9)}`;
  }
}

const NOT_REDIRECTED = [
  '\\catroot\\',
  '\\catroot2\\',
  '\\driverstore\\',
  '\\drivers\\etc\\',
  '\\logfiles\\',
  '\\spool\\',
];
/** [MS-FSCC] 2.1.5: a component has at most 255 UTF-16 code units. */
const LONG_NAME = /[^\\]{256}/;
const VARIABLE = /%[^%\\]{1,64}%/;

function folderNames(all: readonly string[]): FolderNames {
  const lower = new Map<string, string>();
  for (const name of all) {
    const key = name.toLowerCase();
    if (!lower.has(key)) lower.set(key, name);
  }
  return { all, lower, short: null };
}

function unseen(path: string, state: FileState): FileFound {
  return { path, evidencePath: null, state, exists: null };
}

function withStream(found: FileFound, stream: string | null): FileFound {
  return stream === null ? found : { ...found, path: `${found.path}:${stream}` };
}
