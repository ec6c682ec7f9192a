import type { EventRecord } from '../../../shared/model/event-record.ts';
import { eventMessage, fieldLines } from '../event-message.ts';
import type { Subject } from '../subject-index.ts';
import { type EcsBase, ecsHead, ecsPointer, pointerLines } from './ecs-base.ts';
import type { SaidObject } from './ecs-document.ts';

/** event.category and event.type (ECS, "Event categorization"): what is configured, and what runs. */
const CATEGORIES: Readonly<Record<EventRecord['action'], readonly [category: string, type: string]>> = {
  created: ['configuration', 'creation'],
  changed: ['configuration', 'change'],
  deleted: ['configuration', 'deletion'],
  started: ['process', 'start'],
  stopped: ['process', 'end'],
  failed: ['process', 'info'],
  other: ['configuration', 'info'],
};

/**
 * Fields go in as lines, `ImagePath: C:\…`: their names come from the evidence, and as keys of their own each would become a field
 * of the index, with two that differ in a dot refusing the document.
 */
export function eventDocument(event: EventRecord, subject: Subject | undefined, base: EcsBase): SaidObject {
  const { action, eventId, provider, provenance } = event;
  const [category, type] = CATEGORIES[action];
  return {
    ...ecsHead(base, event.time, eventMessage(event), {
      kind: 'event',
      category: [category],
      type: [type],
      dataset: 'event',
      action: `service-${action}`,
      outcome: action === 'failed' ? 'failure' : null,
      provider,
      code: eventId === null ? null : String(eventId),
    }),
    service: { name: event.service },
    user: { name: event.actor },
    ...ecsPointer(provenance),
    daemonscope: {
      record: 'event',
      level: subject?.worst,
      rules: [...new Set((subject?.findings ?? []).map(({ rule }) => rule))],
      evidence: pointerLines(provenance),
      event: {
        id: event.id,
        platform: event.platform,
        source: event.source,
        channel: event.channel,
        computer: event.computer,
        fields: fieldLines(event.fields),
      },
    },
  };
}
