import type { TriageResult } from '../../shared/model/triage-event.ts';
import { addAudit } from '../case/audit.ts';
import { expectedSize, insertResult } from '../case/insert-result.ts';
import { createCase } from '../case/open-case.ts';
import type { Database, Sql } from '../case/sql.ts';
import { collectGarbage } from './collect-garbage.ts';

/** Name of the case in a folder of reports. */
export const CASE_NAME = 'case.daemonscope';

/** A case in memory of a run. `audit`: JSON Lines. `consume`: the records are not needed afterwards, and their lists end empty. */
export function buildCase(
  sql: Sql,
  result: TriageResult,
  audit: string,
  incomplete: boolean,
  consume = false,
): Database {
  const db = createCase(sql, expectedSize(result));
  // A table of what Windows ships says nothing of a file's content: without its signature or hash nothing of it is known good.
  insertResult(db, result, {
    incomplete,
    inbox: () => false,
    ...(consume ? { consumed: collectGarbage } : {}),
  });
  addAudit(db, audit);
  return db;
}
