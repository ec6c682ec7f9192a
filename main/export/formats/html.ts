import type { TriageResult } from '../../../shared/model/triage-event.ts';
import type { ExportFormat } from '../export-format.ts';
import { page } from '../html/page.ts';
import { reportView } from '../html/report-view.ts';

/** The report as one document: no script, no remote resource, readable from a stick. */
export function* htmlPieces(result: TriageResult): Generator<string> {
  for (const piece of page(reportView(result))) yield piece.source;
}

export const format: ExportFormat = {
  id: 'html',
  title: 'the report, one file to read and to print',
  files: (result) => [
    {
      name: 'report.html',
      mediaType: 'text/html; charset=utf-8',
      text: { [Symbol.iterator]: () => htmlPieces(result) },
    },
  ],
};
