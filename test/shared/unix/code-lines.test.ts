import { describe, expect, it } from 'vitest';
import { lineOfRow, lineRanges } from '../../../shared/unix/code-lines.ts';

describe('the lines of an excerpt', () => {
  it.each([
    [[2, 3, 4, 7], '2-4, 7'],
    [[2, 3, null, 90, 91], '2-3, …, 90-91'],
    [[5, null, null], '5'],
    [[null], ''],
    [[], ''],
  ])('%j are written as %s, and found again', (rows, text) => {
    expect(lineRanges(rows)).toBe(text);
    for (const [row, line] of rows.entries()) expect(lineOfRow(text, row)).toBe(line);
    expect(lineOfRow(text, rows.length)).toBeNull();
  });

  it('are told no further than a few hundred ranges', () => {
    const rows = Array.from({ length: 5_000 }, (_, at) => 2 * at + 1);
    const text = lineRanges(rows);
    expect(text.length).toBeLessThan(2_000);
    expect([lineOfRow(text, 0), lineOfRow(text, 100), lineOfRow(text, 4_000)]).toEqual([1, 201, null]);
  });
});
