import { describe, expect, it } from 'vitest';
import { countEntries, lifeLine } from '../../../renderer/features/detail/life-line.ts';
import type { EventRecord } from '../../../shared/model/event-record.ts';
import { sampleResult, sampleService } from '../../support/sample-result.ts';

const [SAMPLE] = sampleResult().events;
function event(
  id: string,
  time: string | null,
  action: EventRecord['action'],
  more: Partial<EventRecord> = {},
) {
  if (SAMPLE === undefined) throw new Error('the sample has no event');
  return { ...SAMPLE, id, time, action, fields: {}, channel: 'System', eventId: 7036, ...more };
}
const starts = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) =>
    event(`s${from + index}`, `2024-01-01T00:00:${String(from + index).padStart(2, '0')}Z`, 'started'),
  );

describe('the life of a service', () => {
  it('has what logs and the configuration say in one line, the oldest first, without a time before all', () => {
    const service = sampleService('a', { lastChanged: '2024-01-01T00:00:05.5Z' });
    const events = [
      event('late', '2024-01-01T00:00:09Z', 'deleted'),
      event('undated', null, 'changed'),
      event('early', '2024-01-01T00:00:01.0000000Z', 'created'),
    ];
    expect(lifeLine(service, events).map(({ id }) => id)).toEqual([
      'undated',
      'early',
      'written:windows:a',
      'late',
    ]);
    expect(lifeLine(null, events)).toHaveLength(3);
    expect(lifeLine(null, [])).toEqual([]);
  });

  it('says what changed, by whom, and where it is recorded', () => {
    const changed = event('c', '2024-01-01T00:00:00Z', 'changed', {
      channel: null,
      eventId: null,
      actor: null,
      fields: { field: 'imagePath', there: 'a.exe', here: null, where: 'ControlSet002', timeMeans: 'x' },
    });
    const logged = event('l', '2024-01-01T00:00:01Z', 'created', {
      eventId: 7045,
      actor: 'S-1-5-18',
      fields: { ServiceName: 'a', ImagePath: 'b.exe', Binary: '00' },
    });
    expect(lifeLine(null, [changed, logged])).toMatchObject([
      { what: 'image path: a.exe → not set', source: 'ControlSet002', actor: null },
      { what: 'ImagePath: b.exe', source: 'System 7045', actor: 'S-1-5-18' },
    ]);
  });

  it('says what unnamed parameters mean, where that is known', () => {
    const provider = 'Service Control Manager';
    const fields = (...values: string[]) => ({
      ...Object.fromEntries(values.map((value, at) => [`param${at + 1}`, value])),
      ServiceName: 'a',
    });
    const scm = (eventId: number, ...values: string[]) =>
      event(String(eventId), null, 'failed', { provider, eventId, fields: fields(...values) });
    const events = [
      scm(7034, 'A Service', '3'),
      scm(7000, 'A Service', '%%2'),
      scm(7022, 'A Service'),
      scm(7999, 'A Service', '1'),
      { ...scm(7034, 'x', '3'), provider: 'Other' },
    ];
    expect(lifeLine(null, events)).toMatchObject([
      { what: 'times so far: 3' },
      { what: 'error: %%2' },
      { what: 'service: A Service' },
      { what: 'param1: A Service · param2: 1' },
      { what: 'param1: x · param2: 3' },
    ]);
  });

  it('folds long runs of starts and stops, and loses none', () => {
    const events = [...starts(0, 4), event('c', '2024-01-01T00:00:05Z', 'changed'), ...starts(10, 30)];
    const line = lifeLine(null, events);
    expect(line.map(({ kind }) => kind)).toEqual(['event', 'event', 'event', 'event', 'event', 'run']);
    expect(countEntries(line)).toBe(events.length);
  });

  it('bounds what a record may say of itself', () => {
    const long = event('x', null, 'other', { fields: { Message: 'a'.repeat(32_767) } });
    const [entry] = lifeLine(null, [long]);
    expect(entry?.kind === 'event' && entry.what.length).toBeLessThan(310);
  });
});
