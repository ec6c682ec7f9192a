import type { BaseRule } from './base-rule.ts';
import type { FieldPlan } from './columns.ts';
import type { LinkedCorrelation } from './link-correlations.ts';
import type { Sightings } from './sightings.ts';

/** What a correlation hands to those that refer to it: its events, each from when it was true of them. */
export interface Emitted {
  readonly rows: Int32Array;
  readonly times: Float64Array;
  /** Number of the burst. */
  readonly units: Int32Array;
  /** It did not see everything itself. */
  readonly isPartial: boolean;
}

/** What all correlations of one run share. */
export interface Evaluation<T> {
  readonly sightings: Sightings<T>;
  readonly plan: FieldPlan;
  rowsOf(base: BaseRule): Int32Array;
  emittedBy(inner: LinkedCorrelation): Emitted | undefined;
  /** Matches that one correlation looks at. */
  readonly maxItems: number;
  zeros(length: number): Int32Array;
  /** Events and bursts are numbered together. */
  readonly units: { count: number };
}
