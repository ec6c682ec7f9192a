/**
 * Sorts a part of `order` by time, or another number of each item, equal ones as they stand. Merges the runs that are in order already: a log is one,
 * so some logs one after the other cost little more than a look.
 */
export function sortByTime(order: Int32Array, times: Float64Array, from: number, to: number): void {
  let runs = findRuns(order, times, from, to);
  if (runs.length <= 2) return;
  let source: Int32Array = order.subarray(from, to);
  let target: Int32Array = new Int32Array(to - from);
  const inPlace = source;
  while (runs.length > 2) {
    const next: number[] = [];
    for (let at = 0; at + 1 < runs.length; at += 2) {
      const start = runs[at] ?? 0;
      const middle = runs[at + 1] ?? 0;
      next.push(start);
      merge(source, target, times, start - from, middle - from, (runs[at + 2] ?? middle) - from);
    }
    next.push(to);
    runs = next;
    [source, target] = [target, source];
  }
  if (source !== inPlace) inPlace.set(source);
}

/** Starts of the runs, and the end. */
function findRuns(order: Int32Array, times: Float64Array, from: number, to: number): number[] {
  const runs = [from];
  for (let at = from + 1; at < to; at += 1) {
    if (timeAt(order, times, at) < timeAt(order, times, at - 1)) runs.push(at);
  }
  runs.push(to);
  return runs;
}

function timeAt(order: Int32Array, times: Float64Array, at: number): number {
  return times[order[at] ?? 0] ?? 0;
}

function merge(
  source: Int32Array,
  target: Int32Array,
  times: Float64Array,
  start: number,
  middle: number,
  end: number,
): void {
  let left = start;
  let right = middle;
  for (let at = start; at < end; at += 1) {
    const takeLeft =
      left < middle && (right >= end || timeAt(source, times, left) <= timeAt(source, times, right));
    target[at] = (takeLeft ? source[left++] : source[right++]) ?? 0;
  }
}
