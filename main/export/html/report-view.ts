import type { BinaryRecord } from '../../../shared/model/binary-record.ts';
import type { Finding } from '../../../shared/model/finding.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import type { TriageResult } from '../../../shared/model/triage-event.ts';
import { type AnnotationIndex, indexAnnotations } from '../annotation-index.ts';
import { indexSubjects, type Subject } from '../subject-index.ts';

/** A result with the indexes that several sections need. Anchors are numbers: evidence never becomes an address. */
export interface ReportView extends TriageResult {
  readonly hostName: string;
  /** What the analyst said, by subject. */
  readonly judgements: AnnotationIndex;
  /** Worst first. */
  readonly subjects: readonly Subject[];
  readonly subjectById: ReadonlyMap<string, Subject>;
  readonly subjectAnchor: ReadonlyMap<string, string>;
  readonly findingAnchor: ReadonlyMap<Finding, string>;
  readonly serviceAnchor: ReadonlyMap<string, string>;
  readonly serviceById: ReadonlyMap<string, ServiceRecord>;
  readonly binaryByEvidencePath: ReadonlyMap<string, BinaryRecord>;
  /** Reading order's first finding of each rule, where the rule is explained in full. */
  readonly firstOfRule: ReadonlyMap<string, Finding>;
}

export function reportView(result: TriageResult): ReportView {
  const subjectById = indexSubjects(result.findings);
  const subjects = [...subjectById.values()];
  const inOrder = subjects.flatMap(({ findings }) => findings);
  const firstOfRule = new Map<string, Finding>();
  for (const finding of inOrder)
    if (!firstOfRule.has(finding.ruleId)) firstOfRule.set(finding.ruleId, finding);
  return {
    ...result,
    hostName: result.header.host.hostName ?? 'unnamed host',
    judgements: indexAnnotations(result),
    subjects,
    subjectById,
    subjectAnchor: new Map(subjects.map(({ id }, index) => [id, `subject-${index + 1}`])),
    findingAnchor: new Map(inOrder.map((finding, index) => [finding, `finding-${index + 1}`])),
    serviceAnchor: new Map(result.services.map(({ id }, index) => [id, `service-${index + 1}`])),
    serviceById: new Map(result.services.map((service) => [service.id, service])),
    binaryByEvidencePath: new Map(
      result.binaries.flatMap((file) =>
        file.evidencePath === null ? [] : [[file.evidencePath, file] as const],
      ),
    ),
    firstOfRule,
  };
}
