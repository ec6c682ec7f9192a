import { describe, expect, it } from 'vitest';
import type { JudgeContext } from '../../../main/detect/sigma/judge.ts';
import { judgeRule, judgeRuleText } from '../../../main/detect/sigma/judge.ts';
import { describeLogSource } from '../../../main/detect/sigma/log-source.ts';
import { createRuleIndex, selectRules } from '../../../main/detect/sigma/rule-index.ts';
import { ruleDocument } from './rule-fixtures.ts';

const CONTEXT: JudgeContext = {
  fileName: 'r.yml',
  streams: [
    { product: 'windows', service: 'system' },
    { product: 'windows', category: 'service' },
  ],
  knownFieldsOf: (source) => (source.category === 'service' ? new Set(['ImagePath']) : undefined),
};
const detection = { a: { ImagPath: 'x' }, condition: 'a' };

describe('judging a rule', () => {
  it.each([
    [{ product: 'windows', service: 'system' }, 'ok', []],
    [{ product: 'windows' }, 'ok', []],
    [
      { product: 'windows', category: 'process_creation' },
      'ok-no-source',
      ['No source here provides this log source yet: category process_creation, product windows.'],
    ],
    [{ product: 'linux', service: 'auditd' }, 'ok-no-source', [expect.stringContaining('service auditd')]],
    [
      { product: 'windows', category: 'service' },
      'refused',
      [expect.stringMatching(/^detection\.a\.ImagPath: The field "ImagPath".* Did you mean "ImagePath"\?$/)],
    ],
  ])('%j is %s', (logsource, outcome, reasons) => {
    const judged = judgeRule(ruleDocument(detection, { logsource }), CONTEXT);
    expect(judged).toMatchObject({ file: 'r.yml', title: 'Test', outcome, reasons });
    expect(judged.compiled !== null).toBe(outcome !== 'refused');
  });

  it('hands on placeholders, filters and laziness', () => {
    const expanding = ruleDocument({ a: { 'A|expand': '%p%', 'B|re': '(' }, condition: 'a' });
    const context = { ...CONTEXT, placeholders: () => ['x'], filters: [], lazy: true };
    expect(judgeRule(expanding, context).outcome).toBe('ok');
    expect(judgeRule(expanding, CONTEXT).reasons).toHaveLength(2);
  });

  it('judges every document of a file', async () => {
    const text = [
      'title: x\nlogsource: {product: windows}\ndetection: {a: [b], condition: a}',
      'title: f\nlogsource: {product: windows}\nfilter: {rules: any, a: [b], condition: not a}',
      'title: c\ncorrelation: {type: event_count}',
      'title: d\ncorrelation: {type: temporal, rules: [x, y], timespan: 5m}',
    ].join('\n---\n');
    const judged = await judgeRuleText(text, CONTEXT);
    expect(judged.map(({ outcome, filter }) => [outcome, filter?.title ?? null])).toEqual([
      ['ok', null],
      ['ok', 'f'],
      ['refused', null],
      ['ok', null],
    ]);
    expect(judged[2]?.reasons).toContain(
      'document 3: correlation.rules: A correlation needs a list of rule ids or names.',
    );
    expect(judged[3]).toMatchObject({
      title: 'd',
      compiled: null,
      correlation: { title: 'd', generate: false },
    });
  });
});

describe('routing', () => {
  const rules = [
    { rule: { logSource: { product: 'windows', service: 'system' } } },
    { rule: { logSource: { product: 'windows' } } },
    { rule: { logSource: { category: 'service' } } },
    { rule: { logSource: { product: 'linux', category: 'service', definition: 'x' } } },
  ];

  it.each([
    [{ product: 'windows', service: 'system' }, [0, 1]],
    [{ product: 'windows', category: 'service' }, [1, 2]],
    [{ product: 'linux', category: 'service' }, [2, 3]],
    [{ product: 'windows', service: 'security' }, [1]],
    [{}, []],
  ])('%j: rules %j', (stream, expected) => {
    expect(selectRules(rules, stream).map((rule) => rules.indexOf(rule))).toEqual(expected);
    const select = createRuleIndex(rules);
    expect(select(stream)).toEqual(selectRules(rules, stream));
    expect(select({ ...stream })).toBe(select(stream));
  });

  it('has words for a log source', () => {
    expect(describeLogSource({ service: 'b', product: 'a' })).toBe('product a, service b');
  });
});
