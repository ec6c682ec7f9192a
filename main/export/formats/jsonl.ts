import type { AnnotationRecord } from '../../../shared/model/annotation.ts';
import { ANNOTATED_SCHEMA_VERSION } from '../../../shared/model/schema-version.ts';
import type { TriageEvent, TriageResult } from '../../../shared/model/triage-event.ts';
import type { ExportFormat } from '../export-format.ts';
import { orderKeys } from '../key-order.ts';
import { KEY_TREES } from '../key-tree.generated.ts';

/** Everything that becomes a line; progress is for the eyes only. */
export type ExportRecord = Exclude<TriageEvent, { readonly type: 'progress' }> | AnnotationRecord;

/**
 * One record as one line with its LF. The text of the evidence is exact: control characters and unpaired surrogates
 * are escaped by JSON.stringify (ECMA-262, well-formed JSON.stringify) and come back as they were.
 */
export function jsonLine(record: ExportRecord): string {
  return `${JSON.stringify(orderKeys(record, KEY_TREES[record.type]))}\n`;
}

/** The whole contract (design.md section 6), in the order of the result. */
export function* jsonLines(result: TriageResult): Generator<string> {
  const { header, services, events, binaries, findings, diagnostics, coverage } = result;
  const annotations = result.annotations ?? [];
  yield jsonLine(annotations.length === 0 ? header : { ...header, schemaVersion: ANNOTATED_SCHEMA_VERSION });
  for (const records of [services, events, binaries, findings, annotations, diagnostics, coverage]) {
    for (const record of records) yield jsonLine(record);
  }
  yield jsonLine(result.summary);
}

export const format: ExportFormat = {
  id: 'jsonl',
  title: 'every record as one JSON object a line, exact text',
  files: (result) => [
    {
      name: 'daemonscope.jsonl',
      mediaType: 'application/jsonl',
      text: { [Symbol.iterator]: () => jsonLines(result) },
    },
  ],
};
