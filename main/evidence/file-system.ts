import type * as NodeFileSystem from 'node:fs';
import { createRequire } from 'node:module';

/**
 * The file system as it is. Electron patches `node:fs` in every thread so that any `*.asar` looks like a folder; a file
 * of that name in evidence would be parsed by Electron instead of read. `original-fs` is the unpatched module.
 */
export const fileSystem: typeof NodeFileSystem = loadFileSystem();

function loadFileSystem(): typeof NodeFileSystem {
  const load = createRequire(import.meta.url);
  try {
    // A built-in resolves to its own name. Anything else would be a package planted in a `node_modules` above us, on a
    // host that we do not trust: never load that.
    if (load.resolve('original-fs') === 'original-fs') return load('original-fs') as typeof NodeFileSystem;
  } catch {
    // Plain Node has no such module.
  }
  return load('node:fs') as typeof NodeFileSystem;
}
