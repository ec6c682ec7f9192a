import type { DirectoryEntry, Evidence } from '../../evidence/evidence.ts';
import { foldName } from '../../evidence/fold-name.ts';

/** Endings under which collectors and `reg save` by habit store hives; the bare name comes first. */
const EXTENSIONS = ['', '.HIVE', '.HIV', '.DAT', '.SAVE'];

/** Evidence path of the hive `name` (SYSTEM, SOFTWARE) in a folder, whatever its case; null when there is none. */
export function findHiveFile(evidence: Evidence, folder: string, name: string): string | null {
  const names = filesByName(evidence, folder);
  for (const extension of EXTENSIONS) {
    const found = names.get(name + extension);
    if (found !== undefined) return join(folder, found);
  }
  return null;
}

/** The transaction logs beside a hive file, by their ending; both `SYSTEM.HIVE.LOG1` and `SYSTEM.LOG1` belong to it. */
export function findHiveLogs(evidence: Evidence, hivePath: string): ReadonlyMap<LogEnding, string> {
  const slash = hivePath.lastIndexOf('/');
  const folder = hivePath.slice(0, slash);
  const names = filesByName(evidence, folder);
  const full = foldName(hivePath.slice(slash + 1));
  const bare = full.replace(/\.(?:HIVE|HIV|DAT|SAVE)$/, '');
  const logs = new Map<LogEnding, string>();
  for (const ending of LOG_ENDINGS) {
    const found = names.get(`${full}.${ending}`) ?? names.get(`${bare}.${ending}`);
    if (found !== undefined) logs.set(ending, join(folder, found));
  }
  return logs;
}

const LOG_ENDINGS = ['LOG', 'LOG1', 'LOG2'] as const;
export type LogEnding = (typeof LOG_ENDINGS)[number];

/** Spelling of each file by its folded name; the first in sort order wins where two differ by case only. */
function filesByName(evidence: Evidence, folder: string): ReadonlyMap<string, string> {
  const listing = evidence.list(folder === '' ? '/' : folder);
  const names = new Map<string, string>();
  if (!listing.ok) return names;
  for (const entry of listing.value) {
    if (!mayBeFile(entry)) continue;
    const folded = foldName(entry.name);
    if (!names.has(folded)) names.set(folded, entry.name);
  }
  return names;
}

function mayBeFile(entry: DirectoryEntry): boolean {
  return entry.kind === 'file' || entry.kind === 'link';
}

function join(folder: string, name: string): string {
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}
