import { parameterMeaning } from '../../shared/event-parameters.ts';
import { type Level, levelRank } from '../../shared/level.ts';
import type { BinaryRecord } from '../../shared/model/binary-record.ts';
import type { Diagnostic } from '../../shared/model/diagnostic.ts';
import type { EventRecord } from '../../shared/model/event-record.ts';
import type { Finding } from '../../shared/model/finding.ts';
import type { ServiceRecord } from '../../shared/model/service-record.ts';
import { cellText, searchText } from './cell-text.ts';
import { changeText } from './change-text.ts';
import { idKey } from './id-key.ts';
import type { SqlCell } from './sql.ts';

/** Values of one row in the order of its table's columns, without `n` and `id`, which come first; and what a search looks at. */
export interface RowValues {
  readonly cells: readonly SqlCell[];
  readonly search: string;
}

/** 1 for informational … 5 for critical; 0 without a finding. */
export function rankOf(level: Level | null): number {
  return level === null ? 0 : levelRank(level) + 1;
}

/** What other records say of a service. */
export interface ServiceContext {
  readonly level: Level | null;
  readonly findings: number;
  /** Of its program. */
  readonly package: BinaryRecord['package'];
  /** `new`, `changed`: as a rule that compares with the baseline has found it. */
  readonly baseline: string | null;
  readonly known: string | null;
}

export function serviceValues(service: ServiceRecord, context: ServiceContext): RowValues {
  const { level, findings, known } = context;
  const { image, definitions = [], payloads } = service;
  const cells = [
    cellText(service.name),
    cellText(service.displayName),
    service.kind,
    service.platform,
    service.startMode,
    service.state,
    cellText(service.account),
    cellText(service.command),
    cellText(image?.path),
    image?.state ?? null,
    cellText(context.package?.package),
    cellText(service.lastChanged),
    cellText(image?.sha256),
    cellText(definitions.map(({ path }) => path).join(' | ') || null),
  ];
  const more = payloads.flatMap(({ raw, path, sha256 }) => [cellText(raw), cellText(path), sha256]);
  const last = [context.package?.state ?? null, cellText(context.baseline)];
  const search = searchText([
    ...cells,
    level,
    cellText(service.description),
    ...more,
    cellText(service.id),
    ...last,
  ]);
  return { cells: [level, rankOf(level), findings, ...cells, known, ...last], search };
}

export function findingValues(finding: Finding): RowValues {
  const cells = [
    cellText(finding.title),
    cellText(finding.subject.name),
    cellText(finding.rule),
    finding.component,
    cellText(finding.techniques.join(' ')),
    finding.confidence,
    cellText(finding.why),
  ];
  const matched = finding.matched.flatMap(({ field, value }) => [cellText(field), cellText(value)]);
  const search = searchText([finding.level, ...cells, ...matched, finding.ruleId]);
  return { cells: [finding.level, rankOf(finding.level), idKey(finding.subject.id), ...cells], search };
}

export function fileValues(
  file: BinaryRecord,
  level: Level | null,
  serviceNames: ReadonlyMap<string, string>,
  known: string | null,
): RowValues {
  const uses = file.usedBy.map(({ service, role }) => `${serviceNames.get(service) ?? service} (${role})`);
  const cells = [
    cellText(file.path),
    file.state,
    cellText(file.package?.package),
    file.package?.state ?? null,
    cellText(file.owner ?? (file.uid === null ? null : String(file.uid))),
    cellText(file.mode),
    cellText(file.writableBy?.join(' | ')),
    file.size,
    cellText(file.modified),
    file.sha256,
    cellText(uses.join(' | ') || null),
  ];
  return {
    cells: [level, rankOf(level), ...cells, known],
    search: searchText([...cells, level, file.sha1, file.md5, cellText(file.group)]),
  };
}

/** What every record of a Windows log has and nobody looks for; and what stands in a column of its own. The record has it all. */
const NOISE = new Set(
  ['Level', 'Keywords', 'Opcode', 'Task', 'Version', 'Execution_ProcessID', 'Execution_ThreadID'].concat([
    'EventRecordID',
    'Correlation_ActivityID',
    'Correlation_RelatedActivityID',
    'Provider_EventSourceName',
    'Provider_Guid',
    'Qualifiers',
    'Security_UserID',
    'ServiceName',
    'Binary',
    'timeMeans',
  ]),
);

export function eventValues(event: EventRecord, level: Level | null): RowValues {
  const { eventId, channel, fields } = event;
  const number = eventId === null ? [] : [`event ${eventId}${channel === null ? '' : ` of ${channel}`}`];
  const details = Object.entries(fields).flatMap(([name, value]) =>
    value === null || value === '' || NOISE.has(name)
      ? []
      : [`${parameterMeaning(event, name) ?? name}: ${value}`],
  );
  const cells = [
    cellText(event.time),
    event.action,
    cellText(event.service),
    cellText(event.source),
    cellText(event.actor),
    cellText(changeText(event) ?? [...number, ...details].join(' | ')),
  ];
  const record = fields['EventRecordID'] ?? null;
  return {
    cells: [rankOf(level), ...cells],
    search: searchText([...cells, cellText(event.computer), record, fields['field'] ?? null]),
  };
}

export function diagnosticValues({ severity, code, source, path, what }: Diagnostic): RowValues {
  const cells = [severity, code, source, path, what].map(cellText);
  return { cells, search: searchText(cells) };
}
