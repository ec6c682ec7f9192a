import type { Payload } from '../../../shared/model/service-record.ts';
import type { UnixFiles } from '../unix/file-lookup.ts';

/** A library that is loaded into programs, by path or by a name that the linker looks up. */
export function preloadPayload(library: string, from: string, raw: string, files: UnixFiles): Payload {
  const found = library.includes('/') ? files.find(library) : files.search(library, LIBRARY_FOLDERS);
  const { path, evidencePath, state, exists } = found;
  return {
    role: 'preload-library',
    from,
    raw,
    path,
    arguments: '',
    evidencePath,
    state,
    exists,
    sha256: null,
  };
}

const LIBRARY_FOLDERS = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
  '/usr/local/lib',
] as const;
