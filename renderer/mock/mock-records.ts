import type { Annotation, RecordView, Table, Timeline, TimeRange } from '../../shared/ipc/contract.ts';
import { compareLevels, type Level } from '../../shared/level.ts';
import type { TriageResult } from '../../shared/model/triage-event.ts';

/** One record with what belongs to it; null when there is none of that id. */
export function mockRecord(
  result: TriageResult,
  table: Table,
  id: string,
  annotations: ReadonlyMap<string, Annotation>,
): RecordView | null {
  const found = find(result, table, id);
  if (found === undefined) return null;
  const { record, serviceId } = found;
  const service = result.services.find((one) => one.id === serviceId) ?? null;
  return {
    record,
    findings: result.findings.filter((finding) => finding.subject.id === serviceId),
    files: result.binaries.filter((file) => file.usedBy.some((use) => use.service === serviceId)),
    events: result.events.filter(
      (event) => event.id === serviceId || (event.service !== null && event.service === service?.name),
    ),
    service: table === 'services' ? null : service,
    annotation: annotations.get(serviceId ?? id) ?? null,
  };
}

function find(
  result: TriageResult,
  table: Table,
  id: string,
): { record: unknown; serviceId: string | null } | undefined {
  switch (table) {
    case 'services': {
      const record = result.services.find((one) => one.id === id);
      return record && { record, serviceId: id };
    }
    case 'findings': {
      const record = result.findings.find((one) => one.id === id);
      return record && { record, serviceId: record.subject.id };
    }
    case 'files': {
      const record = result.binaries.find((one) => one.id === id);
      return record && { record, serviceId: null };
    }
    case 'events': {
      const record = result.events.find((one) => one.id === id);
      return (
        record && {
          record,
          serviceId: result.services.find((one) => one.name === record.service)?.id ?? null,
        }
      );
    }
    case 'diagnostics': {
      const record = result.diagnostics[Number(id.split(':')[1])];
      return record && { record, serviceId: null };
    }
  }
}

/** Changes of services over time, in bins of one width. */
export function mockTimeline(result: TriageResult, bins: number, range?: TimeRange): Timeline {
  const levels = new Map<string, Level>();
  for (const { subject, level } of result.findings) {
    const before = levels.get(subject.id);
    if (before === undefined || compareLevels(level, before) < 0) levels.set(subject.id, level);
  }
  const points = [
    ...result.services.map((one) => ({ time: one.lastChanged, level: levels.get(one.id) ?? null })),
    ...result.events
      .filter(({ action }) => action === 'created' || action === 'changed' || action === 'deleted')
      .map((one) => ({ time: one.time, level: levels.get(one.id) ?? null })),
  ].flatMap(({ time, level }) => (time === null ? [] : [{ at: Date.parse(time), level }]));
  if (points.length === 0) return { from: '', to: '', bins: [] };
  const from = range ? Date.parse(range.from) : Math.min(...points.map((point) => point.at));
  const to = range ? Date.parse(range.to) : Math.max(...points.map((point) => point.at)) + 1;
  const width = (to - from) / bins;
  const iso = (at: number) => new Date(at).toISOString();
  return {
    from: iso(from),
    to: iso(to),
    bins: Array.from({ length: bins }, (_, at) => {
      const here = points.filter((point) => Math.floor((point.at - from) / width) === at);
      const worst = here.flatMap((point) => point.level ?? []).sort(compareLevels)[0] ?? null;
      return { from: iso(from + at * width), count: here.length, worst };
    }),
  };
}
