import { describe, expect, it } from 'vitest';
import { parseRuleText } from '../../../main/detect/sigma/parse-text.ts';
import { correlation, correlationRefusal } from './correlation-fixtures.ts';

/** The specification's example of a chain, shortened. */
const CHAIN = `
title: Multiple Failed Logins Followed by Successful Login
id: b180ead8-d58f-40b2-ae54-c8940995b9b6
status: experimental
tags: [attack.t1110]
correlation:
    type: temporal_ordered
    rules:
        - multiple_failed_login
        - successful_login
    group-by:
        - User
    timespan: 10m
falsepositives:
    - Unlikely
level: high
---
title: Multiple failed logons
name: multiple_failed_login
correlation:
    type: event_count
    rules:
        - failed_login
    group-by:
        - User
    timespan: 10m
    condition:
        gte: 10
---
title: Single failed login
name: failed_login
logsource:
    product: windows
    service: security
detection:
    selection:
        EventID: 4625
    condition: selection
`;

describe('reading correlations', () => {
  it('reads the chain of the specification', async () => {
    const results = await parseRuleText(CHAIN, { fileName: 'chain.yml' });
    const documents = results.map((result) => (result.ok ? result.value : result.error));
    expect(documents).toMatchObject([
      {
        kind: 'correlation',
        correlation: {
          title: 'Multiple Failed Logins Followed by Successful Login',
          id: 'b180ead8-d58f-40b2-ae54-c8940995b9b6',
          fileName: 'chain.yml',
          level: 'high',
          techniques: ['T1110'],
          falsePositives: ['Unlikely'],
          generate: false,
          correlation: {
            type: 'temporal_ordered',
            rules: ['multiple_failed_login', 'successful_login'],
            groupBy: ['User'],
            timespanSeconds: 600,
            condition: [{ operator: 'gte', limit: 2 }],
            field: [],
            percentile: null,
          },
        },
      },
      { kind: 'correlation', correlation: { name: 'multiple_failed_login' } },
      { kind: 'rule', rule: { name: 'failed_login' } },
    ]);
  });

  it.each([
    ['1s', 1],
    ['90m', 5_400],
    ['24h', 86_400],
    ['7d', 604_800],
  ])('timespan %s', (timespan, seconds) => {
    expect(correlation({ timespan, condition: { gte: 2 } }).correlation.timespanSeconds).toBe(seconds);
  });

  it('reads ranges, fields, aliases and generate', () => {
    const rule = correlation(
      {
        type: 'value_count',
        rules: ['a', 'b'],
        'group-by': ['ip', 'Computer'],
        condition: { gt: 100, lte: 200, field: ['User', 'Domain'] },
        aliases: { ip: { a: 'src', b: 'dst' } },
      },
      { generate: true },
    );
    expect(rule.generate).toBe(true);
    expect(rule.correlation).toMatchObject({
      condition: [
        { operator: 'gt', limit: 100 },
        { operator: 'lte', limit: 200 },
      ],
      field: ['User', 'Domain'],
      groupBy: ['ip', 'Computer'],
    });
    expect(rule.correlation.aliases.get('ip')?.get('b')).toBe('dst');
    expect(correlation({ generate: true, condition: { gte: 2 } }).generate).toBe(true);
    expect(correlation({ rules: 'a', 'group-by': 'User', condition: { gte: 2 } }).correlation).toMatchObject({
      rules: ['a'],
      groupBy: ['User'],
    });
  });

  const GOOD = { type: 'event_count', rules: ['a'], timespan: '5m', condition: { gte: 2 } };
  const VALUES = { ...GOOD, type: 'value_sum', condition: { field: 'Size', gt: 1.5 } };

  it.each([
    ['text', 'correlation: The correlation must be a map, not text'],
    [{}, 'correlation.type: The type must be one of event_count'],
    [{ ...GOOD, type: 'value_median' }, 'write value_percentile with percentile: 50'],
    [{ ...GOOD, type: 'temporal_extended' }, 'correlation.type: '],
    [{ ...GOOD, rules: [] }, 'correlation.rules: A correlation needs a list'],
    [{ ...GOOD, rules: [5] }, 'correlation.rules[0]: A name is text'],
    [{ ...GOOD, rules: ['a', 'a'] }, 'correlation.rules[1]: "a" is named twice'],
    [
      { ...GOOD, rules: Array.from({ length: 65 }, (_, at) => `r${at}`) },
      'correlation.rules: These are more than 64',
    ],
    [{ ...GOOD, 'group-by': [''] }, 'correlation.group-by[0]: '],
    [{ ...GOOD, timeframe: '5m' }, 'correlation.timeframe: A correlation has no such attribute'],
    [{ ...GOOD, timespan: 5 }, 'correlation.timespan: '],
    [{ ...GOOD, timespan: '0m' }, 'correlation.timespan: '],
    [{ ...GOOD, timespan: '5M' }, 'correlation.timespan: '],
    [{ ...GOOD, timespan: '1w' }, 'correlation.timespan: '],
    [{ ...GOOD, condition: undefined }, 'correlation.condition: The condition must be a map'],
    [{ ...GOOD, condition: 'a and not b' }, 'came after specification 2.1.0'],
    [{ ...GOOD, condition: {} }, 'correlation.condition: The condition needs one of gt, gte'],
    [{ ...GOOD, condition: { range: 5 } }, 'correlation.condition.range: '],
    [{ ...GOOD, condition: { gte: '5' } }, 'correlation.condition.gte: The limit must be a number, not text'],
    [
      { ...GOOD, condition: { gte: 1.5 } },
      'correlation.condition.gte: The limit of a count is a whole number',
    ],
    [{ ...GOOD, condition: { gte: -1 } }, 'correlation.condition.gte: '],
    [{ ...GOOD, condition: { lt: 1 } }, 'so it would never hold'],
    [{ ...GOOD, condition: { eq: 0 } }, 'so it would never hold'],
    [{ ...GOOD, condition: { gt: 5, lt: 6 } }, 'so it would never hold'],
    [{ ...GOOD, type: 'temporal', rules: ['a', 'b'], condition: { gte: 3 } }, 'so it would never hold'],
    [
      { ...GOOD, condition: { gte: 2, field: 'User' } },
      'condition.field: A correlation of type event_count reads no field',
    ],
    [{ ...GOOD, type: 'value_count' }, 'condition.field: A correlation of type value_count needs the field'],
    [
      { ...VALUES, condition: { gt: 1, field: ['A', 'B'] } },
      'condition.field: A correlation of type value_sum reads one',
    ],
    [{ ...VALUES, type: 'value_percentile' }, 'does not say which percentile is meant'],
    [
      { ...VALUES, type: 'value_percentile', condition: { gt: 1, field: 'A', percentile: 101 } },
      'from 0 to 100',
    ],
    [{ ...VALUES, condition: { gt: 1, field: 'A', percentile: 5 } }, 'type value_sum has no percentile'],
    [{ ...GOOD, aliases: [] }, 'correlation.aliases: The aliases must be a map'],
    [{ ...GOOD, aliases: { ip: 'x' } }, 'correlation.aliases.ip: '],
    [{ ...GOOD, aliases: { ip: { a: 5 } } }, 'correlation.aliases.ip.a: '],
  ])('refuses %j', (attributes, problem) => {
    expect(correlationRefusal(attributes)).toContain(problem);
  });

  it('refuses what stands beside it', () => {
    expect(correlationRefusal(GOOD, { detection: {} })).toContain(
      'detection: A correlation has no detection',
    );
    expect(correlationRefusal(GOOD, { generate: 'yes' })).toContain('generate: ');
    expect(correlationRefusal(GOOD, { title: '', level: 'x' })).toMatch(/title: .*\n.*level: /);
    expect(correlationRefusal(GOOD, { status: 'unsupported' })).toContain('status: ');
    expect(correlationRefusal(GOOD, { taxonomy: 'ecs' })).toContain('taxonomy: ');
  });

  it.each([
    'event_count',
    'value_count',
    'temporal',
    'value_avg',
  ])('%s takes limits that can be met', (type) => {
    const field = type.startsWith('value') ? { field: 'F' } : {};
    for (const bounds of [{ lt: 2 }, { lte: 1 }, { eq: 1 }, { neq: 1 }, { gt: 0, lt: 2 }, { gte: 0 }]) {
      expect(() =>
        correlation({ type, rules: ['a', 'b'], condition: { ...field, ...bounds } }),
      ).not.toThrow();
    }
  });
});
