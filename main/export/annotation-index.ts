import type { AnnotationRecord } from '../../shared/model/annotation.ts';
import type { TriageResult } from '../../shared/model/triage-event.ts';

/** What the analyst says, by id of the subject; empty for a scan, which nobody has judged. */
export type AnnotationIndex = ReadonlyMap<string, AnnotationRecord>;

export function indexAnnotations({ annotations }: Pick<TriageResult, 'annotations'>): AnnotationIndex {
  return new Map((annotations ?? []).map((annotation) => [annotation.subject.id, annotation]));
}

/** Labels for programs that have labels: `verdict:benign`, then the analyst's own. */
export function annotationLabels(annotation: AnnotationRecord | undefined): string[] {
  if (annotation === undefined) return [];
  const { verdict, tags } = annotation;
  return [...(verdict === 'unreviewed' ? [] : [`verdict:${verdict}`]), ...tags.filter((tag) => tag !== '')];
}
