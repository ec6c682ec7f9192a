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

type Row = readonly [
  name: string,
  type: number | null,
  start: number | null,
  image: string | null,
  dll: string | null,
  objectName: string | null,
  displayName: string | null,
  failureCommand: string | null,
  releases: number,
];

const rows = table.rows as unknown as readonly Row[];

export const inboxReleases: readonly InboxRelease[] = table.releases as readonly InboxRelease[];

/** Rows by name in lower case; built at the first look-up. */
let byName: Map<string, Row[]> | undefined;

function index(): Map<string, Row[]> {
  if (byName !== undefined) return byName;
  byName = new Map();
  for (const row of rows) {
    const key = row[0].toLowerCase();
    const known = byName.get(key);
    if (known === undefined) byName.set(key, [row]);
    else known.push(row);
  }
  return byName;
}

function entry(row: Row): InboxService {
  const [name, type, start, image, dll, objectName, displayName, failureCommand] = row;
  return { name, type, start, image, dll, objectName, displayName, failureCommand };
}

/** `CDPUserSvc_1a2b3` is the instance of `CDPUserSvc` for one log-on session (type bit 0x80). */
export function withoutSessionSuffix(name: string): string {
  return name.replace(/_[0-9a-f]{4,8}$/i, '');
}

function rowsOf(name: string): readonly Row[] {
  const key = name.toLowerCase();
  const exact = index().get(key);
  if (exact !== undefined) return exact;
  const stem = withoutSessionSuffix(key);
  if (stem === key) return [];
  // Only templates of per-user services (type bit 0x40) have instances.
  return (index().get(stem) ?? []).filter((row) => ((row[1] ?? 0) & 0x40) !== 0);
}

/** What this release ships under the name; case and a per-user suffix do not matter. */
export function inboxService(release: string, name: string): InboxService | undefined {
  const position = inboxReleases.findIndex((one) => one.release === release);
  if (position < 0) return undefined;
  const row = rowsOf(name).find((one) => (one[8] & (1 << position)) !== 0);
  return row === undefined ? undefined : entry(row);
}

/** What the releases of the table ship under the name, one entry for each distinct configuration; newest first. */
export function inboxAnywhere(name: string): readonly InboxService[] {
  return rowsOf(name).map(entry);
}

/** Names that one release ships, or that any does. */
export function inboxNames(release: string | null): readonly string[] {
  const position = inboxReleases.findIndex((one) => one.release === release);
  const names = new Map<string, string>();
  for (const row of rows) {
    const has = release === null || (position >= 0 && (row[8] & (1 << position)) !== 0);
    if (has && !names.has(row[0].toLowerCase())) names.set(row[0].toLowerCase(), row[0]);
  }
  return [...names.values()];
}

/** Every row of the table once, for whoever builds an index of it. */
export function inboxEntries(): readonly InboxService[] {
  return rows.map(entry);
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
