import type { Coverage } from '../../../shared/model/coverage.ts';
import type { Diagnostic } from '../../../shared/model/diagnostic.ts';
import type { Finding } from '../../../shared/model/finding.ts';
import { techniquesAt, techniqueUrl } from '../attack-version.ts';
import { isTime } from '../evidence-time.ts';
import { type EcsBase, ecsHead, ecsPointer, pointerLines } from './ecs-base.ts';
import type { SaidObject } from './ecs-document.ts';

const SEVERITIES = { informational: 10, low: 25, medium: 50, high: 75, critical: 100 } as const;

export function findingDocument(finding: Finding, base: EcsBase): SaidObject {
  const { level, title, why, subject, evidence } = finding;
  const time = evidence.map((pointer) => pointer.time).find(isTime) ?? null;
  return {
    ...ecsHead(base, time, `[${level}] ${title}: ${why}`, {
      kind: 'alert',
      category: ['configuration'],
      type: ['info'],
      dataset: 'finding',
      severity: SEVERITIES[level],
      reason: why,
    }),
    service: { name: subject.kind === 'service' ? subject.name : null },
    rule: {
      id: finding.ruleId,
      name: title,
      category: finding.component,
      ruleset: 'daemonscope',
      author: [finding.author],
      license: finding.licence,
    },
    threat: threat(finding.techniques, base.attackVersion),
    ...ecsPointer(evidence),
    daemonscope: {
      record: 'finding',
      level,
      rules: [finding.rule],
      evidence: pointerLines(evidence),
      finding: {
        id: finding.id,
        confidence: finding.confidence,
        platform: subject.platform,
        subject_kind: subject.kind,
        subject_id: subject.id,
        subject_name: subject.name,
        matched: finding.matched.map(({ field, value }) => `${field}: ${value}`),
        false_positives: finding.falsePositives,
        next_steps: finding.nextSteps,
      },
    },
  };
}

/** threat.technique.* holds techniques, threat.technique.subtechnique.* the others, with their technique above them. */
function threat(ids: readonly string[], version: number): SaidObject {
  const all = techniquesAt(ids, version);
  const subs = all.filter(({ id }) => id.includes('.'));
  const parents = [
    ...all.filter(({ id }) => !id.includes('.')),
    ...subs.map(({ id }) => ({ id: id.slice(0, 5) })),
  ];
  const distinct = techniquesAt(
    parents.map(({ id }) => id),
    version,
  );
  if (all.length === 0) return {};
  return {
    framework: 'MITRE ATT&CK',
    technique: {
      id: distinct.map(({ id }) => id),
      name: distinct.map(({ name }) => name),
      reference: distinct.map(({ id }) => techniqueUrl(id)),
      subtechnique: {
        id: subs.map(({ id }) => id),
        name: subs.map(({ name }) => name),
        reference: subs.map(({ id }) => techniqueUrl(id)),
      },
    },
  };
}

export function diagnosticDocument(diagnostic: Diagnostic, base: EcsBase): SaidObject {
  const { severity, code, source, path, offset, what } = diagnostic;
  return {
    ...ecsHead(base, null, `${path}: ${what}`, {
      kind: 'pipeline_error',
      category: [],
      type: [],
      dataset: 'diagnostic',
    }),
    error: { code, message: what },
    log: { level: severity, file: { path } },
    daemonscope: { record: 'diagnostic', diagnostic: { source, offset } },
  };
}

/** What was looked at: without it nobody can tell "nothing found" from "not looked". */
export function coverageDocument({ source, outcome, counts, reason }: Coverage, base: EcsBase): SaidObject {
  return {
    ...ecsHead(base, null, `Source ${source}: ${outcome}${reason === null ? '' : `, ${reason}`}`, {
      kind: 'state',
      category: ['host'],
      type: ['info'],
      dataset: 'coverage',
    }),
    daemonscope: {
      record: 'coverage',
      coverage: {
        source,
        outcome,
        reason,
        counts: Object.entries(counts).map(([what, count]) => `${what}: ${count}`),
      },
    },
  };
}
