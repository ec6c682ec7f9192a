import { headerSchema, summarySchema } from '../../shared/model/run.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import {
  APPLICATION_ID,
  applicationId,
  definitions,
  migrate,
  migrateTo,
  SCHEMA,
  schemaVersion,
} from './schema.ts';
import { type Database, type Sql, select, selectOne } from './sql.ts';

const MAGIC = 'SQLite format 3\0';

/**
 * An empty case in memory. `size`: bytes that it will about need. A file in memory that grows is copied with every eighth of its
 * size, which took longer than all the rest; behind the pages that its header counts, a file may have room.
 */
export function createCase(sql: Sql, size = 0): Database {
  const empty = new sql.Database();
  // Records are a few KiB each: with SQLite's own 4 KiB they are read and written three times slower.
  empty.run('PRAGMA page_size = 16384');
  settle(empty);
  migrate(empty, 0);
  const bytes = empty.export();
  empty.close();
  const room = new Uint8Array(Math.max(size, bytes.length));
  room.set(bytes);
  return inMemory(sql, room);
}

/** What each open database's file lies in, as long as it fits. */
const places = new WeakMap<Database, Uint8Array>();

function inMemory(sql: Sql, bytes: Uint8Array): Database {
  const db = new sql.Database(owned(bytes));
  places.set(db, bytes);
  settle(db);
  return db;
}

/** The file system in memory takes a copy of what it is given by `slice`; what nobody else uses need not be there twice. */
function owned(bytes: Uint8Array): Uint8Array {
  return Object.defineProperty(bytes, 'slice', { value: () => bytes });
}

/**
 * A case from the bytes of its file, which anybody may have written; they belong to the case from then on. `size`: how many of them
 * are the file; the rest is room to grow. What is defined in it must be what we define, to the letter: so there is no view, trigger
 * or virtual table that could make a query do something else.
 */
export function openCase(sql: Sql, bytes: Uint8Array, size = bytes.length): Result<Database> {
  const start = String.fromCharCode(...bytes.subarray(0, MAGIC.length));
  if (start !== MAGIC) return fail('this is not a case file: it does not begin as SQLite files do');
  let db: Database | undefined;
  try {
    db = inMemory(sql, statesItsSize(bytes, size) ? bytes : bytes.subarray(0, size));
    const problem = problemOf(sql, db);
    if (problem === null) return ok(db);
    db.close();
    return fail(problem);
  } catch (error) {
    db?.close();
    return fail(`the case file is damaged: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Set anew after every `export`, which opens the database again. */
function settle(db: Database): void {
  db.run('PRAGMA trusted_schema = OFF');
  db.run('PRAGMA cell_size_check = ON');
  db.run('PRAGMA cache_size = -65536');
  db.run('PRAGMA temp_store = MEMORY');
  // Nothing is on a disk here: the caller saves the whole file at once.
  db.run('PRAGMA journal_mode = MEMORY');
}

/**
 * Does the file say how long it is? Only then SQLite passes over what lies behind. Its header (fileformat2, 1.3) counts pages at
 * offset 28, which holds when the change counter at 24 is the one at 92 that it was counted with; page size at 16, where 1 is 65,536.
 */
function statesItsSize(bytes: Uint8Array, size: number): boolean {
  if (size < 100 || bytes.byteOffset !== 0 || size === bytes.length) return false;
  const view = new DataView(bytes.buffer, 0, 100);
  const page = view.getUint16(16) === 1 ? 65_536 : view.getUint16(16);
  return view.getUint32(24) === view.getUint32(92) && view.getUint32(28) * page === size;
}

/**
 * The bytes of the case's file: the very ones that the database works on where it can be, so write them before anything changes.
 * Otherwise a copy, and statements that are open at this moment end.
 */
export function caseBytes(db: Database): Uint8Array {
  const size = Number(
    selectOne(db, 'SELECT page_count * page_size FROM pragma_page_count, pragma_page_size')?.[0],
  );
  // A file that outgrew its place was moved to a larger one, which only the package knows.
  const place = places.get(db);
  if (place !== undefined && size <= place.length) return place.subarray(0, size);
  places.delete(db);
  const bytes = db.export();
  settle(db);
  return bytes.subarray(0, size);
}

function problemOf(sql: Sql, db: Database): string | null {
  if (applicationId(db) !== APPLICATION_ID) return 'this is an SQLite file, but not a case of daemonscope';
  const version = schemaVersion(db);
  if (version > SCHEMA)
    return `this case was written by a newer version (schema ${version}; this one reads ${SCHEMA})`;
  if (version < 1) return `this case has no known schema (${version})`;
  if (definitions(db) !== expected(sql, version)) return 'the tables of this file are not those of a case';
  migrate(db, version);
  const check = selectOne(db, 'PRAGMA quick_check(1)')?.[0];
  if (check !== 'ok') return `the case file is damaged: ${String(check)}`;
  return headOf(db);
}

/** What everything else relies on: one header, first, and one summary. */
function headOf(db: Database): string | null {
  const rows = [
    ...select(db, "SELECT json FROM records WHERE type IN ('header', 'summary') ORDER BY n LIMIT 3"),
  ];
  if (rows.length !== 2) return 'the case holds no run';
  if (Number(selectOne(db, 'SELECT count(*) FROM evidence')?.[0]) !== 1) return 'the case holds no run';
  const [header, summary] = rows.map(([json]) => JSON.parse(String(json)) as unknown);
  if (!headerSchema.safeParse(header).success) return 'the header of the case is not one of daemonscope';
  if (!summarySchema.safeParse(summary).success) return 'the summary of the case is not one of daemonscope';
  return null;
}

const expectations = new Map<number, string>();

function expected(sql: Sql, version: number): string {
  let text = expectations.get(version);
  if (text === undefined) {
    const db = new sql.Database();
    migrateTo(db, version);
    text = definitions(db);
    db.close();
    expectations.set(version, text);
  }
  return text;
}
