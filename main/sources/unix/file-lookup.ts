import type { FileState } from '../../../shared/model/common.ts';
import type { ModuleLoad } from '../../../shared/unix/module-load.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import type { Root } from '../root.ts';
import { KernelModules, type ModuleProblem } from './kernel-modules.ts';
import { type Code, ScriptCode } from './script-code.ts';

/** What this evidence says of one path. */
export interface FileFound {
  /** As asked for, without `.`, `..` and doubled slashes; a bare name stays as it is when no folder has it. */
  readonly path: string;
  /** Where the file lies once links are followed. */
  readonly evidencePath: string | null;
  readonly state: FileState;
  readonly exists: boolean | null;
}

/** systemd.exec(5), "Environment Variables in Spawned Processes": the path that systemd sets, on hosts with or without merged /usr. */
export const DEFAULT_PATH = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
] as const;
/** Folders whose content does not outlast the power: in an image their files prove nothing by being absent. */
const VOLATILE = /^\/(?:proc|sys|dev|run|private\/tmp)(?:\/|$)/;
const UNKNOWN = /[$%*?[\]{}]/;

/** Looks up what services of Linux and macOS name, each path once. */
export class UnixFiles {
  readonly #evidence: Evidence;
  readonly #root: Root;
  readonly #found = new Map<string, FileFound>();
  readonly #modules: KernelModules;
  readonly #scripts: ScriptCode;

  constructor(evidence: Evidence, root: Root) {
    this.#evidence = evidence;
    this.#root = root;
    this.#modules = new KernelModules(evidence);
    this.#scripts = new ScriptCode(evidence);
  }

  /** The file that an absolute path means; a path with unknown parts (`$X`, `%t`, `*`) means none in particular. */
  find(path: string): FileFound {
    let found = this.#found.get(path);
    if (found === undefined) {
      found = this.#look(path);
      this.#found.set(path, found);
    }
    return found;
  }

  /** A program as a service manager finds it: absolute, or a bare name in the folders of `path`. */
  search(name: string, path: readonly string[] = DEFAULT_PATH): FileFound {
    if (name.includes('/')) return this.find(name);
    let unreadable: FileFound | null = null;
    for (const folder of path) {
      const found = this.find(`${folder}/${name}`);
      if (found.state === 'found') return found;
      if (found.state === 'unreadable') unreadable ??= found;
    }
    if (unreadable !== null) return unreadable;
    const state = this.#root.filesComplete && !UNKNOWN.test(name) ? 'missing' : 'not-in-evidence';
    return { path: name, evidencePath: null, state, exists: state === 'missing' ? false : null };
  }

  /** The files of kernel modules that one name or path of a command means. */
  modules(written: string, load: ModuleLoad): FileFound[] {
    return this.#modules.paths(written, load).map((path) => this.find(path));
  }

  /** The code of a script outside the system's folders, which begins with `#!` or is `named` to an interpreter; null for all else. */
  code({ evidencePath, state }: FileFound, named: boolean): Code | null {
    if (state !== 'found' || evidencePath === null) return null;
    return this.#scripts.of(evidencePath, named);
  }

  /** What kept kernel modules from being found since the last call. */
  takeModuleProblems(): readonly ModuleProblem[] {
    return this.#modules.takeProblems();
  }

  #look(path: string): FileFound {
    if (!path.startsWith('/') || UNKNOWN.test(path)) return unseen(path, 'not-in-evidence');
    const clean = simplify(path);
    // A volume of macOS ignores case unless it was formatted otherwise.
    const ignoreCase = this.#root.platform === 'macos';
    let lookup = this.#evidence.lookup(clean);
    if (ignoreCase && lookup.state === 'missing') lookup = this.#evidence.lookup(clean, { ignoreCase });
    switch (lookup.state) {
      case 'file':
        return { path: clean, evidencePath: lookup.path, state: 'found', exists: true };
      case 'special':
        return { path: clean, evidencePath: lookup.path, state: 'unreadable', exists: true };
      case 'unreadable':
        return unseen(clean, 'unreadable');
      case 'outside-root':
        return unseen(clean, 'outside-root');
      case 'directory':
      case 'missing': {
        const volatile = VOLATILE.test(clean) && this.#evidence.kind !== 'live';
        if (!this.#root.filesComplete || volatile) return unseen(clean, 'not-in-evidence');
        return { path: clean, evidencePath: null, state: 'missing', exists: false };
      }
    }
  }
}

function simplify(path: string): string {
  if (!/\/(?:\.{0,2}\/|\.{1,2}$|$)/.test(path)) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}

function unseen(path: string, state: FileState): FileFound {
  return { path, evidencePath: null, state, exists: null };
}
