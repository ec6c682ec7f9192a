import type { RuleMetadata } from '../rule.ts';

/** Correlation Rules Specification 2.1.0, "Correlation Types". */
export const CORRELATION_TYPES = [
  'event_count',
  'value_count',
  'temporal',
  'temporal_ordered',
  'value_sum',
  'value_avg',
  'value_percentile',
] as const;
export type CorrelationType = (typeof CORRELATION_TYPES)[number];

/** Correlation Rules Specification 2.1.0, "Condition". */
export const BOUND_OPERATORS = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq'] as const;
export type BoundOperator = (typeof BOUND_OPERATORS)[number];

/** One comparison of a condition. */
export interface Bound {
  readonly operator: BoundOperator;
  readonly limit: number;
}

/** What a correlation counts and when the count matters. */
export interface Correlation {
  readonly type: CorrelationType;
  /** Ids or names of rules or other correlations, as written; for `temporal_ordered` in this order. */
  readonly rules: readonly string[];
  /** Fields or aliases; none: all events are one group. */
  readonly groupBy: readonly string[];
  readonly timespanSeconds: number;
  /** All must hold. Of a temporal correlation without a condition: as many rules as it has. */
  readonly condition: readonly Bound[];
  /** Fields whose values are counted or reckoned with; none for other types. */
  readonly field: readonly string[];
  /** 0 to 100, of `value_percentile` only. */
  readonly percentile: number | null;
  /** Alias, then rule as written there, then field of that rule's events. */
  readonly aliases: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** A rule about several events (Correlation Rules Specification 2.1.0). */
export interface CorrelationRule extends RuleMetadata {
  readonly fileName: string;
  readonly correlation: Correlation;
  /** The rules it refers to report their single events too. */
  readonly generate: boolean;
}

const COMPARE: Readonly<Record<BoundOperator, (found: number, limit: number) => boolean>> = {
  gt: (found, limit) => found > limit,
  gte: (found, limit) => found >= limit,
  lt: (found, limit) => found < limit,
  lte: (found, limit) => found <= limit,
  eq: (found, limit) => found === limit,
  neq: (found, limit) => found !== limit,
};

export function conditionHolds(condition: readonly Bound[], found: number): boolean {
  return condition.every(({ operator, limit }) => COMPARE[operator](found, limit));
}
