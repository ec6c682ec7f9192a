import { chosenVersion } from '../attack-version.ts';
import type { ExportFormat } from '../export-format.ts';
import { timelineRows } from '../timesketch/timeline-rows.ts';
import { timelineCsv, timelineJsonl } from '../timesketch/timeline-text.ts';

/** Every time of the evidence as a row, twice: JSONL is exact and loads faster, CSV is safe in a spreadsheet. */
export const format: ExportFormat = {
  id: 'timesketch',
  title: 'a timeline for Timesketch, one row per time, as CSV and as JSONL',
  files: (result, options) => {
    const rows = () => timelineRows(result, chosenVersion(result.header, options?.attackVersion));
    return [
      {
        name: 'timesketch.csv',
        mediaType: 'text/csv; charset=utf-8; header=present',
        text: { [Symbol.iterator]: () => timelineCsv(rows()) },
      },
      {
        name: 'timesketch.jsonl',
        mediaType: 'application/jsonl',
        text: { [Symbol.iterator]: () => timelineJsonl(rows()) },
      },
    ];
  },
};
