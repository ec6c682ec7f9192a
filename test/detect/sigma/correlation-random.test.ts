import { describe, expect, it } from 'vitest';
import {
  type CorrelationRule,
  conditionHolds,
} from '../../../main/detect/sigma/correlation/correlation-rule.ts';
import { correlation, spans, type TestEvent } from './correlation-fixtures.ts';

const RULES = ['a', 'b', 'c'];
const SPAN = 300;

let seed = 42;
function random(below: number): number {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((seed / 2_147_483_648) * below);
}

function makeEvents(): TestEvent[] {
  return Array.from({ length: random(25) }, (_, index) => {
    const matched = RULES.filter(() => random(3) === 0).join('+') || 'a';
    // Different times, so that ties have one meaning here; they have tests of their own.
    return [matched, random(150) * 20 + index / 100, { V: random(4), G: random(2) }];
  });
}

/** Longest order of rules, one event a step, by trying every way. */
function longest(events: readonly TestEvent[], from = 0): number {
  const [first, ...rest] = events;
  if (first === undefined) return 0;
  const steps = first[0].split('+').map((name) => RULES.indexOf(name));
  const used = steps.filter((rule) => rule >= from).map((rule) => 1 + longest(rest, rule + 1));
  return Math.max(longest(rest, from), ...used);
}

const MEASURES: Readonly<Record<string, (events: readonly TestEvent[]) => number>> = {
  event_count: (events) => events.length,
  value_count: (events) => new Set(events.map(([, , fields]) => fields?.V)).size,
  temporal: (events) => new Set(events.flatMap(([matched]) => matched.split('+'))).size,
  temporal_ordered: (events) => longest(events),
};

/** The results by trying every window, with the definition's words and no cleverness. */
function expected(rule: CorrelationRule, events: readonly TestEvent[]): number[][] {
  const { type, condition } = rule.correlation;
  const growing = condition.every(({ operator }) => operator.startsWith('g'));
  const found: TestEvent[][] = [];
  for (const group of [0, 1]) {
    const sorted = events.filter(([, , fields]) => fields?.G === group).sort((a, b) => a[1] - b[1]);
    let bursts: TestEvent[] = [];
    sorted.forEach((end, at) => {
      const within = sorted.slice(0, at + 1).filter(([, time]) => end[1] - time <= SPAN);
      const next = sorted[at + 1];
      if (!growing && next !== undefined && next[1] - (within[0]?.[1] ?? 0) <= SPAN) return;
      if (!conditionHolds(condition, MEASURES[type]?.(within) ?? 0)) return;
      if (bursts.length > 0 && !within.some((event) => bursts.includes(event))) {
        found.push(bursts);
        bursts = [];
      }
      bursts = [...new Set([...bursts, ...within])];
    });
    if (bursts.length > 0) found.push(bursts);
  }
  return found
    .map((burst) => [burst[0]?.[1] ?? 0, burst.at(-1)?.[1] ?? 0, burst.length])
    .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
}

describe('correlations of random events agree with trying every window', () => {
  const conditions = [{ gte: 2 }, { gt: 1 }, { gte: 3 }, { lt: 3 }, { eq: 2 }, { neq: 2 }, { gte: 2, lt: 4 }];

  it.each(
    ['event_count', 'value_count', 'temporal'].flatMap((type) =>
      conditions.map((condition) => [type, condition] as const),
    ),
  )('%s %j', (type, condition) => {
    const field = type === 'value_count' ? { field: 'V' } : {};
    const rule = correlation({
      type,
      rules: RULES,
      'group-by': ['G'],
      condition: { ...condition, ...field },
    });
    for (let round = 0; round < 60; round += 1) {
      const events = makeEvents();
      expect(spans([rule], events), JSON.stringify(events)).toEqual(expected(rule, events));
    }
  });

  // With every rule in order the ends of a burst are cut to the first and last rule; so only whether there are bursts.
  it.each(conditions)('temporal_ordered %j', (condition) => {
    const rule = correlation({ type: 'temporal_ordered', rules: RULES, 'group-by': ['G'], condition });
    const whole = 'gte' in condition && condition.gte === 3;
    for (let round = 0; round < 60; round += 1) {
      const events = makeEvents();
      const wanted = expected(rule, events);
      const found = spans([rule], events);
      if (whole) expect(found.length > 0, JSON.stringify(events)).toBe(wanted.length > 0);
      else expect(found, JSON.stringify(events)).toEqual(wanted);
    }
  });
});
