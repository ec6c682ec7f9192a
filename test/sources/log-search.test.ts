import { describe, expect, it } from 'vitest';
import { memoryEvidence } from '../../main/evidence/memory-evidence.ts';
import { LogSearch } from '../../main/sources/log-search.ts';

const bytes = new Uint8Array([1]);
const EVIDENCE = memoryEvidence({
  '/logs/a.journal': bytes,
  '/logs/notes.txt': bytes,
  '/logs/machine/b.journal': bytes,
  '/logs/machine/deep/c.journal': bytes,
});
const paths = (depth: number, max?: number) => {
  const found = new LogSearch(EVIDENCE, /\.journal$/, max);
  found.search('/logs', depth);
  return { paths: found.paths.sort(), truncated: found.truncated };
};

describe('the search for logs', () => {
  it('goes as deep as it is told to', () => {
    expect(paths(0)).toEqual({ paths: ['/logs/a.journal'], truncated: false });
    expect(paths(1).paths).toEqual(['/logs/a.journal', '/logs/machine/b.journal']);
    expect(paths(2).paths).toHaveLength(3);
  });

  it('says when there are more than it may give', () => {
    expect(paths(2, 3).truncated).toBe(false);
    const { paths: some, truncated } = paths(2, 2);
    expect([some.length, truncated]).toEqual([2, true]);
  });

  it('tells a place that is missing from one that cannot be listed', () => {
    const found = new LogSearch(EVIDENCE, /\.journal$/);
    expect([found.searchPlace('/nowhere', 2), found.unreadable]).toEqual([false, []]);
    expect(found.searchPlace('/logs/a.journal', 2)).toBe(true);
    expect(found.unreadable).toEqual([{ path: '/logs/a.journal', reason: 'no folder' }]);
  });
});
