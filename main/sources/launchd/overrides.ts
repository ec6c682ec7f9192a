import { MAX_DIAGNOSTICS_PER_FILE } from '../../../shared/limits.ts';
import type { Diagnostic } from '../../../shared/model/diagnostic.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { isPlistDict, type PlistDict, type PlistValue } from '../../formats/plist/plist-value.ts';
import type { Root } from '../root.ts';
import { asText } from './dictionary.ts';
import { launchdDiagnostic } from './launchd-diagnostic.ts';
import { readPlist } from './read-plist.ts';
import { canonicalPath, childFolders, DATA_VOLUME } from './volume-paths.ts';

/** One entry of a database that decides whether a job is loaded. */
export interface Override {
  readonly label: string;
  readonly disabled: boolean;
  /** Evidence path of the database. */
  readonly path: string;
  readonly time: string | null;
  /** User whose agents it is for; null for the system's daemons. */
  readonly uid: number | null;
  /** launchd.db, which OS X 10.10 gave up. */
  readonly legacy: boolean;
}

/** Entries of all databases by label, in the order in which they count. */
export type Overrides = ReadonlyMap<string, readonly Override[]>;

export interface OverridesRead {
  readonly overrides: Map<string, Override[]>;
  entries: number;
  databases: number;
  unreadable: number;
}

/** What launchd keeps about jobs between restarts. */
export const OVERRIDES_FOLDER = '/private/var/db/com.apple.xpc.launchd';
const LEGACY = '/private/var/db/launchd.db';
const MODERN_NAME = /^disabled(?:\.(\d{1,10}))?\.plist$/;
const LEGACY_FOLDER = /^com\.apple\.launchd(?:\.peruser\.(\d{1,10}))?$/;

/**
 * Reads what `launchctl enable` and `disable` keep (launchctl(1)): disabled.plist for the system, disabled.UID.plist for a user, and
 * `launchctl load -w`'s overrides.plist of OS X before 10.10. The new ones come first.
 */
export function* readOverrides(evidence: Evidence, root: Root): Generator<Diagnostic, OverridesRead> {
  const read: OverridesRead = { overrides: new Map(), entries: 0, databases: 0, unreadable: 0 };
  for (const { path, uid, legacy } of databases(evidence, root)) {
    const found = evidence.lookup(path);
    if (found.state !== 'file') continue;
    const { plist, diagnostics } = readPlist(evidence, found.path);
    yield* diagnostics;
    if (plist === null || !isPlistDict(plist.value)) {
      read.unreadable += 1;
      if (plist !== null)
        yield launchdDiagnostic('warning', 'launchd-overrides', found.path, 'no dictionary of labels');
      continue;
    }
    read.databases += 1;
    yield* addEntries(read, plist.value, { path: found.path, time: found.stat.modified, uid, legacy });
  }
  return read;
}

function* addEntries(
  read: OverridesRead,
  dict: PlistDict,
  database: Pick<Override, 'path' | 'time' | 'uid' | 'legacy'>,
): Generator<Diagnostic> {
  let odd = 0;
  for (const [label, value] of dict) {
    const disabled = disabledOf(value);
    if (disabled === null) {
      odd += 1;
      if (odd > MAX_DIAGNOSTICS_PER_FILE) continue;
      const what = `${label}: ${asText(value).slice(0, 200)} is neither true nor false`;
      yield launchdDiagnostic('info', 'launchd-overrides', database.path, what);
      continue;
    }
    read.entries += 1;
    const entry = { label, disabled, ...database };
    const same = read.overrides.get(label);
    if (same === undefined) read.overrides.set(label, [entry]);
    else same.push(entry);
  }
}

/** A boolean today; `{Disabled: …}` in launchd.db. */
function disabledOf(value: PlistValue): boolean | null {
  if (typeof value === 'boolean') return value;
  const inner = isPlistDict(value) ? value.get('Disabled') : undefined;
  return typeof inner === 'boolean' ? inner : null;
}

interface Database {
  readonly path: string;
  readonly uid: number | null;
  readonly legacy: boolean;
}

function databases(evidence: Evidence, root: Root): Database[] {
  const found: Database[] = [];
  const seen = new Set<string>();
  for (const folder of standingFor(root, OVERRIDES_FOLDER)) {
    for (const name of fileNames(evidence, folder)) {
      const uid = MODERN_NAME.exec(name);
      if (uid === null || seen.has(canonicalPath(`${folder}/${name}`))) continue;
      seen.add(canonicalPath(`${folder}/${name}`));
      found.push({
        path: `${folder}/${name}`,
        uid: uid[1] === undefined ? null : Number(uid[1]),
        legacy: false,
      });
    }
  }
  for (const parent of standingFor(root, LEGACY)) {
    for (const folder of childFolders(evidence, parent)) {
      const uid = LEGACY_FOLDER.exec(folder.slice(folder.lastIndexOf('/') + 1));
      if (uid === null || seen.has(canonicalPath(folder))) continue;
      seen.add(canonicalPath(folder));
      found.push({
        path: `${folder}/overrides.plist`,
        uid: uid[1] === undefined ? null : Number(uid[1]),
        legacy: true,
      });
    }
  }
  return found;
}

/** Where a folder of /private/var may lie: a collection has no links, and may hold /var or the data volume. */
export function standingFor(root: Root, path: string): string[] {
  if (root.layout === 'macos-jobs')
    return root.folders.flatMap((folder) => (canonicalPath(folder.standsFor) === path ? [folder.path] : []));
  return [path, path.replace(/^\/private/, ''), `${DATA_VOLUME}${path}`];
}

function fileNames(evidence: Evidence, path: string): string[] {
  const folder = evidence.lookup(path);
  const listing = folder.state === 'directory' ? evidence.list(folder.path) : null;
  return listing?.ok === true
    ? listing.value.flatMap(({ name, kind }) => (kind === 'directory' ? [] : [name]))
    : [];
}
