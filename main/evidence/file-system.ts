import type * as NodeFileSystem from 'node:fs';

/**
 * The file system as it is. Electron patches `node:fs` in every thread so that any `*.asar` looks like a folder; a file
 * of that name in evidence would be parsed by Electron instead of read. `original-fs` is the unpatched module.
 */
export const fileSystem: typeof NodeFileSystem = loadFileSystem();

function loadFileSystem(): typeof NodeFileSystem {
  // Without a look at a disk: looking for a module that is not there costs a scan two milliseconds.
  if (process.versions.electron === undefined) return process.getBuiltinModule('node:fs');
  const load = process.getBuiltinModule('node:module').createRequire(import.meta.url);
  try {
    // A built-in resolves to its own name. Anything else would be a package planted in a `node_modules` above us, on a
    // host that we do not trust: never load that.
    if (load.resolve('original-fs') === 'original-fs') return load('original-fs') as typeof NodeFileSystem;
  } catch {
    // An Electron without it: its `node:fs` then.
  }
  return load('node:fs') as typeof NodeFileSystem;
}
