import type { TriageResult } from '../../shared/model/triage-event.ts';
import { annotatedResult } from '../case/annotated-result.ts';
import { listAnnotations, setAnnotation } from '../case/annotations.ts';
import { readAudit } from '../case/audit.ts';
import { caseBytes } from '../case/open-case.ts';
import { readOverview } from '../case/overview.ts';
import type { Database, Sql } from '../case/sql.ts';
import { buildCase } from './case-file.ts';

/** The file of a new case with a part of another, or with other case data; the judgements that belong to it come along. */
export function copyCase(sql: Sql, from: Database, result: TriageResult): Uint8Array {
  const db = buildCase(sql, result, readAudit(from), readOverview(from).incomplete);
  const { annotations = [] } = annotatedResult(result, listAnnotations(from));
  for (const { type: _, subject, ...said } of annotations)
    setAnnotation(db, { ...said, subject: subject.id });
  const bytes = caseBytes(db);
  db.close();
  return bytes;
}
