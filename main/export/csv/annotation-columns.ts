import type { AnnotationIndex } from '../annotation-index.ts';
import type { CsvColumn } from './csv-text.ts';

/** What the analyst says, behind all other columns; none where nothing was said, so that a scan's tables stay as they are. */
export function annotationColumns<T>(
  annotations: AnnotationIndex,
  subjectId: (record: T) => string,
): readonly CsvColumn<T>[] {
  if (annotations.size === 0) return [];
  const of = (record: T) => annotations.get(subjectId(record));
  return [
    { name: 'Verdict', cell: (record) => of(record)?.verdict ?? 'unreviewed' },
    { name: 'Tags', cell: (record) => of(record)?.tags.join(' | ') ?? null },
    { name: 'Note', cell: (record) => of(record)?.note ?? null },
    { name: 'Reviewer', cell: (record) => of(record)?.who ?? null },
    { name: 'ReviewedAt', cell: (record) => of(record)?.when ?? null },
  ];
}
