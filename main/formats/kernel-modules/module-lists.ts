/** Module names of one file that are kept; a kernel of a distribution has some six thousand. */
const MAX_MODULES = 100_000;
/** Aliases of one file of settings; each is held against each name that is asked for. */
const MAX_PATTERNS = 2_000;

/** `-` and `_` in the name of a module are the same, and modprobe writes the latter (modprobe(8)). */
export function moduleName(name: string): string {
  return name.replaceAll('-', '_');
}

/** Name of the module that a file is, `br_netfilter` of `…/br-netfilter.ko.xz`; null for a file that is none. */
export function moduleOfFile(path: string): string | null {
  const found = /^(.+)\.ko(?:\.(?:gz|xz|zst))?$/.exec(path.slice(path.lastIndexOf('/') + 1))?.[1];
  return found === undefined ? null : moduleName(found);
}

/**
 * Files of `modules.dep` by module name: `PATH: DEPENDENCY…` on each line, paths relative to the kernel's folder or absolute
 * (modules.dep(5)). The first of two files with one name counts. Never throws.
 */
export function parseModulesDep(text: string): ReadonlyMap<string, string> {
  return files(text, (line) => line.slice(0, Math.max(0, line.indexOf(':'))));
}

/** Names of `modules.builtin`, one path on each line: they are part of the kernel and no file of their own. Never throws. */
export function parseModulesBuiltin(text: string): ReadonlySet<string> {
  return new Set(files(text, (line) => line).keys());
}

/**
 * `alias NAME MODULE` lines of `modules.alias`, by NAME; those with wildcards, which stand for devices, are left out. Never throws.
 */
export function parseModuleAliases(text: string): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>();
  for (const [, name = '', module = ''] of text.matchAll(/^[ \t]*alias[ \t]+([^\s*?[]+)[ \t]+(\S+)/gm)) {
    if (aliases.size >= MAX_MODULES) break;
    if (!aliases.has(moduleName(name))) aliases.set(moduleName(name), moduleName(module));
  }
  return aliases;
}

/** An alias of settings; the pattern is one of fnmatch(3). */
export interface AliasPattern {
  readonly pattern: string;
  readonly module: string;
}

/** `alias PATTERN MODULE` lines of modprobe.d(5), in their order. Never throws. */
export function parseAliasPatterns(text: string): AliasPattern[] {
  const found: AliasPattern[] = [];
  for (const [, pattern = '', module = ''] of text.matchAll(/^[ \t]*alias[ \t]+(\S+)[ \t]+(\S+)/gm)) {
    if (found.length >= MAX_PATTERNS) break;
    found.push({ pattern: outsideBrackets(pattern), module: moduleName(module) });
  }
  return found;
}

/** alias_normalize (libkmod/libkmod-util.c): within brackets a `-` means a range. */
function outsideBrackets(pattern: string): string {
  return pattern.replace(/\[[^\]]*\]|-/g, (part) => (part === '-' ? '_' : part));
}

function files(text: string, pathOf: (line: string) => string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of text.split('\n')) {
    if (found.size >= MAX_MODULES) break;
    const path = pathOf(line).trim();
    const name = moduleOfFile(path);
    if (name !== null && !found.has(name)) found.set(name, path);
  }
  return found;
}
