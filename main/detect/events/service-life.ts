import type { EventRecord } from '../../../shared/model/event-record.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { compareText } from '../../../shared/text.ts';

/** Everything that logs say of one service, in order, and the service itself where it is configured. */
export interface ServiceLife {
  /** As it is configured, else as the logs write it. */
  readonly name: string;
  readonly service: ServiceRecord | null;
  /** Oldest first. */
  readonly events: readonly EventRecord[];
  /** Records of installation, one a minute: two logs tell of each. */
  readonly installs: readonly EventRecord[];
}

/** Changes that configurations remember are no records of logs. */
function isLogged(event: EventRecord): boolean {
  return event.provenance.some(({ locator }) => locator.kind === 'event-record' || locator.kind === 'line');
}

/** Joins the records of logs with the services that they name. Services of which nothing was logged have a life without events. */
export function serviceLives(
  events: readonly EventRecord[],
  services: readonly ServiceRecord[],
): readonly ServiceLife[] {
  const byName = new Map<string, { name: string; service: ServiceRecord | null; events: EventRecord[] }>();
  for (const service of services) {
    const key = service.name.toLowerCase();
    if (service.state === 'configured' && !byName.has(key)) {
      byName.set(key, { name: service.name, service, events: [] });
    }
  }
  for (const event of events) {
    if (event.service === null || !isLogged(event)) continue;
    const key = event.service.toLowerCase();
    const known = byName.get(key);
    if (known === undefined) byName.set(key, { name: event.service, service: null, events: [event] });
    else known.events.push(event);
  }
  return [...byName.values()].map((life) => {
    life.events.sort((a, b) => compareText(a.time ?? '', b.time ?? '') || compareText(a.id, b.id));
    return { ...life, installs: installsOf(life.events) };
  });
}

function installsOf(events: readonly EventRecord[]): EventRecord[] {
  const installs: EventRecord[] = [];
  for (const event of events) {
    if (event.action !== 'created' || String(event.fields.ImagePath ?? '') === '') continue;
    const last = installs.at(-1);
    if (last !== undefined && secondsBetween(last.time, event.time) < 60) {
      // The security log names the account and its session, the System log at most a SID: the one that says more speaks.
      if (tells(event) > tells(last)) installs[installs.length - 1] = event;
    } else installs.push(event);
  }
  return installs;
}

/** How much a record of an installation says of who did it. */
function tells({ actor, fields }: EventRecord): number {
  return (fields.SubjectLogonId === undefined ? 0 : 2) + (actor === null ? 0 : 1);
}

/** NaN where a time is not known. */
export function secondsBetween(from: string | null, to: string | null): number {
  return from === null || to === null ? Number.NaN : (Date.parse(to) - Date.parse(from)) / 1000;
}
