import { canonicalMacosPath, hasHiddenComponent } from './macos-path.ts';

/** Where a file of a macOS volume lies, by who may write there and who installs there. Meanings: `taxonomy/macos.ts`. */
export type MacosDirectoryClass =
  | 'sealed'
  | 'apple-library'
  | 'applications'
  | 'user-applications'
  | 'application-support'
  | 'privileged-helper'
  | 'library'
  | 'frameworks'
  | 'caches'
  | 'local'
  | 'homebrew'
  | 'user-library'
  | 'user-home'
  | 'users-shared'
  | 'tmp'
  | 'var-folders'
  | 'var'
  | 'root-home'
  | 'volumes'
  | 'etc'
  | 'private'
  | 'root-folder'
  | 'other';

/**
 * First match decides; paths are canonical and in lower case, since the file system of macOS ignores case by default. Protected
 * folders: Apple, "About System Integrity Protection"; the rest: hier(7), Apple's File System Programming Guide.
 */
const CLASSES: readonly (readonly [place: RegExp, named: MacosDirectoryClass])[] = [
  [/^\/usr\/local\/(?:cellar|caskroom|opt|homebrew)\//, 'homebrew'],
  [/^\/opt\/homebrew\//, 'homebrew'],
  [/^\/(?:usr\/local|opt)\//, 'local'],
  [/^\/system\/volumes\/(?!preboot\/cryptexes\/)/, 'other'],
  [/^\/(?:system|usr|bin|sbin)\//, 'sealed'],
  [/^\/library\/apple\//, 'apple-library'],
  [/^\/library\/privilegedhelpertools\//, 'privileged-helper'],
  [/^\/library\/application support\//, 'application-support'],
  [/^\/library\/(?:frameworks|java|developer|python|perl|ruby)\//, 'frameworks'],
  [/^\/library\/caches\//, 'caches'],
  [/^\/library\//, 'library'],
  [/^\/applications\//, 'applications'],
  [/^\/users\/shared\//, 'users-shared'],
  [/^\/users\/[^/]+\/applications\//, 'user-applications'],
  [/^\/users\/[^/]+\/library\//, 'user-library'],
  [/^\/users\/[^/]+\//, 'user-home'],
  [/^\/private\/(?:tmp|var\/tmp)\//, 'tmp'],
  [/^\/private\/var\/folders\//, 'var-folders'],
  [/^\/private\/var\/root\//, 'root-home'],
  [/^\/private\/var\//, 'var'],
  [/^\/private\/etc\//, 'etc'],
  [/^\/private\//, 'private'],
  [/^\/volumes\//, 'volumes'],
  [/^\/[^/]+$/, 'root-folder'],
];

/** The class of an absolute path; undefined for what is none (bare names, unknown parts). */
export function macosDirectoryClass(path: string): MacosDirectoryClass | undefined {
  if (!path.startsWith('/')) return undefined;
  const clean = canonicalMacosPath(path).toLowerCase();
  return CLASSES.find(([place]) => place.test(clean))?.[1] ?? 'other';
}

/** Inside what System Integrity Protection or the sealed volume keeps from everybody, or in Apple's own folder of /Library. */
export function isApplesPlace(path: string): boolean {
  const found = macosDirectoryClass(path);
  return found === 'sealed' || found === 'apple-library';
}

/** Classes of several paths, each once; `hidden` is added when a component of any begins with a dot. */
export function directoryClasses(paths: readonly string[]): string[] {
  const found = new Set<string>();
  for (const path of paths) {
    const named = macosDirectoryClass(path);
    if (named !== undefined) found.add(named);
    if (hasHiddenComponent(path)) found.add('hidden');
  }
  return [...found];
}
