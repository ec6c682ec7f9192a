import type { BaseRule } from './base-rule.ts';
import type { CorrelationResult } from './correlation-result.ts';
import type { Emitted, Evaluation } from './evaluation.ts';
import type { Burst } from './find-bursts.ts';
import { BurstFinder } from './find-bursts.ts';
import type { SortedItems } from './items.ts';
import { ItemGatherer } from './items.ts';
import { MAX_CORRELATION_RESULTS } from './limits.ts';
import type { LinkedCorrelation } from './link-correlations.ts';
import { isLinked } from './link-correlations.ts';
import { makeMeasure } from './make-measure.ts';
import { makeResult } from './make-result.ts';
import { float64List, int32List } from './number-list.ts';

export interface Evaluated<T> {
  /** With the first event's time, for sorting. */
  readonly results: readonly { readonly result: CorrelationResult<T>; readonly time: number }[];
  readonly emitted: Emitted | null;
  /** Reasons why not everything was seen or told. */
  readonly incomplete: readonly string[];
}

/** Evaluates one correlation whose inner ones have been. */
export function evaluateCorrelation<T>(
  node: LinkedCorrelation,
  evaluation: Evaluation<T>,
  wanted: { readonly report: boolean; readonly emit: boolean },
): Evaluated<T> {
  const { correlation } = node.rule;
  const gatherer = new ItemGatherer(node.rule, evaluation.sightings, evaluation.maxItems);
  gather(node, evaluation, gatherer);
  const items = gatherer.sort();
  const measure = makeMeasure(correlation, items, evaluation.units.count, evaluation.zeros);
  const finder = new BurstFinder(correlation, items, measure);
  const emitter = new Emitter();
  const results: Evaluated<T>['results'][number][] = [];
  let untold = 0;
  for (const burst of finder.find()) {
    if (wanted.emit) emitter.emit(burst, items, finder.hits, evaluation.units.count++);
    if (!wanted.report) continue;
    if (results.length < MAX_CORRELATION_RESULTS) results.push(makeResult(node, burst, items, evaluation));
    else untold += 1;
  }
  const incomplete: string[] = [];
  let isPartial = gatherer.full;
  if (gatherer.full) incomplete.push(`Only the first ${evaluation.maxItems} matches were correlated.`);
  for (const { source } of node.links) {
    if (!isLinked(source) || evaluation.emittedBy(source)?.isPartial !== true) continue;
    incomplete.push(
      `"${source.rule.name ?? source.rule.title}", which it refers to, did not see all matches.`,
    );
    isPartial = true;
  }
  if (untold > 0) incomplete.push(`${untold} more results than ${MAX_CORRELATION_RESULTS} are not told of.`);
  return { results, emitted: wanted.emit ? { ...emitter.list(), isPartial } : null, incomplete };
}

function gather<T>(node: LinkedCorrelation, evaluation: Evaluation<T>, gatherer: ItemGatherer): void {
  const { times, events } = evaluation.sightings;
  for (const [at, link] of node.links.entries()) {
    const columns = evaluation.plan.columnsOf(link);
    if (!isLinked(link.source)) {
      const own = columns.get(link.source);
      if (own === undefined) continue;
      for (const row of evaluation.rowsOf(link.source))
        gatherer.add(row, at, times.at(row), events.at(row), own);
      continue;
    }
    const inner = evaluation.emittedBy(link.source);
    if (inner === undefined) continue;
    const byRule = [...columns.values()];
    const ruleOf = ruleNumbers([...columns.keys()], evaluation);
    for (let index = 0; index < inner.rows.length; index += 1) {
      const row = inner.rows[index] ?? 0;
      const own = byRule[ruleOf[row] ?? 0];
      if (own === undefined) continue;
      gatherer.add(row, at, inner.times[index] ?? 0, inner.units[index] ?? 0, own);
    }
  }
}

/** `[row]`: which of these rules it is a match of. */
function ruleNumbers<T>(bases: readonly BaseRule[], { sightings, rowsOf }: Evaluation<T>): Uint16Array {
  const numbers = new Uint16Array(sightings.times.length);
  for (const [number, base] of bases.entries()) {
    for (const row of rowsOf(base)) numbers[row] = number;
  }
  return numbers;
}

class Emitter {
  readonly #rows = int32List();
  readonly #times = float64List();
  readonly #units = int32List();

  /**
   * An event of a burst counts from the first moment that a window with it met the condition. Bursts do not overlap, so that no more is
   * handed on than the correlation looked at.
   */
  emit({ from, to }: Burst, { row, time }: SortedItems, hits: Uint8Array, unit: number): void {
    let since = Number.POSITIVE_INFINITY;
    for (let at = to - 1; at >= from; at -= 1) {
      if (hits[at] === 1) since = time[at] ?? 0;
      this.#rows.push(row[at] ?? 0);
      this.#times.push(since);
      this.#units.push(unit);
    }
  }

  list(): Omit<Emitted, 'isPartial'> {
    return { rows: this.#rows.view(), times: this.#times.view(), units: this.#units.view() };
  }
}
