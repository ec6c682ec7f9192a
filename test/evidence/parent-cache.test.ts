import { describe, expect, it } from 'vitest';
import type { MemoryNode } from '../../main/evidence/memory-node.ts';
import { MemorySource } from '../../main/evidence/memory-source.ts';
import { NameTableCache } from '../../main/evidence/name-table.ts';
import { ParentCache } from '../../main/evidence/parent-cache.ts';
import { resolvePath } from '../../main/evidence/resolve-path.ts';

const TREE: Readonly<Record<string, MemoryNode>> = {
  '/a/b/c/one': 'x',
  '/a/b/d/two': 'x',
  '/a/up': { link: '../a/b' },
  '/out': { link: '../../etc' },
};
const PATHS = [
  '/a/b/c/one',
  '/a/b/d/two',
  '/a/b/none/one',
  '/a/b/c/one/below',
  '/a/up/c/one',
  '/a/up/../b/d/two',
  '/a/./b//c/one',
  '/out/passwd',
  '/../x/y',
  '/a/b/../../a/b/c/one',
  `${'/a/..'.repeat(300)}/a/b/c/one`,
  `${'/deep'.repeat(20_000)}/x`,
];

/** Calls of `node` are counted. */
function counted() {
  const source = new MemorySource(TREE);
  const asked: string[] = [];
  const node = source.node.bind(source);
  source.node = (path) => {
    asked.push(path);
    return node(path);
  };
  return { source, asked };
}

describe('ParentCache', () => {
  it.each([false, true])('says what a walk says, letter case ignored: %s', (ignoreCase) => {
    const { source } = counted();
    const tables = new NameTableCache();
    const cache = new ParentCache(source, tables, false);
    for (const path of [...PATHS, ...PATHS]) {
      const walked = resolvePath(source, tables, path, ignoreCase);
      const found = cache.resolve(path, ignoreCase);
      expect(found.state, path.slice(0, 40)).toBe(walked.state);
      if ('path' in walked) expect(found).toHaveProperty('path', walked.path);
    }
  });

  it('asks for a folder of evidence at rest once', () => {
    const { source, asked } = counted();
    const cache = new ParentCache(source, new NameTableCache(), false);
    cache.resolve('/a/b/c/one', false);
    cache.resolve('/a/b/d/two', false);
    expect(asked.filter((path) => path === '/a/b')).toHaveLength(1);
    expect(asked.filter((path) => path === '/a')).toHaveLength(1);
  });

  it('asks for a file of evidence at rest once, and once for what is not there', () => {
    const { source, asked } = counted();
    const cache = new ParentCache(source, new NameTableCache(), false);
    for (const path of ['/a/b/c/one', '/a/b/c/none']) {
      const first = cache.resolve(path, false);
      asked.length = 0;
      expect(cache.resolve(path, false)).toEqual(first);
      expect(asked).toEqual([]);
    }
  });

  it('asks for a folder of a live host each time', () => {
    const { source, asked } = counted();
    const cache = new ParentCache(source, new NameTableCache(), true);
    cache.resolve('/a/b/c/one', false);
    asked.length = 0;
    cache.resolve('/a/b/c/one', false);
    expect(asked).toEqual(['/a/b/c', '/a/b/c/one']);
  });
});
