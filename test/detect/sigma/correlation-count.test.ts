import { describe, expect, it } from 'vitest';
import { at, correlate, correlation, spans, type TestEvent } from './correlation-fixtures.ts';

const count = (condition: object, more: object = {}) => correlation({ condition, ...more });
const times = (...seconds: readonly number[]): readonly TestEvent[] => seconds.map((each) => ['a', each]);

describe('event_count', () => {
  it('slides: a burst over any boundary is found', () => {
    expect(spans([count({ gte: 3 })], times(290, 300, 310))).toEqual([[290, 310, 3]]);
  });

  it.each([
    ['exactly the timespan apart', times(0, 1, 300), [[0, 300, 3]]],
    ['a moment longer', times(0, 1, 300.001), []],
    ['equal times', times(5, 5, 5), [[5, 5, 3]]],
    ['too few', times(1, 2), []],
    ['nothing', [], []],
  ])('%s', (_what, events, expected) => {
    expect(spans([count({ gte: 3 })], events)).toEqual(expected);
  });

  it('reads logs in any order', () => {
    const events = times(1200, 10, 0, 1210, 20, 1220, 5000);
    const expected = [
      [0, 20, 3],
      [1200, 1220, 3],
    ];
    expect(spans([count({ gte: 3 })], events)).toEqual(expected);
    expect(spans([count({ gte: 3 })], [...events].reverse())).toEqual(expected);
  });

  it('tells of a long burst once, with its whole span', () => {
    const steady = times(...Array.from({ length: 100 }, (_, index) => index * 60));
    const { results } = correlate([count({ gte: 4 })], steady);
    expect(results).toHaveLength(1);
    expect(results[0]).toMatchObject({ count: 100, measured: 6, first: at(0), last: at(5940) });
    expect(results[0]?.members).toHaveLength(20);
    expect(results[0]?.members.slice(0, 2)).toEqual([0, 1]);
    expect(results[0]?.members.at(-1)).toBe(99);
  });

  it('leaves out events around the burst that no window has', () => {
    expect(spans([count({ gte: 3 })], times(0, 1000, 1001, 1002, 2000))).toEqual([[1000, 1002, 3]]);
  });

  it.each([
    [{ gt: 2 }, [1, 2, 3], true],
    [{ gt: 3 }, [1, 2, 3], false],
    [{ lt: 3 }, [1, 2], true],
    [{ lt: 3 }, [1, 2, 3], false],
    [{ lte: 3 }, [1, 2, 3], true],
    [{ eq: 3 }, [1, 2, 3], true],
    [{ eq: 2 }, [1, 2, 3], false],
    [{ neq: 3 }, [1, 2, 3], false],
    [{ neq: 2 }, [1, 2, 3], true],
    [{ gte: 2, lte: 3 }, [1, 2, 3], true],
    [{ gte: 2, lte: 3 }, [1, 2, 3, 4], false],
  ])('%j of events at %j: %j', (condition, seconds, expected) => {
    expect(spans([count(condition)], times(...seconds)).length > 0).toBe(expected);
  });

  it('does not cut a small window out of a large burst', () => {
    expect(spans([count({ lt: 3 })], times(...Array.from({ length: 50 }, (_, index) => index)))).toEqual([]);
    expect(spans([count({ lt: 3 })], times(0, 1, 2, 3, 1000))).toEqual([[1000, 1000, 1]]);
  });

  it('counts an event once that two of the rules match', () => {
    const either = count({ gte: 3 }, { rules: ['a', 'b'] });
    expect(
      spans(
        [either],
        [
          ['a+b', 0],
          ['a+b', 1],
        ],
      ),
    ).toEqual([]);
    expect(
      spans(
        [either],
        [
          ['a+b', 0],
          ['a', 1],
          ['b', 2],
        ],
      ),
    ).toEqual([[0, 2, 3]]);
  });

  it('counts each group by itself, in one spelling', () => {
    const grouped = count({ gte: 2 }, { 'group-by': ['User', 'Host'] });
    const { results } = correlate(
      [grouped],
      [
        ['a', 0, { User: 'Admin', Host: 1 }],
        ['a', 1, { User: 'admin', Host: '2' }],
        ['a', 2, { User: 'ADMIN', Host: '1' }],
        ['a', 3, { User: 'bob', Host: 2 }],
      ],
    );
    expect(results.map(({ groupBy, members }) => [groupBy, members])).toEqual([
      [{ User: 'Admin', Host: '1' }, [0, 2]],
    ]);
  });

  it('gives events without a value for a group no group', () => {
    const grouped = count({ gte: 2 }, { 'group-by': ['User'] });
    const empty: readonly TestEvent[] = [
      ['a', 0, {}],
      ['a', 1, { User: null }],
      ['a', 2, { User: [] }],
      ['a', 3, { User: undefined }],
    ];
    expect(spans([grouped], empty)).toEqual([]);
    const text: readonly TestEvent[] = [
      ['a', 0, { User: '' }],
      ['a', 1, { User: '' }],
      ['a', 2, { User: ['x', 'y'] }],
      ['a', 3, { User: ['X', 'y'] }],
    ];
    expect(correlate([grouped], text).results.map(({ groupBy }) => groupBy)).toEqual([
      { User: '' },
      { User: 'x, y' },
    ]);
  });

  it('keeps odd names apart', () => {
    const grouped = count({ gte: 2 }, { 'group-by': ['__proto__', 'constructor'] });
    const fields = Object.fromEntries([
      ['__proto__', 'toString'],
      ['constructor', '__proto__'],
    ]);
    const [result] = correlate(
      [grouped],
      [
        ['a', 0, fields],
        ['a', 1, fields],
      ],
    ).results;
    expect(Object.entries(result?.groupBy ?? {})).toEqual(Object.entries(fields));
  });

  it.each([
    ['2024-03-01T12:00:00.0000010Z', '2024-03-01T12:00:01.0000019Z', 1],
    ['2024-03-01T12:00:00.0000010Z', '2024-03-01T12:00:01.000002Z', 0],
    ['2024-03-01T12:00:00Z', '2024-03-01T12:00:01.000Z', 1],
    ['2024-03-01T12:00:00Z', '2024-03-01T12:00:01.000001Z', 0],
    ['2024-03-01T12:00:00Z', '2024-03-01T13:00:01+01:00', 1],
  ])('compares microseconds and tells times as they were given: %s, %s', (first, last, found) => {
    const { engine } = correlate([count({ gte: 2 }, { timespan: '1s' })], []);
    for (const time of [last, first]) engine.add('a', time, () => null, time === first ? 1 : 2);
    const { results, incomplete } = engine.finish();
    expect(incomplete).toEqual([]);
    expect(results).toHaveLength(found);
    if (found === 1) expect(results).toMatchObject([{ first, last, members: [1, 2] }]);
  });

  it('says how many matches have no time', () => {
    const { engine } = correlate([count({ gte: 2 })], []);
    for (const time of [
      null,
      'yesterday',
      '2024-03-01T12:00:0xZ',
      '2024-03-01T12:00:00x1Z',
      '2024-03-01T12:00:00.1xZ',
    ])
      engine.add('a', time, () => null, 1);
    expect(engine.finish().incomplete.map(({ problem }) => problem)).toEqual([
      '5 matches of "a" have no time and were not correlated.',
    ]);
  });
});

