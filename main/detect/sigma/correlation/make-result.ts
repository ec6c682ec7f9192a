import type { BaseRule } from './base-rule.ts';
import type { CorrelationResult } from './correlation-result.ts';
import type { Evaluation } from './evaluation.ts';
import type { Burst } from './find-bursts.ts';
import type { SortedItems } from './items.ts';
import { MAX_CORRELATION_MEMBERS } from './limits.ts';
import type { LinkedCorrelation } from './link-correlations.ts';
import { isLinked } from './link-correlations.ts';

/** Tells of one burst. */
export function makeResult<T>(
  node: LinkedCorrelation,
  { from, to, peak }: Burst,
  items: SortedItems,
  evaluation: Evaluation<T>,
): { readonly result: CorrelationResult<T>; readonly time: number } {
  const { sightings } = evaluation;
  const timeOf = (row: number) => sightings.times.at(row);
  const rows = items.row.subarray(from, to);
  const [firstRow = 0] = rows;
  let first = firstRow;
  let last = firstRow;
  const events = new Set<number>();
  for (const row of rows) {
    events.add(sightings.events.at(row));
    if (timeOf(row) < timeOf(first)) first = row;
    if (timeOf(row) >= timeOf(last)) last = row;
  }
  const result = {
    rule: node.rule,
    groupBy: groupOf(node, items.link[from] ?? 0, firstRow, evaluation),
    count: events.size,
    measured: peak,
    first: sightings.texts[first] ?? '',
    last: sightings.texts[last] ?? '',
    members: membersOf(items, from, to, last, evaluation),
  };
  return { result, time: timeOf(first) };
}

function groupOf<T>(
  { rule, links }: LinkedCorrelation,
  linkIndex: number,
  row: number,
  evaluation: Evaluation<T>,
): Readonly<Record<string, string>> {
  const link = links[linkIndex];
  if (link === undefined) return {};
  const columns = evaluation.plan.columnsOf(link);
  const holdsRow = (base: BaseRule) => includesSorted(evaluation.rowsOf(base), row);
  const base = isLinked(link.source) ? [...columns.keys()].find(holdsRow) : link.source;
  const places = base === undefined ? undefined : columns.get(base)?.groupBy;
  const { sightings } = evaluation;
  return Object.fromEntries(
    rule.correlation.groupBy.map((field, index) => [
      field,
      sightings.values.textOf(sightings.value(row, places?.[index] ?? 0)),
    ]),
  );
}

function includesSorted(rows: Int32Array, row: number): boolean {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle] ?? 0) < row) low = middle + 1;
    else high = middle;
  }
  return rows[low] === row;
}

/** The first event of each rule, the last of all, then the earliest others, by time. */
function membersOf<T>(
  { row, link }: SortedItems,
  from: number,
  to: number,
  last: number,
  { sightings }: Evaluation<T>,
): readonly T[] {
  const chosen = new Map<number, number>();
  const choose = (each: number) => {
    const event = sightings.events.at(each);
    if (chosen.size < MAX_CORRELATION_MEMBERS && !chosen.has(event)) chosen.set(event, each);
  };
  choose(last);
  const links = new Set<number>();
  for (let at = from; at < to; at += 1) {
    const rule = link[at] ?? 0;
    if (links.has(rule)) continue;
    links.add(rule);
    choose(row[at] ?? 0);
  }
  for (let at = from; at < to && chosen.size < MAX_CORRELATION_MEMBERS; at += 1) choose(row[at] ?? 0);
  return [...chosen.values()]
    .sort((a, b) => sightings.times.at(a) - sightings.times.at(b) || a - b)
    .map((each) => sightings.payloads[each] as T);
}
