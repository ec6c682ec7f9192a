import { append } from '../../../shared/append.ts';
import { MAX_DIAGNOSTICS_PER_FILE } from '../../../shared/limits.ts';
import { memo } from '../../../shared/memo.ts';
import { globMatcher } from '../../../shared/unix/glob.ts';
import type { ModuleLoad } from '../../../shared/unix/module-load.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import {
  type AliasPattern,
  moduleName,
  moduleOfFile,
  parseAliasPatterns,
  parseModuleAliases,
  parseModulesBuiltin,
  parseModulesDep,
} from '../../formats/kernel-modules/module-lists.ts';

/** What stands for the release of the running kernel: a specifier of systemd.unit(5), a substitution of the shell. */
const RELEASE = /%v|\$\( {0,4}uname {1,4}-r {0,4}\)|`uname {1,4}-r`/g;
/** modprobe.d(5), "SYNOPSIS". */
const CONFIG_FOLDERS = [
  '/etc/modprobe.d',
  '/run/modprobe.d',
  '/usr/local/lib/modprobe.d',
  '/usr/lib/modprobe.d',
  '/lib/modprobe.d',
];
/** Bytes of modules.dep and its like; those of distributions have some 2 MiB at most. */
const MAX_LIST = 16 * 1024 * 1024;
const MAX_CONFIG_FILE = 1024 * 1024;
const MAX_CONFIG_FILES = 256;
/** Bytes of such lists of all kernels together, some forty kernels of a distribution. */
const MAX_ALL_LISTS = 128 * 1024 * 1024;
/** Kernels of one root that are asked; Debian keeps three. Empty folders cost nothing and shall not hide the real one. */
const MAX_KERNELS = 1_024;
/** Roots of `modprobe -d` and settings of `modprobe -C` that are remembered. */
const MAX_REMEMBERED = 16;
/** Files and folders of all kernels together that are searched. */
const MAX_WALKED = 200_000;
/** Folders of one kernel that are searched for a module which depmod does not know; real ones have some 1,200. */
const MAX_FOLDERS = 4_096;
const MAX_FOLDER_DEPTH = 16;
/** Aliases of all settings together; a name is held against each. */
const MAX_ALL_PATTERNS = 4_000;
/** Names whose aliases are remembered. */
const MAX_NAMES = 4_096;

/** The modules of one kernel: `/lib/modules/VERSION`. */
interface Kernel {
  readonly version: string;
  readonly folder: string;
  readonly listed: () => ReadonlyMap<string, string>;
  readonly builtIn: () => ReadonlySet<string>;
  readonly aliases: () => ReadonlyMap<string, string>;
  /** Files in the kernel's folders, whether depmod knows them or not. */
  readonly walked: () => ReadonlyMap<string, string>;
}

/** A list or folder that limits or damage kept from being read. */
export interface ModuleProblem {
  readonly path: string;
  readonly what: string;
  told: boolean;
}

