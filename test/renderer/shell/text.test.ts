import { describe, expect, it } from 'vitest';
import { locatorFacts } from '../../../renderer/features/detail/locator-facts.ts';
import { unitLines } from '../../../renderer/features/detail/unit-lines.ts';
import { axisTicks, barHeights, busiest } from '../../../renderer/features/overview/timeline-scale.ts';
import { estimate, percentOf, rate, spoken } from '../../../renderer/features/scan/stages.ts';
import {
  exactTime,
  formatCount,
  formatElapsed,
  formatSize,
  plural,
  shortTime,
} from '../../../renderer/ui/format.ts';
import { visibleParts } from '../../../shared/visible-parts.ts';

describe('hostile text', () => {
  it('marks what cannot be seen and keeps the rest', () => {
    expect(visibleParts('a\u202Egnp.exe')).toEqual([
      { text: 'a', hidden: false },
      { text: '\\u{202E}', hidden: true },
      { text: 'gnp.exe', hidden: false },
    ]);
    expect(visibleParts('a\u200b\u200bb')[1]).toEqual({ text: '\\u{200B}\\u{200B}', hidden: true });
    expect(visibleParts('\ud800')).toEqual([{ text: '\\u{D800}', hidden: true }]);
    expect(visibleParts('<b>é😀</b>')).toEqual([{ text: '<b>é😀</b>', hidden: false }]);
    expect(visibleParts('')).toEqual([]);
  });

  it('keeps lines of a block, but no other control character', () => {
    expect(visibleParts('a\nb', true)).toEqual([{ text: 'a\nb', hidden: false }]);
    expect(visibleParts('a\rb', true)[1]).toEqual({ text: '\\r', hidden: true });
  });
});

describe('numbers and times', () => {
  it('writes them the same everywhere', () => {
    expect(formatCount(1234567)).toBe('1,234,567');
    expect(plural(1, 'finding')).toBe('1 finding');
    expect(formatSize(1023)).toBe('1023 B');
    expect(formatSize(1536)).toBe('1.5 KiB');
    expect(formatElapsed(3_723_000)).toBe('1:02:03');
    expect(shortTime('2018-03-27T09:38:47.5741960Z')).toBe('2018-03-27 09:38:47 UTC');
    expect(exactTime('2018-03-27T09:38:47.5741960Z')).toBe('2018-03-27 09:38:47.5741960 UTC');
  });
});

describe('where the proof lies', () => {
  it('names key, value, cell offset, log and deletion', () => {
    const facts = locatorFacts({
      kind: 'registry',
      key: 'HKLM\\X',
      value: 'ImagePath',
      offset: 0x1a2b30,
      fromLog: true,
      deleted: true,
    });
    expect(facts.map((fact) => fact.name)).toEqual(['Key', 'Value', 'Cell offset', 'Read from', 'State']);
    expect(facts[2]?.value).toBe('0x001A2B30 (1714992)');
  });

  it('names line and setting of a unit', () => {
    const facts = locatorFacts({ kind: 'line', section: 'Service', key: 'ExecStart', line: 7 });
    expect(facts.map((fact) => fact.value)).toEqual(['7', '[Service] ExecStart']);
  });

  it('shows what an override took away beside what it put there', () => {
    const lines = unitLines({
      sections: { Service: { ExecStart: [{ value: '/tmp/x', path: '/etc/a.conf', line: 3 }] } },
      replaced: [
        {
          section: 'Service',
          key: 'ExecStart',
          value: '/bin/a',
          path: '/lib/a.service',
          line: 5,
          by: '/etc/a.conf:2',
        },
      ],
    });
    expect(lines.map((line) => [line.value, line.replacedBy])).toEqual([
      ['/bin/a', '/etc/a.conf:2'],
      ['/tmp/x', null],
    ]);
  });
});

describe('timeline', () => {
  it('shows a single change beside thousands', () => {
    const [none, one, many] = barHeights([0, 1, 5000], 100);
    expect(none).toBe(0);
    expect(one).toBeGreaterThan(3);
    expect(many).toBe(100);
  });

  it('finds the busiest bin and dates of the axis', () => {
    const bins = [1, 7, 2].map((count, at) => ({ from: `2020-01-0${at + 1}T00:00:00Z`, count, worst: null }));
    expect(busiest({ from: '', to: '', bins })?.count).toBe(7);
    expect(axisTicks({ from: '2020-01-01T00:00:00Z', to: '2020-01-09T00:00:00Z' })).toEqual([
      '2020-01-01',
      '2020-01-03',
      '2020-01-05',
      '2020-01-07',
      '2020-01-09',
    ]);
    expect(axisTicks({ from: '2020-01-01T22:00:00Z', to: '2020-01-02T02:00:00Z' })[1]).toBe(
      '2020-01-01 23:00',
    );
    expect(axisTicks({ from: '', to: '' })).toEqual([]);
  });
});

describe('progress', () => {
  const at = (done: number, elapsedMilliseconds: number) => ({
    elapsedMilliseconds,
    stages: [{ source: 's', stage: 'read' as const, done, total: 100 }],
    counts: { service: done },
  });

  it('estimates from the last seconds only', () => {
    expect(estimate(at(60, 2000), at(40, 1000))).toBe(2000);
    expect(estimate(at(60, 2000), null)).toBeNull();
    expect(estimate(at(40, 2000), at(40, 1000))).toBeNull();
    expect(estimate(at(100, 2000), at(40, 1000))).toBeNull();
  });

  it('says shares, rate and a sentence', () => {
    expect(percentOf({ source: 's', stage: 'read', done: 0, total: 0 })).toBe(100);
    expect(percentOf({ source: 's', stage: 'read', done: 5, total: null })).toBeNull();
    expect(rate(at(50, 1000))).toBe(50);
    expect(spoken(at(50, 1000))).toBe('Reading S; 50 services, 0 events, 0 files, 0 findings, 0 problems');
  });
});
