import { describe, expect, it } from 'vitest';
import { correlate, correlation, type TestEvent } from './correlation-fixtures.ts';

const metric = (type: string, condition: object, more: object = {}) =>
  correlation({ type, condition: { field: 'N', ...condition }, ...more });
const numbers = (...values: readonly (string | number | null)[]): readonly TestEvent[] =>
  values.map((N, index) => ['a', index, { N }]);
const measured = (rule: ReturnType<typeof metric>, events: readonly TestEvent[]) =>
  correlate([rule], events).results.map((result) => result.measured);

describe('value_sum, value_avg and value_percentile', () => {
  it('reckon with numbers, written as text too, and leave the rest out', () => {
    const events = numbers(1, '2.5', '0x10', 'many', null, '', '1e3', -4);
    expect(measured(metric('value_sum', { gt: 0 }), events)).toEqual([15.5]);
    expect(measured(metric('value_avg', { lt: 100 }), events)).toEqual([3.875]);
    expect(correlate([metric('value_sum', { gt: 0 })], events).results[0]?.count).toBe(4);
  });

  it('look at one timespan at a time', () => {
    const events: readonly TestEvent[] = [
      ['a', 0, { N: 1e17 }],
      ['a', 301, { N: 1 }],
      ['a', 302, { N: 2 }],
      ['a', 900, { N: 4 }],
    ];
    expect(measured(metric('value_sum', { lt: 10 }), events)).toEqual([3, 4]);
    expect(measured(metric('value_avg', { lte: 2 }), events)).toEqual([1.5]);
  });

  it.each([
    [0, 15],
    [5, 15],
    [30, 20],
    [40, 20],
    [50, 35],
    [100, 50],
  ])('percentile %i by nearest rank is %i', (percentile, expected) => {
    expect(measured(metric('value_percentile', { percentile, gt: 0 }), numbers(50, 15, 40, 20, 35))).toEqual([
      expected,
    ]);
  });

  it('have an event once that two rules match', () => {
    const both = metric('value_sum', { gt: 0 }, { rules: ['a', 'b'] });
    expect(
      measured(both, [
        ['a+b', 0, { N: 5 }],
        ['b', 1, { N: 1 }],
      ]),
    ).toEqual([6]);
  });

  it('agree with reckoning each window anew', () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    for (let round = 0; round < 40; round += 1) {
      const events = Array.from(
        { length: 30 },
        (): TestEvent => ['a', random(3_000), { N: random(50) - 10 }],
      );
      const sorted = [...events].sort((a, b) => a[1] - b[1]);
      const windows = sorted.flatMap((end, at) => {
        const within = sorted.slice(0, at + 1).filter(([, time]) => end[1] - time <= 300);
        const next = sorted[at + 1];
        const start = within[0]?.[1] ?? 0;
        return next !== undefined && next[1] - start <= 300
          ? []
          : [within.map(([, , fields]) => Number(fields?.N))];
      });
      const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
      const percentile = (list: readonly number[]) =>
        [...list].sort((a, b) => a - b)[Math.max(1, Math.ceil((list.length * 60) / 100)) - 1] ?? 0;
      const greatest = (rule: ReturnType<typeof metric>) => Math.max(...measured(rule, events));
      const any = { gt: -1e9 };
      expect(greatest(metric('value_sum', any))).toBe(Math.max(...windows.map(sum)));
      expect(greatest(metric('value_avg', any))).toBe(
        Math.max(...windows.map((list) => sum(list) / list.length)),
      );
      expect(greatest(metric('value_percentile', { ...any, percentile: 60 }))).toBe(
        Math.max(...windows.map(percentile)),
      );
    }
  });
});
