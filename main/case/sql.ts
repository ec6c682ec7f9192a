import initSqlJs, { type Database, type SqlJsStatic, type Statement } from 'sql.js';

export type Sql = SqlJsStatic;
export type { Database, Statement };
export type SqlCell = string | number | null;

/** SQLite in memory, from the bytes of its WebAssembly: nothing is fetched, no file is looked for. */
export async function loadSql(wasm: Uint8Array): Promise<Sql> {
  // Its own copy: the module keeps the buffer, and a Buffer of Node may be a part of a larger one.
  return initSqlJs({ wasmBinary: new Uint8Array(wasm).buffer });
}

/** The rows of a query. The statement is freed also when the reader leaves early. */
export function* select(db: Database, sql: string, values: readonly SqlCell[] = []): Generator<SqlCell[]> {
  const statement = db.prepare(sql);
  try {
    statement.bind([...values]);
    while (statement.step()) yield statement.get() as SqlCell[];
  } finally {
    statement.free();
  }
}

/** The first row of a query. */
export function selectOne(db: Database, sql: string, values: readonly SqlCell[] = []): SqlCell[] | undefined {
  for (const row of select(db, sql, values)) return row;
  return undefined;
}

/** All or nothing. */
export function transaction<T>(db: Database, act: () => T): T {
  db.run('BEGIN');
  try {
    const value = act();
    db.run('COMMIT');
    return value;
  } catch (error) {
    db.run('ROLLBACK');
    throw error;
  }
}
