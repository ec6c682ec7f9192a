import { describe, expect, it } from 'vitest';
import { CorrelationEngine, FieldRecord, judgeRuleText } from '../../../main/detect/sigma/sigma.ts';
import { at } from './correlation-fixtures.ts';

/** After the specification's example of a correlation chain, with single-event rules of our own. */
const FILE = `
title: Services made in a row, then one that starts
level: high
correlation:
    type: temporal_ordered
    rules: [many_services, started]
    group-by: [Host]
    timespan: 10m
    aliases:
        Host: {many_services: Computer, started: Machine}
---
title: Many services made
name: many_services
correlation:
    type: value_count
    rules: [made]
    group-by: [Computer]
    timespan: 10m
    condition: {field: ServiceName, gte: 3}
---
title: A service was made
name: made
logsource: {product: windows, service: system}
detection:
    selection: {EventID: 7045}
    condition: selection
---
title: A service started
name: started
logsource: {product: windows, service: system}
detection:
    selection: {EventID: 7036, State|startswith: run}
    condition: selection
`;

describe('a rule file with correlations', () => {
  it('is read, compiled, linked and finds what it describes', async () => {
    const streams = [{ product: 'windows', service: 'system' }];
    const judged = await judgeRuleText(FILE, { fileName: 'chain.yml', streams });
    expect(judged.map(({ outcome, reasons }) => [outcome, reasons])).toEqual(Array(4).fill(['ok', []]));
    const correlations = judged.flatMap(({ correlation }) => correlation ?? []);
    const rules = judged.flatMap(({ compiled }) => compiled ?? []);
    const bases = rules.map(({ rule }) => ({
      key: rule.title,
      id: rule.id,
      name: rule.name,
      path: rule.fileName,
    }));
    const engine = new CorrelationEngine<{ record: number }>(correlations, bases);
    expect(engine.problems).toEqual([]);
    expect([...engine.silent].sort()).toEqual(['A service started', 'A service was made']);

    const records = [
      { EventID: 7036, State: 'running', Machine: 'dc1', seconds: 100 },
      { EventID: 7045, ServiceName: 'x', Computer: 'DC1', seconds: 10 },
      { EventID: 7045, ServiceName: 'y', Computer: 'DC1', seconds: 20 },
      { EventID: 7045, ServiceName: 'Y', Computer: 'DC1', seconds: 25 },
      { EventID: 7045, ServiceName: 'z', Computer: 'DC1', seconds: 30 },
      { EventID: 7045, ServiceName: 'z', Computer: 'FS2', seconds: 31 },
      { EventID: 7036, State: 'running', Machine: 'fs2', seconds: 40 },
      { EventID: 7036, State: 'stopped', Machine: 'dc1', seconds: 50 },
    ];
    for (const [index, { seconds, ...fields }] of records.entries()) {
      const record = new FieldRecord(fields);
      const payload = { record: index };
      for (const rule of rules) {
        if (rule.evaluate(record) === null) continue;
        engine.add(rule.rule.title, at(seconds), (field) => record.get(field), payload);
      }
    }
    const { results, incomplete } = engine.finish();
    expect(incomplete).toEqual([]);
    expect(results).toEqual([
      {
        rule: correlations[0],
        groupBy: { Host: 'dc1' },
        count: 5,
        measured: 2,
        first: at(10),
        last: at(100),
        members: [1, 2, 3, 4, 0].map((record) => ({ record })),
      },
    ]);
  });
});
