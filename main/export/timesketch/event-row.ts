import type { EventRecord } from '../../../shared/model/event-record.ts';
import { eventMessage } from '../event-message.ts';
import { locatorText } from '../locator-text.ts';
import { type TimelineRow, timelineRow } from './timeline-row.ts';

const DESCRIPTIONS: Readonly<Record<EventRecord['action'], string>> = {
  created: 'Service Created',
  changed: 'Service Changed',
  started: 'Service Started',
  stopped: 'Service Stopped',
  failed: 'Service Failed',
  deleted: 'Service Deleted',
  other: 'Event Logged',
};

/** An event at its time, `time` being `event.time` once it is known to be one. */
export function eventRow(
  event: EventRecord,
  time: string,
  about: Pick<TimelineRow, 'host' | 'tag' | 'level'>,
): TimelineRow {
  const [pointer] = event.provenance;
  return timelineRow(time, {
    ...about,
    message: eventMessage(event),
    timestamp_desc: describe(event),
    data_type: dataType(event),
    platform: event.platform,
    service: event.service,
    action: event.action,
    actor: event.actor,
    event_id: event.eventId,
    provider: event.provider,
    channel: event.channel,
    computer: event.computer,
    fields: JSON.stringify(event.fields),
    source_path: pointer?.path ?? null,
    source_locator: pointer === undefined ? null : locatorText(pointer.locator) || null,
  });
}

/** What the registry remembers has the time of a key, not of a record. */
function describe({ action, eventId, provenance: [pointer] }: EventRecord): string {
  if (pointer?.locator.kind === 'registry') return 'Registry Key Last Written';
  return eventId === null ? DESCRIPTIONS[action] : `${DESCRIPTIONS[action]} (event ${eventId})`;
}

function dataType({ platform, provenance: [pointer] }: EventRecord): string {
  switch (pointer?.locator.kind) {
    case 'registry':
      return 'windows:registry:service';
    case 'event-record':
      return platform === 'windows' ? 'windows:evtx:record' : 'systemd:journal';
    case 'line':
      return `${platform}:textlog:line`;
    default:
      return `${platform}:service:event`;
  }
}
