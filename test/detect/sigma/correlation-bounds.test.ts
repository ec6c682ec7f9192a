import { describe, expect, it } from 'vitest';
import { CorrelationEngine } from '../../../main/detect/sigma/correlation/correlation-engine.ts';
import type { CorrelationRule } from '../../../main/detect/sigma/correlation/correlation-rule.ts';
import { at, base, correlation } from './correlation-fixtures.ts';

const MILLION = 1_000_000;
const MOST = 'a million in order, a thousand users';

/** Adds matches of rule a, or of the rules in turn, and evaluates. */
function run(
  rules: readonly CorrelationRule[],
  total: number,
  event: (index: number) => {
    readonly rule?: string;
    readonly seconds: number;
    readonly user?: string | number;
  },
) {
  const names = ['a', 'b', 'c'];
  const engine = new CorrelationEngine<number>(
    rules,
    names.map((name) => base(name)),
  );
  const times = Array.from({ length: 100_000 }, (_, index) => at(index));
  const started = process.cpuUsage();
  for (let index = 0; index < total; index += 1) {
    const { rule = 'a', seconds, user = 'u' } = event(index);
    engine.add(rule, times[seconds] ?? null, () => user, index);
  }
  const outcome = engine.finish();
  return { ...outcome, seconds: process.cpuUsage(started).user / 1e6 };
}

const grouped = (attributes: object) => correlation({ 'group-by': ['User'], ...attributes });
// Seconds of processor time; one to three on an idle machine, but tests share theirs.
const LIMIT = 10;

describe('many matches', () => {
  it.each<
    [string, CorrelationRule, (index: number) => { rule?: string; seconds: number; user?: string | number }]
  >([
    [
      MOST,
      grouped({ condition: { gte: 30 } }),
      (index) => ({ seconds: Math.floor(index / 10), user: `user ${index % 1000}` }),
    ],
    [
      'in no order, one user',
      grouped({ condition: { gte: 30 } }),
      (index) => ({ seconds: (index * 7919) % 100_000 }),
    ],
    [
      'backwards',
      grouped({ condition: { gte: 30 } }),
      (index) => ({ seconds: 99_999 - Math.floor(index / 10) }),
    ],
    [
      'at one moment',
      grouped({ type: 'temporal_ordered', rules: ['a', 'b'] }),
      (index) => ({ seconds: 5, rule: index % 2 ? 'a' : 'b' }),
    ],
    [
      'each its own user',
      grouped({ type: 'value_count', condition: { field: 'User', lt: 2 } }),
      (index) => ({ seconds: index % 100_000, user: `user ${index}` }),
    ],
    [
      'three rules',
      grouped({ type: 'temporal_ordered', rules: ['a', 'b', 'c'] }),
      (index) => ({ seconds: Math.floor(index / 10), rule: 'abc'[index % 3] ?? 'a', user: index % 100 }),
    ],
    [
      'numbers',
      grouped({
        'group-by': [],
        type: 'value_percentile',
        timespan: '1d',
        condition: { field: 'N', percentile: 95, gt: 1e9 },
      }),
      (index) => ({ seconds: Math.floor(index / 10), user: (index * 7919) % 65_537 }),
    ],
  ])(
    '%s',
    (what, rule, event) => {
      const { seconds, incomplete } = run([rule], what === MOST ? MILLION : 200_000, event);
      expect(seconds).toBeLessThan(LIMIT);
      expect(incomplete.filter(({ problem }) => !problem.includes('results'))).toEqual([]);
    },
    60_000,
  );

  it('have a limit for each rule, which is told of', () => {
    const rules = [
      grouped({ rules: ['a', 'b'], condition: { gte: 2 } }),
      grouped({ rules: ['b', 'c'], condition: { gte: 2 } }),
    ];
    const { results, incomplete } = run(rules, MILLION + 5, (index) => ({
      rule: index < MILLION + 3 ? 'a' : 'b',
      seconds: index % 100_000,
    }));
    expect(incomplete).toEqual([
      {
        rule: rules[0],
        problem: '3 matches of "a" came after the limit of matches and were not correlated.',
      },
    ]);
    expect(results).toMatchObject([{ count: MILLION + 2 }, { count: 2 }]);
  }, 60_000);

  it('may have more different texts than memory should hold', () => {
    const long = 'x'.repeat(10_000);
    const { incomplete } = run([grouped({ condition: { gte: 2 } })], 10_000, (index) => ({
      seconds: index,
      user: `${index}${long}`,
    }));
    expect(incomplete).toMatchObject([
      { problem: expect.stringMatching(/^\d+ matches of "a" came after the limit of diff/) },
    ]);
  });

  it('give a bounded number of results', () => {
    const { results, incomplete } = run([grouped({ condition: { gte: 1 } })], 20_000, (index) => ({
      seconds: index,
      user: index,
    }));
    expect(results).toHaveLength(10_000);
    expect(incomplete).toMatchObject([{ problem: '10000 more results than 10000 are not told of.' }]);
  });

  it('of one correlation have a limit, which it and those above it tell of', () => {
    const inner = correlation({ condition: { gte: 2 } }, { name: 'inner' });
    const outer = correlation({ rules: ['inner', 'b'], type: 'temporal' }, { title: 'outer' });
    const judge = (limit: number) => {
      const engine = new CorrelationEngine<number>([outer, inner], [base('a'), base('b')], limit);
      for (let index = 0; index < 8; index += 1) engine.add('a', at(index), () => 'u', index);
      engine.add('b', at(9), () => 'u', 9);
      return engine.finish();
    };
    const { results, incomplete } = judge(6);
    expect(incomplete).toEqual([
      { rule: inner, problem: 'Only the first 6 matches were correlated.' },
      { rule: outer, problem: 'Only the first 6 matches were correlated.' },
      { rule: outer, problem: '"inner", which it refers to, did not see all matches.' },
    ]);
    expect(results).toEqual([]);
    expect(judge(9).incomplete).toEqual([]);
    expect(judge(9).results).toMatchObject([{ count: 9 }]);
  });
});
