import { isUtf8 } from 'node:buffer';
import type { Dirent } from 'node:fs';
import { MAX_DIRECTORY_ENTRIES } from '../../shared/limits.ts';
import type { DirectoryEntry } from './evidence.ts';
import { fileSystem as fs } from './file-system.ts';
import type { SourceListing } from './node-source.ts';

const REPLACEMENT = '\uFFFD';
/** Names fetched with one call; Node's default of 32 makes large folders slow. */
const NAMES_AT_ONCE = 1024;

/** Entries of one folder of the host, in its order. Throws the system's error. */
export function hostEntries(hostPath: string): SourceListing {
  const entries: DirectoryEntry[] = [];
  let truncated = false;
  let doubtful = false;
  const folder = fs.opendirSync(hostPath, { bufferSize: NAMES_AT_ONCE });
  try {
    for (let entry = folder.readSync(); entry !== null; entry = folder.readSync()) {
      if (entries.length >= MAX_DIRECTORY_ENTRIES) {
        truncated = true;
        break;
      }
      if (entry.name.includes(REPLACEMENT)) doubtful = true;
      entries.push({ name: entry.name, kind: entryKind(entry) });
    }
  } finally {
    folder.closeSync();
  }
  return { entries, truncated, lossy: doubtful ? lossyNames(hostPath) : [] };
}

/** Names in the folder that are not valid UTF-8, as Node shows them (a real U+FFFD in a name is none). */
export function lossyNames(hostPath: string): string[] {
  return fs
    .readdirSync(hostPath, { encoding: 'buffer' })
    .slice(0, MAX_DIRECTORY_ENTRIES)
    .filter((name) => !isUtf8(name))
    .map((name) => name.toString('utf8'));
}

function entryKind(entry: Dirent): DirectoryEntry['kind'] {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'directory';
  return entry.isSymbolicLink() ? 'link' : 'special';
}
