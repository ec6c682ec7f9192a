import type { TriageResult } from '../../shared/model/triage-event.ts';
import { listAnnotations, setAnnotation } from '../case/annotations.ts';
import { readAudit } from '../case/audit.ts';
import { caseBytes } from '../case/open-case.ts';
import { readOverview } from '../case/overview.ts';
import type { Database, Sql } from '../case/sql.ts';
import { buildCase } from './case-file.ts';

/** The file of a new case with a part of another, or with other case data; the judgements that belong to it come along. */
export function copyCase(sql: Sql, from: Database, result: TriageResult): Uint8Array {
  const db = buildCase(sql, result, readAudit(from), readOverview(from).incomplete);
  const subjects = new Set([...result.services, ...result.binaries].map(({ id }) => id));
  for (const { subject } of result.findings) subjects.add(subject.id);
  const said = listAnnotations(from);
  const wanted = new Set(said.map(({ subject }) => subject));
  // A log has a million: only those that somebody judged.
  for (const { id } of result.events) if (wanted.has(id)) subjects.add(id);
  for (const annotation of said) {
    if (subjects.has(annotation.subject)) setAnnotation(db, annotation);
  }
  const bytes = caseBytes(db);
  db.close();
  return bytes;
}
