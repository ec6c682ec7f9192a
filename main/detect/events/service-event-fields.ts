import type { EventRecord } from '../../../shared/model/event-record.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { windowsProductKind } from '../../../shared/windows-release.ts';
import type { FactContext } from '../facts/fact-context.ts';
import { nameShapes } from '../facts/name-shape.ts';
import { randomness } from '../facts/randomness.ts';
import { windowsServiceFields } from '../facts/service-facts.ts';
import { inboxAnywhere } from '../inbox/inbox.ts';
import { isKnownProductName } from '../lists/known-products.ts';
import { actorKind } from './actor.ts';
import type { HostLife } from './host-life.ts';
import { type EventFields, ownFields } from './stream.ts';

/**
 * Fields of log source `category: service_event`: what a record says of services under the same names for every system and id, its
 * own fields, and for an installation every fact of the service as it would have been configured.
 */
export function serviceEventFields(
  event: EventRecord,
  logged: ServiceRecord | null,
  context: FactContext,
  host: HostLife,
): EventFields {
  const name = event.service ?? undefined;
  const configured = name === undefined ? undefined : context.services.get(name.toLowerCase());
  const own = {
    ...ownFields(event),
    Action: event.action,
    ServiceName: name,
    Actor: event.actor,
    Source: event.source,
    ActorKind: actorKind(event.actor),
    KnownAdmin: host.isKnownAdmin(event.actor),
    KnownService: name === undefined ? undefined : context.knownServices?.has(name.toLowerCase()),
    Configured: context.services.size === 0 || name === undefined ? undefined : configured !== undefined,
    DisplayName: configured?.displayName,
    InboxName: () => (name === undefined ? undefined : inboxAnywhere(name).length > 0),
    Product: productOf(event, context),
  };
  if (logged === null) {
    return {
      ...own,
      NameShape: () => (name === undefined ? undefined : nameShapes(name)),
      RandomName: () => (name === undefined || isKnownProductName(name) ? undefined : randomness(name)),
    };
  }
  return { ...windowsServiceFields(logged, context), ...own };
}

/** Windows: `workstation` or `server`, as for inventory rules. */
function productOf({ platform }: EventRecord, { host }: FactContext): string | undefined {
  const product = host.product ?? null;
  return (platform === 'windows' ? windowsProductKind({ product }) : product) ?? undefined;
}
