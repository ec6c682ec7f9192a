import type { Annotation, AnnotationRecord } from '../../shared/model/annotation.ts';
import type { TriageResult } from '../../shared/model/triage-event.ts';

/**
 * The result with what the analyst says of its subjects, as reports take it. What was said of a subject outside the result (the
 * part that a scope leaves) stays out, and so does what says nothing: no verdict, tag or note. Without any, the result itself.
 */
export function annotatedResult(result: TriageResult, annotations: readonly Annotation[]): TriageResult {
  const told = annotations.filter(
    ({ verdict, tags, note }) => verdict !== 'unreviewed' || tags.length > 0 || note !== '',
  );
  if (told.length === 0) return result;
  const subjects = subjectsOf(result, new Set(told.map(({ subject }) => subject)));
  const records = told.flatMap(({ subject: id, ...said }): AnnotationRecord[] => {
    const subject = subjects.get(id);
    return subject === undefined ? [] : [{ type: 'annotation', subject, ...said }];
  });
  return records.length === 0 ? result : { ...result, annotations: records };
}

function subjectsOf(
  { services, events, binaries, findings }: TriageResult,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, AnnotationRecord['subject']> {
  const subjects = new Map<string, AnnotationRecord['subject']>();
  const add = (subject: AnnotationRecord['subject']): void => {
    if (wanted.has(subject.id) && !subjects.has(subject.id)) subjects.set(subject.id, subject);
  };
  for (const { id, name, platform } of services) add({ kind: 'service', id, name, platform });
  for (const { subject } of findings) add(subject);
  for (const { id, path, platform } of binaries) add({ kind: 'file', id, name: path, platform });
  // A log has a million: only what was asked for is made.
  for (const { id, service, platform } of events) {
    if (wanted.has(id)) add({ kind: 'event', id, name: service ?? id, platform });
  }
  return subjects;
}
