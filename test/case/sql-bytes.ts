import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadSql, type Sql } from '../../main/case/sql.ts';

/** The WebAssembly of SQLite as the package brings it. */
export function sqlBytes(): Uint8Array {
  return readFileSync(createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm'));
}

export function testSql(): Promise<Sql> {
  return loadSql(sqlBytes());
}
