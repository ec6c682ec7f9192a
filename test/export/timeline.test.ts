import { describe, expect, test } from 'vitest';
import { reportView } from '../../main/export/html/report-view.ts';
import { timelineOf } from '../../main/export/html/timeline-data.ts';
import { timelinePicture } from '../../main/export/html/timeline-picture.ts';
import type { ServiceRecord } from '../../shared/model/service-record.ts';
import { sampleFinding, sampleHeader, sampleResult, sampleService } from '../support/sample-result.ts';

const at = (name: string, lastChanged: string | null) => sampleService(name, { lastChanged });

function timeline(services: readonly ServiceRecord[], lastShutdown: string | null = null, marked = services) {
  const findings = marked.map((service) => sampleFinding(service));
  const header = sampleHeader({ lastShutdown });
  return timelineOf(reportView(sampleResult({ header, services, findings, events: [] })));
}

describe('span', () => {
  test('ends with the last shutdown when nothing is newer', () => {
    const result = timeline([at('a', '2018-03-01T00:00:00Z')], '2018-03-27T21:45:28.0567018Z');
    expect(result?.endsWith).toBe('the last shutdown');
    expect(new Date(result?.focus.to ?? 0).toISOString()).toBe('2018-03-28T00:00:00.000Z');
    expect(result?.focus.bins).toHaveLength(90);
  });

  test('ends with the newest change after a crash', () => {
    expect(timeline([at('a', '2018-04-01T00:00:00Z')], '2018-03-27T00:00:00Z')?.endsWith).toBe(
      'the newest change',
    );
  });

  test('times that a clock or an attacker made up do not stretch it', () => {
    const result = timeline([
      at('future', '9999-12-31T23:59:59.9999999Z'),
      at('past', '1601-01-02T00:00:00Z'),
      at('real', '2018-03-01T12:00:00Z'),
    ]);
    expect(result?.implausible).toBe(2);
    expect(result?.changes).toHaveLength(3);
    expect(new Date(result?.overview.to ?? 0).getUTCFullYear()).toBe(2018);
  });

  test('nothing with a time is no picture', () => {
    expect(timeline([at('a', null), at('b', 'yesterday')])).toBeNull();
  });

  test('counts every change once', () => {
    const days = Array.from({ length: 60 }, (_, day) =>
      at(`s${day}`, new Date(Date.UTC(2018, 0, day + 1)).toISOString()),
    );
    const result = timeline(days);
    for (const span of [result?.focus, result?.overview]) {
      expect(span?.bins.reduce((sum, { count }) => sum + count, 0)).toBe(60);
    }
  });
});

test('labels do not overlap, whatever is marked', () => {
  const services = Array.from({ length: 80 }, (_, day) =>
    at(`service with a long name ${day}`, new Date(Date.UTC(2018, 0, 1 + day)).toISOString()),
  );
  const result = timeline(services);
  if (result === null) throw new Error('no timeline');
  const boxes = [
    ...timelinePicture(result).source.matchAll(/<text class="label end" x="([\d.]+)" y="([\d.]+)">([^<]*)</g),
  ]
    .map(([, x, y, text]) => ({
      right: Number(x),
      lane: Number(y),
      left: Number(x) - (text ?? '').length * 6.6,
    }))
    .sort((a, b) => a.right - b.right);
  expect(boxes.length).toBeGreaterThan(5);
  for (const [index, box] of boxes.entries()) {
    expect(box.left).toBeGreaterThanOrEqual(0);
    const before = boxes.slice(0, index).findLast(({ lane }) => lane === box.lane);
    if (before !== undefined) expect(before.right).toBeLessThanOrEqual(box.left);
  }
});
