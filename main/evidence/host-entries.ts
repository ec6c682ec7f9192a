import { isUtf8 } from 'node:buffer';
import type { Dirent } from 'node:fs';
import { MAX_DIRECTORY_ENTRIES } from '../../shared/limits.ts';
import type { DirectoryEntry } from './evidence.ts';
import { fileSystem as fs } from './file-system.ts';
import type { SourceListing } from './node-source.ts';

const REPLACEMENT = '\uFFFD';
/** Names fetched with one call; Node's default of 32 makes large folders slow. */
const NAMES_AT_ONCE = 1024;

/** A folder of this many bytes or fewer is small enough to be read with one call. Of 0 bytes: a file system that does not tell. */
const SMALL_FOLDER = 64 * 1024;

/** Entries of one folder of the host, in its order. `size`: the folder's own, in bytes. Throws the system's error. */
export function hostEntries(hostPath: string, size: number): SourceListing {
  if (size > 0 && size <= SMALL_FOLDER) return smallFolder(hostPath);
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

/** Opening a folder to read it in parts costs three times as much. */
function smallFolder(hostPath: string): SourceListing {
  const found = fs.readdirSync(hostPath, { withFileTypes: true });
  const kept = found.slice(0, MAX_DIRECTORY_ENTRIES);
  const doubtful = kept.some(({ name }) => name.includes(REPLACEMENT));
  return {
    entries: kept.map((entry) => ({ name: entry.name, kind: entryKind(entry) })),
    truncated: kept.length < found.length,
    lossy: doubtful ? lossyNames(hostPath) : [],
  };
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
