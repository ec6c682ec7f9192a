import table from './inbox-services.generated.json';

/** What one Windows release ships under a name. Values as the hive has them, undecoded; null where not set. */
export interface InboxService {
  readonly name: string;
  readonly type: number | null;
  readonly start: number | null;
  readonly image: string | null;
  readonly dll: string | null;
  readonly objectName: string | null;
  readonly displayName: string | null;
  readonly failureCommand: string | null;
}

/** A release of the table. `quality` says how sure its facts are; `filter` what was left out of the hive. */
export interface InboxRelease {
  readonly release: string;
  readonly name: string;
  readonly builds: readonly number[];
  readonly hive: string;
  readonly quality: 'clean' | 'near-clean' | 'filtered';
  readonly filter: string;
}

/** Columns: name, type, start, image, dll, objectName, displayName, failureCommand, bit set of releases. */
const rows: readonly string[] = table.rows;

export const inboxReleases: readonly InboxRelease[] = table.releases as readonly InboxRelease[];

/** Row numbers by name in lower case; built at the first look-up. */
let byName: Map<string, number[]> | undefined;

function index(): Map<string, number[]> {
  if (byName !== undefined) return byName;
  byName = new Map();
  for (const [at, row] of rows.entries()) {
    const key = nameOf(row).toLowerCase();
    const known = byName.get(key);
    if (known === undefined) byName.set(key, [at]);
    else known.push(at);
  }
  return byName;
}

function nameOf(row: string): string {
  return row.slice(0, row.indexOf('\t'));
}

function releasesOf(row: string): number {
  return Number(row.slice(row.lastIndexOf('\t') + 1));
}

const textOrNull = (cell: string | undefined): string | null => (cell ? cell : null);
const numberOrNull = (cell: string | undefined): number | null => (cell ? Number(cell) : null);

function entry(row: string): InboxService {
  const [name, type, start, image, dll, objectName, displayName, failureCommand] = row.split('\t');
  return {
    name: name ?? '',
    type: numberOrNull(type),
    start: numberOrNull(start),
    image: textOrNull(image),
    dll: textOrNull(dll),
    objectName: textOrNull(objectName),
    displayName: textOrNull(displayName),
    failureCommand: textOrNull(failureCommand),
  };
}

/** `CDPUserSvc_1a2b3` is the instance of `CDPUserSvc` for one log-on session (type bit 0x80). */
export function withoutSessionSuffix(name: string): string {
  return name.replace(/_[0-9a-f]{4,8}$/i, '');
}

/** Numbers of the rows under a name. */
function rowsOf(name: string): readonly number[] {
  const key = name.toLowerCase();
  const exact = index().get(key);
  if (exact !== undefined) return exact;
  const stem = withoutSessionSuffix(key);
  if (stem === key) return [];
  // Only templates of per-user services (type bit 0x40) have instances.
  return (index().get(stem) ?? []).filter((at) => ((inboxEntries()[at]?.type ?? 0) & 0x40) !== 0);
}

/** What this release ships under the name; case and a per-user suffix do not matter. */
export function inboxService(release: string, name: string): InboxService | undefined {
  const position = inboxReleases.findIndex((one) => one.release === release);
  if (position < 0) return undefined;
  const row = rowsOf(name).find((at) => (releasesOf(rows[at] ?? '') & (1 << position)) !== 0);
  return row === undefined ? undefined : inboxEntries()[row];
}

/** What the releases of the table ship under the name, one entry for each distinct configuration; newest first. */
export function inboxAnywhere(name: string): readonly InboxService[] {
  return rowsOf(name).flatMap((at) => inboxEntries()[at] ?? []);
}

/** Names that one release ships, or that any does. */
export function inboxNames(release: string | null): readonly string[] {
  const position = inboxReleases.findIndex((one) => one.release === release);
  const names = new Map<string, string>();
  for (const row of rows) {
    const has = release === null || (position >= 0 && (releasesOf(row) & (1 << position)) !== 0);
    const name = nameOf(row);
    if (has && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
  }
  return [...names.values()];
}

let entries: readonly InboxService[] | undefined;

/** Every row of the table once, for whoever builds an index of it; read at the first call. */
export function inboxEntries(): readonly InboxService[] {
  entries ??= rows.map(entry);
  return entries;
}

/**
 * The release of the table that this build is, null when the table lacks it; never the nearest by number. Takes a
 * build as hosts state it: `19044`, `19044.1288`, `10.0.19044`, `19041 (CSDBuildNumber 1288)`. Servers share builds
 * with clients and not their services: the caller must not ask for them.
 */
export function nearestRelease(build: string | number | null | undefined): string | null {
  const parts = /^\d+(?:\.\d+)*/.exec(String(build ?? '').trim())?.[0].split('.') ?? [];
  const number = Number(parts.length >= 3 ? parts[2] : parts[0]);
  return inboxReleases.find((one) => one.builds.includes(number))?.release ?? null;
}
