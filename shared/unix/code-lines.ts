/** Ranges that are written down; a script that has more of them is told without the rest. */
const MAX_RANGES = 256;
/** Stands for a row that is no line of the file. */
const GAP = '…';

/**
 * The lines of a file that the rows of an excerpt are, as `2-4, 7, …, 90`: rows that follow each other are a range, null is a row
 * that says something was left out. Rows at the end without a number are not told; empty where no row is numbered.
 */
export function lineRanges(rows: readonly (number | null)[]): string {
  const ranges: string[] = [];
  const end = rows.findLastIndex((row) => row !== null) + 1;
  for (let at = 0; at < end && ranges.length < MAX_RANGES; at += 1) {
    const first = rows[at] ?? null;
    if (first === null) {
      ranges.push(GAP);
      continue;
    }
    let last = first;
    while (rows[at + 1] === last + 1) {
      last += 1;
      at += 1;
    }
    ranges.push(first === last ? `${first}` : `${first}-${last}`);
  }
  return ranges.join(', ');
}

/** The line of the file that the row (from 0) is; null for a row that is no line, and where the ranges do not reach. */
export function lineOfRow(ranges: string, row: number): number | null {
  let left = row;
  for (const range of ranges.split(', ', MAX_RANGES)) {
    const [first = 0, last = first] = range.split('-').map((text) => Number(text) || 0);
    const rows = first === 0 ? 1 : last - first + 1;
    if (left < rows) return first === 0 ? null : first + left;
    left -= rows;
  }
  return null;
}
