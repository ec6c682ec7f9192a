import type { CorrelationRule } from './correlation-rule.ts';
import type { CorrelationProblem } from './link-correlations.ts';

/** One burst of events that a correlation is about. */
export interface CorrelationResult<T> {
  readonly rule: CorrelationRule;
  /** The group: value of each `group-by` field or alias, as first read. */
  readonly groupBy: Readonly<Record<string, string>>;
  /** Different events in the whole burst. */
  readonly count: number;
  /** What the condition is about, the greatest of the windows that met it. */
  readonly measured: number;
  /** Time of the first event, as given. */
  readonly first: string;
  readonly last: string;
  /** Payloads by time, at most 20: the first of each rule, the last of all, and the earliest others. */
  readonly members: readonly T[];
}

export interface CorrelationOutcome<T> {
  /** By time of their first event. */
  readonly results: readonly CorrelationResult<T>[];
  /** Correlations that did not see everything, with the reason. */
  readonly incomplete: readonly CorrelationProblem[];
}
