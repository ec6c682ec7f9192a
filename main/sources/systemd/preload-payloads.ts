import type { Payload } from '../../../shared/model/service-record.ts';
import type { FileFound, UnixFiles } from '../unix/file-lookup.ts';
import type { UnitEnvironment } from './unit-environment.ts';

/** ld.so(8): libraries that the dynamic linker loads before all others. */
const PRELOAD = new Set(['LD_PRELOAD', 'LD_AUDIT']);
/** Where ld.so(8) looks for a bare name, besides its cache. */
const LIBRARY_PATH = [
  '/lib/x86_64-linux-gnu',
  '/usr/lib/x86_64-linux-gnu',
  '/lib/aarch64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/lib64',
  '/usr/lib64',
  '/lib',
  '/usr/lib',
  '/usr/local/lib',
] as const;

/** The environment files of a unit, and the libraries that its environment makes every program load. */
export function preloadPayloads(environment: UnitEnvironment, files: UnixFiles): Payload[] {
  const payloads: Payload[] = [];
  for (const { raw, found, optional } of environment.files) {
    // Packages name optional files that nobody has written yet.
    if (optional && found.state !== 'found' && found.state !== 'unreadable') continue;
    payloads.push(made('environment-file', 'EnvironmentFile', raw, found));
  }
  for (const { name, value, from } of environment.variables) {
    if (!PRELOAD.has(name)) continue;
    for (const library of value.split(/[\s:]+/)) {
      if (library === '') continue;
      const found = library.includes('/') ? files.find(library) : files.search(library, LIBRARY_PATH);
      payloads.push(made('preload-library', from, `${name}=${value}`, found));
    }
  }
  return payloads;
}

function made(role: Payload['role'], from: string, raw: string, found: FileFound): Payload {
  const { path, evidencePath, state, exists } = found;
  return { role, from, raw, path, arguments: '', evidencePath, state, exists, sha256: null };
}
