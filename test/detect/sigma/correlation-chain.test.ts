import { describe, expect, it } from 'vitest';
import { correlate, correlation, spans, type TestEvent } from './correlation-fixtures.ts';

const failures = (groupBy: readonly string[], generate = false) =>
  correlation(
    { rules: ['failed'], 'group-by': groupBy, timespan: '10m', condition: { gte: 3 } },
    { name: 'many_failed', title: 'inner', generate },
  );
const breakIn = (groupBy: readonly string[], more = {}) =>
  correlation(
    { type: 'temporal_ordered', rules: ['many_failed', 'success'], 'group-by': groupBy, timespan: '10m' },
    { title: 'outer', ...more },
  );
const failed = (seconds: number, User = 'x', Host = 'h'): TestEvent => ['failed', seconds, { User, Host }];
const success = (seconds: number, User = 'x', Host = 'h'): TestEvent => ['success', seconds, { User, Host }];

describe('chained correlations', () => {
  const rules = [breakIn(['User']), failures(['User'])];

  it('follow the inner one', () => {
    const { results, engine } = correlate(rules, [success(40), failed(10), failed(30), failed(20)]);
    expect(results).toMatchObject([
      { rule: { title: 'outer' }, groupBy: { User: 'x' }, count: 4, members: [1, 3, 2, 0] },
    ]);
    expect([...engine.silent].sort()).toEqual(['failed', 'success']);
  });

  it.each<[string, readonly TestEvent[], number]>([
    ['success before the third failure', [failed(10), failed(20), success(25), failed(30)], 0],
    ['success before and after', [failed(10), failed(20), success(25), failed(30), success(35)], 1],
    ['too few failures', [failed(10), failed(20), success(25)], 0],
    ['another user', [failed(10), failed(20), failed(30), success(40, 'y')], 0],
    ['too late', [failed(10), failed(20), failed(30), success(631)], 0],
    ['just in time', [failed(10), failed(20), failed(30), success(630)], 1],
  ])('%s', (_what, events, expected) => {
    expect(correlate(rules, events).results).toHaveLength(expected);
  });

  it('see a burst that goes on for longer than the timespan', () => {
    const hours = Array.from({ length: 200 }, (_, index) => failed(index * 60));
    expect(correlate(rules, [...hours, success(200 * 60)]).results).toMatchObject([
      { rule: { title: 'outer' } },
    ]);
  });

  it('group by their own fields, not by those of the inner one', () => {
    const byHost = [breakIn(['User']), failures(['Host'])];
    const spray = [failed(10, 'x'), failed(20, 'y'), failed(30, 'z')];
    const { results } = correlate(byHost, [...spray, success(40, 'y', 'elsewhere')]);
    expect(results.map(({ groupBy, members }) => [groupBy, members])).toEqual([[{ User: 'y' }, [1, 3]]]);
  });

  it('count bursts, not their events', () => {
    const often = correlation(
      { rules: ['many_failed'], timespan: '1d', condition: { gte: 2 }, 'group-by': ['User'] },
      { title: 'outer' },
    );
    const burst = (start: number) => [failed(start), failed(start + 1), failed(start + 2), failed(start + 3)];
    expect(spans([often, failures(['User'])], burst(0))).toEqual([]);
    expect(correlate([often, failures(['User'])], [...burst(0), ...burst(5_000)]).results).toMatchObject([
      { count: 8, measured: 2 },
    ]);
  });

  it('report the inner one where they say generate', () => {
    const events = [failed(10), failed(20), failed(30)];
    expect(correlate(rules, events).results).toEqual([]);
    const loud = [breakIn(['User'], { generate: true }), failures(['User'])];
    const { results, engine } = correlate(loud, events);
    expect(results).toMatchObject([{ rule: { title: 'inner' }, count: 3 }]);
    expect([...engine.silent]).toEqual(['failed']);
  });

  it('follow aliases down the chain', () => {
    const inner = correlation(
      {
        rules: ['failed', 'denied'],
        'group-by': ['who'],
        timespan: '10m',
        condition: { gte: 2 },
        aliases: { who: { failed: 'TargetUser', denied: 'acct' } },
      },
      { name: 'inner' },
    );
    const middle = correlation(
      { type: 'temporal', rules: ['inner', 'x'], 'group-by': ['who'] },
      { name: 'middle' },
    );
    const outer = correlation({
      type: 'temporal_ordered',
      rules: ['middle', 'success'],
      'group-by': ['account'],
      aliases: { account: { middle: 'who', success: 'User' } },
    });
    const events: readonly TestEvent[] = [
      ['denied', 0, { acct: 'root' }],
      ['failed', 1, { TargetUser: 'ROOT' }],
      ['x', 2, { who: 'root' }],
      ['success', 3, { User: 'Root' }],
    ];
    expect(correlate([outer, inner, middle], events).results).toMatchObject([
      { groupBy: { account: 'root' }, members: [0, 1, 2, 3] },
    ]);
    expect(correlate([outer, inner, middle], events.slice(1)).results).toEqual([]);
  });
});
