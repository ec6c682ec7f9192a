import type { z } from 'zod';
import { binaryRecordSchema } from '../../shared/model/binary-record.ts';
import { coverageSchema } from '../../shared/model/coverage.ts';
import { diagnosticSchema } from '../../shared/model/diagnostic.ts';
import { eventRecordSchema } from '../../shared/model/event-record.ts';
import { findingSchema } from '../../shared/model/finding.ts';
import { headerSchema, summarySchema } from '../../shared/model/run.ts';
import { serviceRecordSchema } from '../../shared/model/service-record.ts';
import type { TriageResult } from '../../shared/model/triage-event.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { jsonOfType } from './packed-records.ts';
import type { Database } from './sql.ts';

class WrongRecord extends Error {}

/** The run as exports take it. Each record is checked: a case file may have been written by anybody. */
export function readResult(db: Database): Result<TriageResult> {
  try {
    const [header] = read(db, 'header', headerSchema);
    const [summary] = read(db, 'summary', summarySchema);
    if (header === undefined || summary === undefined) return fail('the case holds no run');
    return ok({
      header,
      services: read(db, 'service', serviceRecordSchema),
      events: read(db, 'event', eventRecordSchema),
      binaries: read(db, 'binary', binaryRecordSchema),
      findings: read(db, 'finding', findingSchema),
      diagnostics: read(db, 'diagnostic', diagnosticSchema),
      coverage: read(db, 'coverage', coverageSchema),
      summary,
    });
  } catch (error) {
    if (error instanceof WrongRecord) return fail(error.message);
    return fail(`the case file is damaged: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function read<T>(db: Database, type: string, schema: z.ZodType<T>): T[] {
  const records: T[] = [];
  for (const [n, json] of jsonOfType(db, type)) {
    const record: unknown = JSON.parse(json);
    const checked = schema.safeParse(record);
    if (!checked.success) {
      const where = checked.error.issues[0]?.path.join('.') ?? '';
      throw new WrongRecord(`record ${n} of the case is not a ${type}: ${where}`);
    }
    // Not the parsed copy, which loses keys that are named like `__proto__`.
    records.push(record as T);
  }
  return records;
}
