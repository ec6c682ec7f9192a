import type { FieldValue } from '../field-record.ts';
import type { BaseRule } from './base-rule.ts';
import { FieldPlan } from './columns.ts';
import type { CorrelationOutcome, CorrelationResult } from './correlation-result.ts';
import type { CorrelationRule } from './correlation-rule.ts';
import { evaluateCorrelation } from './evaluate-correlation.ts';
import type { Emitted, Evaluation } from './evaluation.ts';
import { MAX_CORRELATION_ITEMS } from './limits.ts';
import type { CorrelationProblem, LinkedCorrelation } from './link-correlations.ts';
import { isLinked, linkCorrelations } from './link-correlations.ts';
import { type Kept, RuleSightings, Sightings } from './sightings.ts';

/**
 * Correlates the matches of rules (Correlation Rules Specification 2.1.0). Matches come in any order, because several
 * logs are read one after the other; so they are kept, in bounded memory, and evaluated at the end.
 */
export class CorrelationEngine<T> {
  /** Correlations that cannot be used, with the reason. */
  readonly problems: readonly CorrelationProblem[];
  /** Keys of rules that give no findings of their own: correlations use them and none says `generate: true`. */
  readonly silent: ReadonlySet<string>;
  readonly #linked: readonly LinkedCorrelation[];
  readonly #plan: FieldPlan;
  readonly #rules = new Map<string, RuleSightings>();
  readonly #sightings = new Sightings<T>();
  readonly #maxItems: number;
  readonly #lost = new Map<string, Map<Kept, number>>();

  /** `maxItems`: matches that one correlation looks at. */
  constructor(
    correlations: readonly CorrelationRule[],
    bases: readonly BaseRule[],
    maxItems = MAX_CORRELATION_ITEMS,
  ) {
    this.#maxItems = maxItems;
    const { linked, problems } = linkCorrelations(correlations, bases);
    this.problems = problems;
    this.#linked = linked;
    this.#plan = new FieldPlan(linked);
    const direct = new Set<string>();
    const generated = new Set<string>();
    for (const { rule, links, bases: below } of linked) {
      for (const base of below.keys()) {
        if (!this.#rules.has(base.key))
          this.#rules.set(base.key, new RuleSightings(this.#plan.fieldsOf(base)));
      }
      for (const { source } of links) {
        if (isLinked(source)) continue;
        direct.add(source.key);
        if (rule.generate) generated.add(source.key);
      }
    }
    this.silent = new Set([...direct].filter((key) => !generated.has(key)));
  }

  /** Does a correlation ask for this rule's matches? */
  wants(ruleKey: string): boolean {
    return this.#rules.has(ruleKey);
  }

  /**
   * A match of a rule. `payload` tells events apart: give the same one, one call after the other, for all rules that match
   * one event. `get` is called here and not kept.
   */
  add(ruleKey: string, time: string | null, get: (field: string) => FieldValue, payload: T): void {
    const rule = this.#rules.get(ruleKey);
    if (rule === undefined) return;
    const kept = this.#sightings.add(rule, time, get, payload);
    if (kept === 'kept') return;
    const lost = this.#lost.get(ruleKey) ?? new Map<Kept, number>();
    lost.set(kept, (lost.get(kept) ?? 0) + 1);
    this.#lost.set(ruleKey, lost);
  }

  /** Before `finish`: what a field of the events is known to be by now; undefined leaves it, and so does a field that an event lacks. */
  revise(field: string, revised: (payload: T) => FieldValue): void {
    for (const rule of this.#rules.values()) this.#sightings.revise(rule, field, revised);
  }

  /** Evaluates everything that was added. */
  finish(): CorrelationOutcome<T> {
    const reported = this.#reported();
    const emitted = new Map<LinkedCorrelation, Emitted>();
    const evaluation: Evaluation<T> = {
      sightings: this.#sightings,
      plan: this.#plan,
      rowsOf: (base) => this.#rules.get(base.key)?.rows.view() ?? new Int32Array(0),
      emittedBy: (inner) => emitted.get(inner),
      maxItems: this.#maxItems,
      zeros: zeroSupply(),
      units: { count: this.#sightings.eventCount },
    };
    const used = new Set(this.#linked.flatMap(({ links }) => links.map(({ source }) => source)));
    const results: { result: CorrelationResult<T>; time: number }[] = [];
    const incomplete = this.#losses();
    for (const node of this.#linked) {
      const found = evaluateCorrelation(node, evaluation, {
        report: reported.has(node),
        emit: used.has(node),
      });
      for (const reason of found.incomplete) incomplete.push({ rule: node.rule, problem: reason });
      for (const result of found.results) results.push(result);
      if (found.emitted !== null) emitted.set(node, found.emitted);
    }
    results.sort((a, b) => a.time - b.time);
    return { results: results.map(({ result }) => result), incomplete };
  }

  /** Correlations that no other uses, or that one uses with `generate: true`. */
  #reported(): ReadonlySet<LinkedCorrelation> {
    const reported = new Set(this.#linked);
    for (const { links } of this.#linked) {
      for (const { source } of links) if (isLinked(source)) reported.delete(source);
    }
    for (const { rule, links } of this.#linked) {
      if (!rule.generate) continue;
      for (const { source } of links) if (isLinked(source)) reported.add(source);
    }
    return reported;
  }

  #losses(): CorrelationProblem[] {
    return this.#linked.flatMap(({ rule, bases }) =>
      [...bases.keys()].flatMap((base) =>
        [...(this.#lost.get(base.key) ?? [])].map(([kept, count]) => ({
          rule,
          problem: `${count} matches of "${base.name ?? base.key}" ${LOSSES[kept]}`,
        })),
      ),
    );
  }
}

const LOSSES: Readonly<Record<Kept, string>> = {
  kept: '',
  'no-time': 'have no time and were not correlated.',
  'too-many': 'came after the limit of matches and were not correlated.',
  'too-much-text': 'came after the limit of different values and were not correlated.',
};

/** Hands out the same zeros again and again. */
function zeroSupply(): (length: number) => Int32Array {
  let zeros = new Int32Array(0);
  return (length) => {
    if (zeros.length < length) zeros = new Int32Array(length);
    return zeros;
  };
}
