import type { BinaryRecord } from '../../../shared/model/binary-record.ts';
import type { Finding } from '../../../shared/model/finding.ts';
import type { Header } from '../../../shared/model/run.ts';
import type { TriageResult } from '../../../shared/model/triage-event.ts';
import { type AnnotationIndex, annotationLabels, indexAnnotations } from '../annotation-index.ts';
import { techniquesAt } from '../attack-version.ts';
import { isTime } from '../evidence-time.ts';
import { locatorText } from '../locator-text.ts';
import { indexSubjects, type Subject } from '../subject-index.ts';
import { eventRow } from './event-row.ts';
import { serviceRows } from './service-rows.ts';
import { type TimelineRow, timelineRow } from './timeline-row.ts';

/**
 * Every time of the evidence, one row each, in the order of the result: a service has as many rows as it has times. Records
 * without a time, and times that no program could read, make none.
 */
export function* timelineRows(result: TriageResult, attackVersion: number): Generator<TimelineRow> {
  const { header, services, events, binaries, findings } = result;
  const subjects = indexSubjects(findings);
  const tags = new Map([...subjects].map(([id, subject]) => [id, tagsOf(subject)]));
  const annotations = indexAnnotations(result);
  const host = header.host.hostName;
  const about = (id: string) => ({
    host,
    tag: [...(tags.get(id) ?? []), ...annotationLabels(annotations.get(id))],
    level: subjects.get(id)?.worst ?? null,
  });
  yield* hostRows(header);
  for (const service of services) yield* serviceRows(service, about(service.id));
  for (const event of events) {
    if (isTime(event.time)) yield eventRow(event, event.time, about(event.id));
  }
  const names = new Map(services.map(({ id, name }) => [id, name]));
  for (const binary of binaries) yield* binaryRows(binary, host, names);
  for (const finding of findings) yield* findingRows(finding, host, attackVersion, annotations);
}

/** Labels of one row; more rules than this say no more. */
const MAX_TAGS = 20;

function tagsOf({ worst, findings }: Subject): string[] {
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  return [worst, ...rules.slice(0, MAX_TAGS - 1)];
}

function* hostRows({ host }: Header): Generator<TimelineRow> {
  const said = { data_type: 'daemonscope:host', host: host.hostName, platform: host.platform };
  const system = [host.product, host.version, host.build].filter((part) => part !== null).join(' ');
  if (isTime(host.installed)) {
    const message = `Installed: ${system || 'the system'}`;
    yield timelineRow(host.installed, { ...said, message, timestamp_desc: 'System Installed' });
  }
  if (isTime(host.lastShutdown)) {
    const message = `Last shutdown: ${host.hostName ?? 'the system'}`;
    yield timelineRow(host.lastShutdown, { ...said, message, timestamp_desc: 'System Shutdown' });
  }
}

function* binaryRows(
  binary: BinaryRecord,
  host: string | null,
  names: ReadonlyMap<string, string>,
): Generator<TimelineRow> {
  const { path, evidencePath, platform, sha256, usedBy } = binary;
  const [first] = usedBy;
  const user = first === undefined ? null : (names.get(first.service) ?? first.service);
  const others = usedBy.length > 1 ? ` and ${usedBy.length - 1} more` : '';
  const said = {
    message: `File: ${path}${user === null ? '' : ` (${first?.role} of ${user}${others})`}`,
    data_type: 'fs:stat',
    host,
    platform,
    service: user,
    path,
    sha256,
    source_path: evidencePath,
  };
  const times = [
    ['File Modified', binary.modified],
    ['File Metadata Changed', binary.changed],
    ['File Created', binary.created],
  ] as const;
  for (const [timestamp_desc, time] of times) {
    if (isTime(time)) yield timelineRow(time, { ...said, timestamp_desc });
  }
}

/** A finding stands at each distinct time of its evidence. */
function* findingRows(
  finding: Finding,
  host: string | null,
  version: number,
  annotations: AnnotationIndex,
): Generator<TimelineRow> {
  const seen = new Set<string>();
  for (const { path, locator, time } of finding.evidence) {
    if (!isTime(time) || seen.has(time)) continue;
    seen.add(time);
    yield timelineRow(time, {
      message: `[${finding.level}] ${finding.title}: ${finding.why}`,
      timestamp_desc: 'Time of Evidence',
      data_type: 'daemonscope:finding',
      host,
      platform: finding.subject.platform,
      tag: [finding.level, finding.rule, ...annotationLabels(annotations.get(finding.subject.id))],
      level: finding.level,
      service: finding.subject.name,
      rule: finding.rule,
      rule_id: finding.ruleId,
      techniques: techniquesAt(finding.techniques, version).map(({ id }) => id),
      source_path: path,
      source_locator: locatorText(locator) || null,
    });
  }
}
