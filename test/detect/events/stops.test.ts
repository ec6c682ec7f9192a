import { describe, expect, it } from 'vitest';
import { Stops } from '../../../main/detect/events/stops.ts';
import type { EventRecord } from '../../../shared/model/event-record.ts';

const SECOND = 1000;
const START = Date.parse('2024-03-01T10:00:00Z');

function record(
  action: EventRecord['action'],
  service: string,
  seconds: number,
  fields: EventRecord['fields'] = { operation: 'stopped' },
  platform: EventRecord['platform'] = 'linux',
): EventRecord {
  return {
    type: 'event',
    id: `${service}:${seconds}`,
    time: new Date(START + seconds * SECOND).toISOString(),
    platform,
    source: 'linux-journal',
    eventId: null,
    provider: 'systemd',
    channel: 'journal',
    computer: null,
    action,
    service,
    actor: null,
    fields,
    provenance: [],
  };
}

function together(stop: EventRecord, ...others: readonly EventRecord[]): number {
  const stops = new Stops();
  for (const one of [...others, stop]) stops.add(one);
  return stops.together(stop);
}

const stop = record('stopped', 'a.service', 0);

describe('stops that came together', () => {
  it('within a minute on both sides, each service once, in any order', () => {
    const others = [60, -60, 61, -61, 5].map((at, index) => record('stopped', `s${index}.service`, at));
    expect(together(stop, ...others, record('stopped', 'A.service', 3))).toBe(4);
  });

  it('are none where the unit was started again within two minutes', () => {
    const other = record('stopped', 'b.service', 1);
    expect(together(stop, other, record('started', 'b.service', 120))).toBe(1);
    expect(together(stop, other, record('started', 'b.service', 122))).toBe(2);
    expect(together(stop, other, record('started', 'a.service', 2))).toBe(0);
    expect(together(stop, other, record('started', 'b.service', -5))).toBe(2);
  });

  it.each([
    ['of a manager of a user', 'x.service', { operation: 'stopped', USER_UNIT: 'x.service' }],
    ['of a manager of a user in text', 'x.service', { operation: 'stopped', pid: 900 }],
    ['of a program that ended', 'x.service', { operation: 'deactivated' }],
    ['of a socket', 'x.socket', { operation: 'stopped' }],
    ['of a login', 'user@1000.service', { operation: 'stopped' }],
  ])('not one %s', (_, service, fields) => {
    const other = record('stopped', service, 1, fields);
    expect(together(stop, other)).toBe(1);
    expect(together(other, stop)).toBe(0);
  });

  it('of other systems whatever their record says', () => {
    const windows = [0, 1].map((at) => record('stopped', `S${at}`, at, {}, 'windows'));
    expect(together(windows[0] as EventRecord, ...windows)).toBe(2);
  });
});
