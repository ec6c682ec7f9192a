import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import type { ServiceRecord } from '../../shared/model/service-record.ts';
import { UsageError } from './exit-code.ts';
import { readBaseline } from './reference-files.ts';

/** Services of an earlier result for `--baseline`: its JSONL, or its case file. */
export async function baselineServices(path: string, sqlUrl: URL): Promise<readonly ServiceRecord[]> {
  if (!isSqlite(path)) return readBaseline(path);
  const { loadSql } = await import('../case/sql.ts');
  const { readBaselineFile } = await import('../triage/engine/read-case-file.ts');
  try {
    return readBaselineFile(await loadSql(readFileSync(sqlUrl)), path);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Does the file begin as SQLite's do? False where it cannot be read. */
export function isSqlite(path: string): boolean {
  const start = Buffer.alloc(15);
  try {
    const file = openSync(path, 'r');
    try {
      readSync(file, start, 0, start.length, 0);
    } finally {
      closeSync(file);
    }
  } catch {
    // Said by whoever reads it whole.
  }
  return start.toString('latin1') === 'SQLite format 3';
}
