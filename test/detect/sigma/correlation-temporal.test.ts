import { describe, expect, it } from 'vitest';
import { correlate, correlation, spans, type TestEvent } from './correlation-fixtures.ts';

const RULES = ['a', 'b', 'c'];
const near = (more: object = {}) => correlation({ type: 'temporal', rules: RULES, ...more });
const ordered = (more: object = {}) => correlation({ type: 'temporal_ordered', rules: RULES, ...more });

describe('temporal', () => {
  it.each<[string, readonly TestEvent[], number[][]]>([
    [
      'any order',
      [
        ['c', 0],
        ['a', 1],
        ['b', 2],
      ],
      [[0, 2, 3]],
    ],
    [
      'at the edge',
      [
        ['a', 0],
        ['b', 1],
        ['c', 300],
      ],
      [[0, 300, 3]],
    ],
    [
      'beyond the edge',
      [
        ['a', 0],
        ['b', 1],
        ['c', 301],
      ],
      [],
    ],
    [
      'one missing',
      [
        ['a', 0],
        ['b', 1],
        ['a', 2],
      ],
      [],
    ],
    ['all in one event', [['a+b+c', 7]], [[7, 7, 1]]],
    [
      'equal times',
      [
        ['b', 7],
        ['c', 7],
        ['a', 7],
      ],
      [[7, 7, 3]],
    ],
  ])('%s', (_what, events, expected) => {
    expect(spans([near()], events)).toEqual(expected);
  });

  it('takes a count of rules', () => {
    const two = near({ condition: { gte: 2 } });
    expect(
      spans(
        [two],
        [
          ['a', 0],
          ['a', 1],
          ['c', 2],
        ],
      ),
    ).toEqual([[0, 2, 3]]);
    expect(
      spans(
        [two],
        [
          ['a', 0],
          ['a', 1],
        ],
      ),
    ).toEqual([]);
    expect(
      spans(
        [near({ condition: { eq: 2 } })],
        [
          ['a', 0],
          ['b', 1],
          ['c', 2],
        ],
      ),
    ).toEqual([]);
  });

  it('names the first event of each rule among the members', () => {
    const many = Array.from({ length: 50 }, (_, index): TestEvent => ['a', index]);
    const { results } = correlate([near()], [...many, ['b', 60], ['c', 61], ['a', 62]]);
    expect(results[0]).toMatchObject({ count: 53, measured: 3 });
    expect(results[0]?.members).toHaveLength(20);
    expect(results[0]?.members).toEqual(expect.arrayContaining([0, 50, 51, 52]));
  });

  it('joins fields of different names by aliases', () => {
    const rule = correlation({
      type: 'temporal',
      rules: ['error', 'connection'],
      'group-by': ['internal_ip', 'remote_ip'],
      timespan: '10s',
      aliases: {
        internal_ip: { error: 'destination.ip', connection: 'source.ip' },
        remote_ip: { error: 'source.ip', connection: 'destination.ip' },
      },
    });
    const { results } = correlate(
      [rule],
      [
        ['error', 0, { 'destination.ip': '10.0.0.1', 'source.ip': '203.0.113.9' }],
        ['connection', 1, { 'destination.ip': '10.0.0.1', 'source.ip': '203.0.113.9' }],
        ['connection', 2, { 'source.ip': '10.0.0.1', 'destination.ip': '203.0.113.9' }],
        ['connection', 3, { 'source.ip': '10.0.0.1' }],
      ],
    );
    expect(results.map(({ groupBy, members }) => [groupBy, members])).toEqual([
      [{ internal_ip: '10.0.0.1', remote_ip: '203.0.113.9' }, [0, 2]],
    ]);
  });

  it('reads an alias as a field where a rule has none', () => {
    const rule = near({ rules: ['a', 'b'], 'group-by': ['user'], aliases: { user: { b: 'Account' } } });
    expect(
      spans(
        [rule],
        [
          ['a', 0, { user: 'x' }],
          ['b', 1, { Account: 'X' }],
        ],
      ),
    ).toEqual([[0, 1, 2]]);
  });
});

describe('temporal_ordered', () => {
  it.each<[string, readonly TestEvent[], number[][]]>([
    [
      'in order',
      [
        ['a', 0],
        ['b', 1],
        ['c', 2],
      ],
      [[0, 2, 3]],
    ],
    [
      'read in another order',
      [
        ['c', 2],
        ['b', 1],
        ['a', 0],
      ],
      [[0, 2, 3]],
    ],
    [
      'out of order',
      [
        ['a', 0],
        ['c', 1],
        ['b', 2],
      ],
      [],
    ],
    [
      'with others between',
      [
        ['a', 0],
        ['c', 1],
        ['b', 2],
        ['a', 3],
        ['c', 4],
      ],
      [[0, 4, 5]],
    ],
    [
      'others around are left out',
      [
        ['c', 0],
        ['b', 1],
        ['a', 2],
        ['b', 3],
        ['c', 4],
        ['a', 5],
      ],
      [[2, 4, 3]],
    ],
    [
      'beyond the edge',
      [
        ['a', 0],
        ['b', 1],
        ['c', 301],
      ],
      [],
    ],
    [
      'a later start is near enough',
      [
        ['a', 0],
        ['b', 1],
        ['a', 100],
        ['b', 101],
        ['c', 350],
      ],
      [[100, 350, 3]],
    ],
    [
      'a later start without its middle',
      [
        ['a', 0],
        ['b', 1],
        ['a', 100],
        ['c', 350],
      ],
      [],
    ],
    [
      'equal times',
      [
        ['c', 7],
        ['b', 7],
        ['a', 7],
      ],
      [[7, 7, 3]],
    ],
    [
      'one event is one step',
      [
        ['a+b', 0],
        ['c', 1],
      ],
      [],
    ],
    [
      'one event is one step, another the other',
      [
        ['a+b', 0],
        ['a', 0],
        ['c', 1],
      ],
      [[0, 1, 3]],
    ],
    ['all in one event', [['a+b+c', 7]], []],
  ])('%s', (_what, events, expected) => {
    expect(spans([ordered()], events)).toEqual(expected);
  });

  it('takes a count of rules in order', () => {
    const two = ordered({ condition: { gte: 2 } });
    expect(
      spans(
        [two],
        [
          ['c', 0],
          ['b', 1],
          ['a', 2],
        ],
      ),
    ).toEqual([]);
    expect(
      spans(
        [two],
        [
          ['a', 0],
          ['c', 1],
        ],
      ),
    ).toEqual([[0, 1, 2]]);
    const exactly = ordered({ condition: { eq: 2 } });
    expect(
      spans(
        [exactly],
        [
          ['a', 0],
          ['c', 1],
          ['b', 2],
        ],
      ),
    ).toEqual([[0, 2, 3]]);
    expect(
      spans(
        [exactly],
        [
          ['a', 0],
          ['b', 1],
          ['c', 2],
        ],
      ),
    ).toEqual([]);
  });

  it('keeps groups apart', () => {
    const rule = ordered({ rules: ['a', 'b'], 'group-by': ['U'] });
    const events: readonly TestEvent[] = [
      ['a', 0, { U: 'x' }],
      ['b', 1, { U: 'y' }],
      ['a', 2, { U: 'y' }],
      ['b', 3, { U: 'x' }],
    ];
    expect(correlate([rule], events).results).toMatchObject([{ groupBy: { U: 'x' }, members: [0, 3] }]);
  });
});