/** Finds the files of kernel modules by their names, as modprobe(8) does; nothing is read before the first question. */
export class KernelModules {
  readonly #evidence: Evidence;
  readonly #kernelsOf: (root: string) => readonly Kernel[];
  /** By folder: links may lead many roots of `modprobe -d` to the same one. */
  readonly #known = new Map<string, Kernel>();
  readonly #problems = new Map<string, ModuleProblem>();
  #listBytes = 0;
  #walked = 0;
  readonly #configured: (config: string | null) => (name: string) => readonly string[];

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
    this.#kernelsOf = memo((root) => this.#kernels(root), MAX_REMEMBERED);
    const byPath = memo(
      (path: string) => this.#settings(path === '' ? CONFIG_FOLDERS : [path]),
      MAX_REMEMBERED,
    );
    this.#configured = (config) => byPath(config ?? '');
  }

  /** What could not be read, or was left out, since the last call: a module behind it was not found. */
  takeProblems(): ModuleProblem[] {
    const problems = [...this.#problems.values()].filter(({ told }) => !told);
    for (const problem of problems) problem.told = true;
    return problems;
  }

  /**
   * Paths of the files that one name or path of a command means: of each kernel of the root, since evidence does not say which one
   * runs. Empty where none has it: it is built in, an alias of devices, or not there.
   */
  paths(written: string, load: ModuleLoad): string[] {
    const kernels = this.#kernelsOf(load.root).filter(
      ({ version }) => load.version === null || load.version === version,
    );
    if (written.includes('/') || moduleOfFile(written) !== null) {
      if (written.search(RELEASE) === -1) return [written];
      return [...new Set(kernels.map(({ version }) => written.replace(RELEASE, () => version)))];
    }
    const found = new Set<string>();
    for (const kernel of kernels) {
      for (const path of this.#filesOf(moduleName(written), kernel, load.config)) found.add(path);
    }
    return [...found];
  }

  /**
   * kmod_module_new_from_lookup (libkmod/libkmod-module.c): what settings call so comes first, even where a module has that name, and
   * all of it; then modules.dep, then the kernel's own aliases. An alias leads to modules, never to another alias.
   */
  #filesOf(name: string, kernel: Kernel, config: string | null): string[] {
    const fileOf = (module: string): string[] => {
      const listed = kernel.listed().get(module);
      if (listed !== undefined) return [listed.startsWith('/') ? listed : `${kernel.folder}/${listed}`];
      const walked = kernel.builtIn().has(module) ? undefined : kernel.walked().get(module);
      return walked === undefined ? [] : [walked];
    };
    const configured = this.#configured(config)(name);
    if (configured.length > 0) return configured.flatMap(fileOf);
    if (kernel.listed().has(name) || kernel.builtIn().has(name)) return fileOf(name);
    return fileOf(kernel.aliases().get(name) ?? name);
  }

  #kernels(root: string): Kernel[] {
    const folders = new Map<string, string>();
    for (const parent of [`${root}/lib/modules`, `${root}/usr/lib/modules`]) {
      const folder = this.#evidence.lookup(parent);
      if (folder.state !== 'directory') continue;
      const listing = this.#evidence.list(folder.path);
      for (const { name, kind } of listing.ok ? listing.value : []) {
        if (kind === 'directory' && !folders.has(name)) folders.set(name, `${folder.path}/${name}`);
      }
    }
    if (folders.size > MAX_KERNELS) {
      this.#problem(
        `${root}/lib/modules`,
        `only the ${MAX_KERNELS} newest of ${folders.size} kernels were asked`,
      );
    }
    // The newest ones are the likeliest to run.
    return [...folders]
      .sort(([a], [b]) => newerFirst(a, b))
      .slice(0, MAX_KERNELS)
      .map(([version, folder]) => this.#kernel(version, folder));
  }

  #kernel(version: string, folder: string): Kernel {
    const known = this.#known.get(folder);
    if (known !== undefined) return known;
    const kernel: Kernel = {
      version,
      folder,
      listed: lazy(() => parseModulesDep(this.#text(`${folder}/modules.dep`, MAX_LIST))),
      builtIn: lazy(() => parseModulesBuiltin(this.#text(`${folder}/modules.builtin`, MAX_LIST))),
      aliases: lazy(() => parseModuleAliases(this.#text(`${folder}/modules.alias`, MAX_LIST))),
      walked: lazy(() => this.#walk(folder)),
    };
    if (this.#known.size >= MAX_KERNELS) this.#known.clear();
    this.#known.set(folder, kernel);
    return kernel;
  }

  /** Links are not followed: `build` and `source` lead to whole source trees. */
  #walk(folder: string): Map<string, string> {
    const found = new Map<string, string>();
    const folders: { path: string; depth: number }[] = [{ path: folder, depth: 0 }];
    for (let at = 0; at < folders.length; at += 1) {
      const { path = '', depth = 0 } = folders[at] ?? {};
      const listing = this.#evidence.list(path);
      for (const { name, kind } of listing.ok ? listing.value : []) {
        if (++this.#walked > MAX_WALKED) {
          this.#problem(
            folder,
            `only the first ${MAX_WALKED} files of the folders of kernels were looked at`,
          );
          return found;
        }
        if (kind === 'directory') {
          if (folders.length < MAX_FOLDERS && depth < MAX_FOLDER_DEPTH)
            folders.push({ path: `${path}/${name}`, depth: depth + 1 });
          else this.#problem(folder, 'too many or too deep folders: some were not searched for modules');
          continue;
        }
        const module = moduleOfFile(name);
        if (module !== null && !found.has(module)) found.set(module, `${path}/${name}`);
      }
    }
    return found;
  }

  /** What settings make of a name: `alias usb* x`. */
  #settings(places: readonly string[]): (name: string) => readonly string[] {
    const patterns: AliasPattern[] = [];
    const all = places.flatMap((place) => this.#configFiles(place));
    if (all.length > MAX_CONFIG_FILES) {
      this.#problem(places[0] ?? '', `only the first ${MAX_CONFIG_FILES} files of modprobe.d were read`);
    }
    for (const file of all.slice(0, MAX_CONFIG_FILES)) {
      append(patterns, parseAliasPatterns(this.#text(file, MAX_CONFIG_FILE)));
      if (patterns.length <= MAX_ALL_PATTERNS) continue;
      this.#problem(file, `only the first ${MAX_ALL_PATTERNS} aliases of modprobe.d were read`);
      break;
    }
    const aliases = patterns
      .slice(0, MAX_ALL_PATTERNS)
      .map(({ pattern, module }) => ({ matches: globMatcher(pattern), module }));
    return memo((name) => {
      const found = aliases.filter(({ matches }) => matches(name)).map(({ module }) => module);
      return [...new Set(found)];
    }, MAX_NAMES);
  }

  #configFiles(place: string): string[] {
    if (!place.startsWith('/')) return [];
    const found = this.#evidence.lookup(place);
    if (found.state === 'file') return [found.path];
    const listing = found.state === 'directory' ? this.#evidence.list(found.path) : null;
    if (listing === null || !listing.ok || found.state !== 'directory') return [];
    return listing.value
      .filter(({ name, kind }) => name.endsWith('.conf') && kind !== 'directory' && kind !== 'special')
      .map(({ name }) => `${found.path}/${name}`);
  }

  /** What of these lists cannot be read is made up for by the walk as far as it goes, and told. */
  #text(path: string, limit: number): string {
    const found = this.#evidence.lookup(path);
    if (found.state === 'missing') return '';
    const left = Math.min(limit, MAX_ALL_LISTS - this.#listBytes);
    const bytes = found.state === 'file' ? this.#evidence.read(found.path, left) : null;
    if (bytes?.ok !== true) {
      const reason =
        bytes?.error.reason ?? ('reason' in found ? found.reason : 'a folder stands where a list should be');
      this.#problem(path, reason);
      return '';
    }
    this.#listBytes += bytes.value.length;
    return Buffer.from(bytes.value).toString('utf8');
  }

  #problem(path: string, what: string): void {
    const key = `${path}\0${what}`;
    if (this.#problems.size < MAX_DIAGNOSTICS_PER_FILE && !this.#problems.has(key))
      this.#problems.set(key, { path, what, told: false });
  }
}

const BY_NUMBERS = new Intl.Collator('en', { numeric: true });

function newerFirst(a: string, b: string): number {
  return BY_NUMBERS.compare(b, a);
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