describe('value_count', () => {
  const users = (field: unknown, gte: number) =>
    correlation({ type: 'value_count', 'group-by': ['Host'], condition: { field, gte } });

  it('counts different values, not events', () => {
    const events: readonly TestEvent[] = [
      ['a', 0, { Host: 'h', User: 'x' }],
      ['a', 1, { Host: 'h', User: 'X' }],
      ['a', 2, { Host: 'h', User: 'y' }],
      ['a', 3, { Host: 'h' }],
      ['a', 4, { Host: 'i', User: 'z' }],
    ];
    expect(spans([users('User', 2)], events)).toEqual([[0, 2, 3]]);
    expect(spans([users('User', 3)], events)).toEqual([]);
  });

  it('forgets values that left the window', () => {
    const events: readonly TestEvent[] = [
      ['a', 0, { Host: 'h', User: 'x' }],
      ['a', 200, { Host: 'h', User: 'y' }],
      ['a', 400, { Host: 'h', User: 'z' }],
    ];
    expect(correlate([users('User', 2)], events).results).toMatchObject([{ count: 3, measured: 2 }]);
    expect(spans([users('User', 3)], events)).toEqual([]);
  });

  it('takes several fields together', () => {
    const events: readonly TestEvent[] = [
      ['a', 0, { Host: 'h', User: 'x', Domain: '1' }],
      ['a', 1, { Host: 'h', User: 'x', Domain: '2' }],
      ['a', 2, { Host: 'h', User: 'x', Domain: '2' }],
      ['a', 3, { Host: 'h', User: 'y' }],
    ];
    expect(spans([users(['User', 'Domain'], 2)], events)).toEqual([[0, 2, 3]]);
    expect(spans([users(['User', 'Domain'], 3)], events)).toEqual([]);
  });
});
