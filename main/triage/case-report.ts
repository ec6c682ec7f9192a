import type { ExportRequest } from '../../shared/ipc/contract.ts';
import type { TriageResult } from '../../shared/model/triage-event.ts';
import { ok, type Result } from '../../shared/result.ts';
import { annotatedResult } from '../case/annotated-result.ts';
import { listAnnotations } from '../case/annotations.ts';
import { readResult } from '../case/read-result.ts';
import { type Scope, scopedResult } from '../case/scope.ts';
import type { Database } from '../case/sql.ts';

/**
 * What a report of a case is made of, in the window and by command line: the part that is asked for, with what the analyst said of it.
 * `changed`: case data in the place of those that the case holds. Fails, with one sentence, for a case that cannot be read.
 */
export function caseReport(
  db: Database,
  scope: Scope,
  changed: Partial<ExportRequest['caseData']>,
): Result<TriageResult> {
  const read = readResult(db);
  if (!read.ok) return read;
  const annotations = listAnnotations(db);
  const part = annotatedResult(scopedResult(read.value, scope, annotations), annotations);
  return ok({ ...part, header: { ...part.header, case: { ...part.header.case, ...changed } } });
}
