import { type Database, select, selectOne, transaction } from './sql.ts';

/** `PRAGMA application_id` of our files, so that `file` and hex editors can tell: the letters DSCP. */
export const APPLICATION_ID = 0x44534350;

const SHARED_START = 'n INTEGER PRIMARY KEY, id TEXT NOT NULL';
const LEVEL = 'level TEXT, levelRank INTEGER NOT NULL';

/**
 * What each version of the schema adds to the one before; a file holds the number of those it has in `PRAGMA user_version`.
 * Never change one that was released: append.
 *
 * `records` and `packs` hold the run as its JSONL export does, in that order, each record under its number `n`. The other tables
 * hold, under the same `n`, what is searched and sorted, and are small enough to be scanned whole. Their text is for eyes: invisible
 * characters are written out.
 */
const MIGRATIONS: readonly (readonly string[])[] = [
  [
    'CREATE TABLE records (n INTEGER PRIMARY KEY, type TEXT NOT NULL, json TEXT NOT NULL)',
    `CREATE TABLE evidence (n INTEGER PRIMARY KEY, host TEXT, platform TEXT, target TEXT, targetKind TEXT, startedAt TEXT,
      finishedAt TEXT, tool TEXT, incomplete INTEGER NOT NULL)`,
    `CREATE TABLE services (${SHARED_START}, ${LEVEL}, findings INTEGER NOT NULL, name TEXT, displayName TEXT, kind TEXT,
      platform TEXT, startMode TEXT, state TEXT, account TEXT, command TEXT, image TEXT, imageState TEXT, package TEXT,
      changed TEXT, sha256 TEXT, definition TEXT, known TEXT, search TEXT NOT NULL)`,
    `CREATE TABLE findings (${SHARED_START}, ${LEVEL}, subjectId TEXT NOT NULL, title TEXT, subject TEXT, rule TEXT,
      component TEXT, techniques TEXT, confidence TEXT, why TEXT, search TEXT NOT NULL)`,
    `CREATE TABLE files (${SHARED_START}, ${LEVEL}, path TEXT, state TEXT, package TEXT, packageState TEXT, owner TEXT,
      mode TEXT, writableBy TEXT, size INTEGER, modified TEXT, sha256 TEXT, usedBy TEXT, known TEXT, search TEXT NOT NULL)`,
    'CREATE TABLE fileUses (file INTEGER NOT NULL, service TEXT NOT NULL, role TEXT)',
    `CREATE TABLE events (${SHARED_START}, levelRank INTEGER NOT NULL, time TEXT, action TEXT, service TEXT, source TEXT,
      actor TEXT, details TEXT, search TEXT NOT NULL)`,
    `CREATE TABLE diagnostics (${SHARED_START}, severity TEXT, code TEXT, source TEXT, path TEXT, what TEXT,
      search TEXT NOT NULL)`,
    'CREATE TABLE coverage (n INTEGER PRIMARY KEY, source TEXT, outcome TEXT, reason TEXT)',
    `CREATE TABLE provenance (record INTEGER NOT NULL, path TEXT, kind TEXT, key TEXT, value TEXT, line INTEGER,
      offset INTEGER, time TEXT)`,
    `CREATE TABLE annotations (subject TEXT PRIMARY KEY, verdict TEXT NOT NULL, tags TEXT NOT NULL, note TEXT NOT NULL,
      who TEXT NOT NULL, time TEXT NOT NULL)`,
    'CREATE TABLE audit (n INTEGER PRIMARY KEY, json TEXT NOT NULL)',
    'CREATE INDEX servicesById ON services (id)',
    'CREATE INDEX findingsById ON findings (id)',
    'CREATE INDEX findingsBySubject ON findings (subjectId)',
    'CREATE INDEX filesById ON files (id)',
    'CREATE INDEX fileUsesByService ON fileUses (service)',
    'CREATE INDEX eventsById ON events (id)',
    'CREATE INDEX eventsByService ON events (service COLLATE NOCASE)',
    'CREATE INDEX diagnosticsById ON diagnostics (id)',
    'CREATE INDEX provenanceByRecord ON provenance (record)',
  ],
  // What the package database says of the program, and what became of the service since the baseline.
  [
    'ALTER TABLE services ADD COLUMN packageState TEXT',
    'ALTER TABLE services ADD COLUMN baseline TEXT',
    'CREATE INDEX servicesByName ON services (name COLLATE NOCASE)',
  ],
  // Logs bring hundreds of thousands of events: their orders, and what the timeline counts, are read from indexes alone.
  [
    'CREATE INDEX eventsByTime ON events (time)',
    'CREATE INDEX eventsByActor ON events (actor COLLATE NOCASE)',
    // As `tables.ts` sorts by them.
    'CREATE INDEX eventsByDetails ON events (substr(details, 1, 80) COLLATE NOCASE)',
    `CREATE INDEX changesByTime ON events (time, levelRank, action) WHERE action IN ('created', 'changed', 'deleted')`,
    'CREATE INDEX servicesByChange ON services (changed, levelRank)',
  ],
  // Records of which there are many are packed; what is searched lies apart, so that the tables are short to read; orders of large
  // tables are kept as row numbers, where indexes repeated the text.
  [
    'CREATE TABLE packs (first INTEGER PRIMARY KEY, count INTEGER NOT NULL, type TEXT NOT NULL, data BLOB NOT NULL)',
    `CREATE TABLE orders (view TEXT NOT NULL, expression TEXT NOT NULL, nulls INTEGER NOT NULL, numbers BLOB NOT NULL,
      PRIMARY KEY (view, expression))`,
    ...['services', 'findings', 'files', 'events', 'diagnostics'].flatMap((table) => [
      `CREATE TABLE ${table}Search (n INTEGER PRIMARY KEY, text TEXT NOT NULL)`,
      `INSERT INTO ${table}Search SELECT n, search FROM ${table}`,
      `ALTER TABLE ${table} DROP COLUMN search`,
    ]),
    'DROP INDEX eventsByTime',
    'DROP INDEX eventsByActor',
    'DROP INDEX eventsByDetails',
  ],
];

export const SCHEMA = MIGRATIONS.length;

/** Brings an empty file or one of an earlier version to this version. */
export function migrate(db: Database, from: number): void {
  if (from === SCHEMA) return;
  transaction(db, () => {
    for (const migration of MIGRATIONS.slice(from)) for (const sql of migration) db.run(sql);
    db.run(`PRAGMA application_id = ${APPLICATION_ID}`);
    db.run(`PRAGMA user_version = ${SCHEMA}`);
  });
}

/** A new file of an earlier (or this) version, for comparison. */
export function migrateTo(db: Database, version: number): void {
  for (const migration of MIGRATIONS.slice(0, version)) for (const sql of migration) db.run(sql);
}

export function schemaVersion(db: Database): number {
  return Number(selectOne(db, 'PRAGMA user_version')?.[0] ?? 0);
}

export function applicationId(db: Database): number {
  return Number(selectOne(db, 'PRAGMA application_id')?.[0] ?? 0);
}

/** Everything that a file defines, as text that is equal when the definitions are. */
export function definitions(db: Database): string {
  // Statistics of other SQLite tools define nothing.
  const sql = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'";
  const rows = [...select(db, `${sql} ORDER BY type, name`)];
  return JSON.stringify(rows);
}

/** Takes the indexes away and gives the SQL that makes them again. */
export function dropIndexes(db: Database): string[] {
  const sql = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL";
  const indexes = [...select(db, sql)];
  for (const [name] of indexes) db.run(`DROP INDEX ${name}`);
  return indexes.map(([, text]) => String(text));
}
