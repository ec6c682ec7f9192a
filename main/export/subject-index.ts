import { compareLevels, type Level } from '../../shared/level.ts';
import type { Finding } from '../../shared/model/finding.ts';
import { compareText } from '../../shared/text.ts';

/** All findings about one service, setting or event. */
export interface Subject {
  readonly id: string;
  readonly kind: Finding['subject']['kind'];
  readonly name: string;
  readonly worst: Level;
  /** Most severe first, otherwise in the order of the run. */
  readonly findings: readonly Finding[];
}

/** Findings by subject: worst subject first, then the one with more findings at that level, then by name. */
export function indexSubjects(findings: readonly Finding[]): ReadonlyMap<string, Subject> {
  const bySubject = new Map<string, Finding[]>();
  for (const finding of findings) {
    const own = bySubject.get(finding.subject.id);
    if (own === undefined) bySubject.set(finding.subject.id, [finding]);
    else own.push(finding);
  }
  const subjects: Subject[] = [];
  for (const [id, own] of bySubject) {
    const sorted = own.toSorted((a, b) => compareLevels(a.level, b.level));
    const first = sorted[0];
    if (first === undefined) continue;
    const { kind, name } = first.subject;
    subjects.push({ id, kind, name, worst: first.level, findings: sorted });
  }
  subjects.sort(compareSubjects);
  return new Map(subjects.map((subject) => [subject.id, subject]));
}

function compareSubjects(a: Subject, b: Subject): number {
  const atWorst = (subject: Subject) =>
    subject.findings.filter(({ level }) => level === subject.worst).length;
  return compareLevels(a.worst, b.worst) || atWorst(b) - atWorst(a) || compareText(a.name, b.name);
}
