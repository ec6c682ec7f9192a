import { parameterMeaning } from '../../shared/event-parameters.ts';
import type { Annotation, Table } from '../../shared/ipc/contract.ts';
import { compareLevels, type Level } from '../../shared/level.ts';
import type { ServiceRecord } from '../../shared/model/service-record.ts';
import type { TriageResult } from '../../shared/model/triage-event.ts';

type Cell = string | number | null;
export interface MockRow {
  readonly id: string;
  readonly level: Level | null;
  readonly knownGood: boolean;
  readonly cells: readonly Cell[];
}

/** The columns that the engine's tables have. */
export const COLUMNS: Readonly<Record<Table, readonly string[]>> = {
  services:
    'level findings name displayName kind platform startMode state account command image imageState package packageState baseline changed sha256 definition'.split(
      ' ',
    ),
  findings: 'level title subject rule component techniques confidence why verdict platform'.split(' '),
  files: 'level path state package packageState owner mode writableBy size modified sha256 usedBy'.split(' '),
  events: 'time action service source actor details'.split(' '),
  diagnostics: 'severity code source path what'.split(' '),
};

type Annotations = ReadonlyMap<string, Annotation>;

export function mockTable(result: TriageResult, table: Table, annotations: Annotations): MockRow[] {
  const levels = new Map<string, Level[]>();
  for (const finding of result.findings) {
    const list = levels.get(finding.subject.id) ?? [];
    levels.set(finding.subject.id, [...list, finding.level].sort(compareLevels));
  }
  const packages = new Map(result.binaries.map((file) => [file.path, file.package]));
  switch (table) {
    case 'services':
      return result.services.map((service) => serviceRow(service, levels.get(service.id) ?? [], packages));
    case 'findings':
      return result.findings.map((finding) => ({
        id: finding.id,
        level: finding.level,
        knownGood: false,
        cells: [
          finding.level,
          finding.title,
          finding.subject.name,
          finding.rule,
          finding.component,
          finding.techniques.join(' '),
          finding.confidence,
          finding.why,
          annotations.get(finding.subject.id)?.verdict ?? 'unreviewed',
          finding.subject.platform,
        ],
      }));
    case 'files':
      return result.binaries.map((file) => {
        const level =
          file.usedBy.flatMap((use) => levels.get(use.service) ?? []).sort(compareLevels)[0] ?? null;
        const owned = file.package;
        return {
          id: file.id,
          level,
          knownGood: level === null && owned?.state === 'owned-unchanged',
          cells: [
            level,
            file.path,
            file.state,
            owned?.package ?? null,
            owned?.state ?? null,
            file.owner,
            file.mode,
            file.writableBy?.join(', ') ?? null,
            file.size,
            file.modified,
            file.sha256,
            file.usedBy.map((use) => use.service).join(', '),
          ],
        };
      });
    case 'events':
      return result.events.map((event) => ({
        id: event.id,
        level: null,
        knownGood: false,
        cells: [event.time, event.action, event.service, event.source, event.actor, details(event)],
      }));
    case 'diagnostics':
      return result.diagnostics.map((diagnostic, at) => ({
        id: `diagnostic:${at}`,
        level: null,
        knownGood: false,
        cells: [diagnostic.severity, diagnostic.code, diagnostic.source, diagnostic.path, diagnostic.what],
      }));
  }
}

/** As the engine has it: the event first, then its fields. */
function details(event: TriageResult['events'][number]): string {
  const { eventId, channel, fields } = event;
  const number = eventId === null ? [] : [`event ${eventId}${channel === null ? '' : ` of ${channel}`}`];
  const said = Object.entries(fields).flatMap(([name, value]) =>
    value === null || /^(?:Level|Keywords|Execution_|EventRecordID|Security_|ServiceName|Binary)/.test(name)
      ? []
      : [`${parameterMeaning(event, name) ?? name}: ${value}`],
  );
  return [...number, ...said].join(' | ');
}

type Packages = ReadonlyMap<string, TriageResult['binaries'][number]['package']>;

function serviceRow(service: ServiceRecord, levels: readonly Level[], packages: Packages): MockRow {
  const owned = service.image === null ? undefined : packages.get(service.image.path);
  return {
    id: service.id,
    level: levels[0] ?? null,
    knownGood: levels.length === 0 && owned?.state === 'owned-unchanged',
    cells: [
      levels[0] ?? null,
      levels.length,
      service.name,
      service.displayName,
      service.kind,
      service.platform,
      service.startMode,
      service.state,
      service.account,
      service.command,
      service.image?.path ?? null,
      service.image?.state ?? null,
      owned?.package ?? null,
      owned?.state ?? null,
      null,
      service.lastChanged,
      service.image?.sha256 ?? null,
      service.definitions?.[0]?.path ?? null,
    ],
  };
}
