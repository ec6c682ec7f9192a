/** The place of the first item at or after `value` in a list that is sorted by what `of` gives; its length where there is none. */
export function firstFrom<T>(sorted: readonly T[], value: number, of: (item: T) => number): number {
  let low = 0;
  for (let high = sorted.length; low < high; ) {
    const middle = (low + high) >>> 1;
    const item = sorted[middle];
    if (item !== undefined && of(item) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
