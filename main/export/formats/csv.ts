import type { BinaryRecord } from '../../../shared/model/binary-record.ts';
import type { EventRecord } from '../../../shared/model/event-record.ts';
import type { Finding } from '../../../shared/model/finding.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { indexAnnotations } from '../annotation-index.ts';
import { annotationColumns } from '../csv/annotation-columns.ts';
import { binaryColumns } from '../csv/binary-columns.ts';
import { type CsvColumn, csvRows } from '../csv/csv-text.ts';
import { EVENT_COLUMNS } from '../csv/event-columns.ts';
import { FINDING_COLUMNS } from '../csv/finding-columns.ts';
import { serviceColumns } from '../csv/service-columns.ts';
import type { ExportFile, ExportFormat } from '../export-format.ts';
import { indexSubjects } from '../subject-index.ts';

/** Four tables for a spreadsheet. Safe to open there, hence not exact: the JSONL export is. */
export const format: ExportFormat = {
  id: 'csv',
  title: 'services, findings, events and binaries as tables that are safe to open in a spreadsheet',
  files: (result) => {
    const { services, findings, events, binaries } = result;
    const annotations = indexAnnotations(result);
    const subjects = indexSubjects(findings);
    const names = new Map(services.map(({ id, name }) => [id, name]));
    return [
      csvFile(
        'services.csv',
        [...serviceColumns(subjects), ...annotationColumns<ServiceRecord>(annotations, ({ id }) => id)],
        services,
      ),
      csvFile(
        'findings.csv',
        [...FINDING_COLUMNS, ...annotationColumns<Finding>(annotations, ({ subject }) => subject.id)],
        findings,
      ),
      csvFile(
        'events.csv',
        [...EVENT_COLUMNS, ...annotationColumns<EventRecord>(annotations, ({ id }) => id)],
        events,
      ),
      csvFile(
        'binaries.csv',
        [...binaryColumns(subjects, names), ...annotationColumns<BinaryRecord>(annotations, ({ id }) => id)],
        binaries,
      ),
    ];
  },
};

function csvFile<T>(name: string, columns: readonly CsvColumn<T>[], records: readonly T[]): ExportFile {
  return {
    name,
    mediaType: 'text/csv; charset=utf-8; header=present',
    text: { [Symbol.iterator]: () => csvRows(columns, records) },
  };
}
