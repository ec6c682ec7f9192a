import { readFileSync } from 'node:fs';
import type { TriageResult } from '../../shared/model/triage-event.ts';
import { caseBytes } from '../case/open-case.ts';
import { loadSql } from '../case/sql.ts';
import { buildCase } from '../triage/case-file.ts';

export { CASE_NAME } from '../triage/case-file.ts';

/** The bytes of a case file of a run. Loaded only when one is asked for: SQLite costs more than a scan. */
export async function caseOfRun(
  result: TriageResult,
  audit: string,
  cancelled: boolean,
  sqlUrl: URL,
): Promise<Uint8Array> {
  const sql = await loadSql(readFileSync(sqlUrl));
  const db = buildCase(sql, result, audit, cancelled);
  const bytes = caseBytes(db);
  db.close();
  return bytes;
}
