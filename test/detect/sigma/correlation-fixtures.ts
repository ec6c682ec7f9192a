import type { BaseRule } from '../../../main/detect/sigma/correlation/base-rule.ts';
import { CorrelationEngine } from '../../../main/detect/sigma/correlation/correlation-engine.ts';
import type { CorrelationOutcome } from '../../../main/detect/sigma/correlation/correlation-result.ts';
import type { CorrelationRule } from '../../../main/detect/sigma/correlation/correlation-rule.ts';
import { parseCorrelation } from '../../../main/detect/sigma/correlation/parse-correlation.ts';
import type { Fields } from './rule-fixtures.ts';

type Attributes = Readonly<Record<string, unknown>>;

/** A correlation of five minutes that must be fine; `more` stands beside `correlation`. */
export function correlation(attributes: Attributes, more: Attributes = {}): CorrelationRule {
  const document = {
    title: 'Test',
    correlation: { type: 'event_count', rules: ['a'], timespan: '5m', ...attributes },
    ...more,
  };
  const found = parseCorrelation(document, { fileName: 'c.yml' });
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  return found.value;
}

/** `where: problem` lines of a correlation that must be refused. */
export function correlationRefusal(attributes: unknown, more: Attributes = {}): string {
  const found = parseCorrelation({ title: 'Test', correlation: attributes, ...more }, { fileName: 'c.yml' });
  if (found.ok) throw new Error('the correlation was not refused');
  return found.error.map(({ where, problem }) => `${where}: ${problem}`).join('\n');
}

export function base(name: string, more: Partial<BaseRule> = {}): BaseRule {
  return { key: name, id: null, name, path: `${name}.yml`, ...more };
}

export const START = Date.parse('2024-03-01T12:00:00Z');

/** Time so many seconds after noon. */
export function at(seconds: number): string {
  return new Date(START + seconds * 1000).toISOString();
}

/** Rules that one event matches, separated by `+`; seconds after noon; fields. */
export type TestEvent = readonly [rules: string, seconds: number, fields?: Fields];

/** Correlates events; payloads are their places in the list. */
export function correlate(
  rules: readonly CorrelationRule[],
  events: readonly TestEvent[],
): CorrelationOutcome<number> & { readonly engine: CorrelationEngine<number> } {
  const names = new Set(events.flatMap(([matched]) => matched.split('+')));
  for (const {
    correlation: { rules: used },
  } of rules)
    for (const name of used) names.add(name);
  for (const { name } of rules) names.delete(name ?? '');
  const engine = new CorrelationEngine<number>(
    rules,
    [...names].map((name) => base(name)),
  );
  if (engine.problems.length > 0) throw new Error(JSON.stringify(engine.problems));
  events.forEach(([matched, seconds, fields = {}], index) => {
    for (const name of matched.split('+')) engine.add(name, at(seconds), (field) => fields[field], index);
  });
  return { ...engine.finish(), engine };
}

/** `[first, last]` in seconds after noon and the count of each result. */
export function spans(rules: readonly CorrelationRule[], events: readonly TestEvent[]) {
  return correlate(rules, events).results.map(({ first, last, count }) => [
    (Date.parse(first) - START) / 1000,
    (Date.parse(last) - START) / 1000,
    count,
  ]);
}
