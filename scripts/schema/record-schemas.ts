import { annotationRecordSchema } from '../../shared/model/annotation.ts';
import { binaryRecordSchema } from '../../shared/model/binary-record.ts';
import { coverageSchema } from '../../shared/model/coverage.ts';
import { diagnosticSchema } from '../../shared/model/diagnostic.ts';
import { eventRecordSchema } from '../../shared/model/event-record.ts';
import { findingSchema } from '../../shared/model/finding.ts';
import { headerSchema, summarySchema } from '../../shared/model/run.ts';
import { serviceRecordSchema } from '../../shared/model/service-record.ts';

/** The lines of the JSONL contract (design.md section 6), in the order in which they appear in a file. */
export const RECORD_SCHEMAS = {
  header: headerSchema,
  service: serviceRecordSchema,
  event: eventRecordSchema,
  binary: binaryRecordSchema,
  finding: findingSchema,
  annotation: annotationRecordSchema,
  diagnostic: diagnosticSchema,
  coverage: coverageSchema,
  summary: summarySchema,
} as const;

export type RecordType = keyof typeof RECORD_SCHEMAS;
