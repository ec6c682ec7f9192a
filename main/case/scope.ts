import type { Annotation, ExportRequest } from '../../shared/ipc/contract.ts';
import { LEVELS, type Level } from '../../shared/level.ts';
import type { Finding } from '../../shared/model/finding.ts';
import type { TriageResult } from '../../shared/model/triage-event.ts';

export type Scope = Pick<ExportRequest, 'scope' | 'levels' | 'verdicts'>;

/**
 * The part of a run that a report is wanted about: the findings, and the services, files and events that belong to them. What was
 * looked at, and what could not be read, stays whole.
 */
export function scopedResult(
  result: TriageResult,
  scope: Scope,
  annotations: readonly Annotation[],
): TriageResult {
  if (scope.scope === 'all') return result;
  const wanted = subjectTest(scope, annotations);
  const findings = result.findings.filter(wanted.finding);
  const subjects = new Set(findings.map(({ subject }) => subject.id));
  const services = result.services.filter(({ id }) => subjects.has(id) || wanted.subject(id));
  const ids = new Set(services.map(({ id }) => id));
  const names = new Set(services.map(({ name }) => name.toLowerCase()));
  const binaries = result.binaries.filter(
    ({ id, usedBy }) => wanted.subject(id) || usedBy.some(({ service }) => ids.has(service)),
  );
  // A service that only logs know has a record of no other kind.
  const events = result.events.filter(
    ({ id, service }) =>
      subjects.has(id) || wanted.subject(id) || (service !== null && names.has(service.toLowerCase())),
  );
  const levels = Object.fromEntries(LEVELS.map((level) => [level, 0])) as Record<Level, number>;
  for (const { level } of findings) levels[level] += 1;
  return {
    ...result,
    services,
    events,
    binaries,
    findings,
    summary: {
      ...result.summary,
      verdict: `Part of the case (${inWords(scope)}): ${findings.length} of ${result.findings.length} findings, ${services.length} of ${result.services.length} services. ${result.summary.verdict}`,
      counts: {
        services: services.length,
        events: events.length,
        binaries: binaries.length,
        findings: findings.length,
        diagnostics: result.diagnostics.length,
      },
      levels,
    },
  };
}

interface SubjectTest {
  readonly finding: (finding: Finding) => boolean;
  /** Wanted even without a finding. */
  readonly subject: (id: string) => boolean;
}

function subjectTest({ scope, levels, verdicts }: Scope, annotations: readonly Annotation[]): SubjectTest {
  if (scope === 'levels') return { finding: ({ level }) => levels.includes(level), subject: () => false };
  const chosen = new Set(
    annotations
      .filter(({ verdict, tags }) => (scope === 'tagged' ? tags.length > 0 : verdicts.includes(verdict)))
      .map(({ subject }) => subject),
  );
  const judged = new Set(annotations.map(({ subject }) => subject));
  const unreviewed = scope === 'verdicts' && verdicts.includes('unreviewed');
  return {
    finding: ({ subject }) => chosen.has(subject.id) || (unreviewed && !judged.has(subject.id)),
    subject: (id) => chosen.has(id),
  };
}

function inWords({ scope, levels, verdicts }: Scope): string {
  if (scope === 'levels') return `findings of level ${levels.join(', ') || 'none'}`;
  return scope === 'tagged' ? 'what was tagged' : `what was judged ${verdicts.join(', ') || 'nothing'}`;
}
