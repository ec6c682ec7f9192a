import { describe, expect, it } from 'vitest';
import { hashBytes, lineEquals, PathTable } from '../../../main/enrich/packages/path-table.ts';
import { MAX_PATH_CLAIMS } from '../../../shared/limits.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const hash = (text: string) => hashBytes(encode(text), 0, encode(text).length);

function found(table: PathTable, text: string): [number, number][] {
  const all: [number, number][] = [];
  expect(table.find(hash(text), (owner, position) => all.push([owner, position]))).toBe(true);
  return all;
}

describe('the table of paths', () => {
  it('finds lines by their hash, in the order they came', () => {
    const table = new PathTable();
    expect(found(table, '/a')).toEqual([]);
    expect(table.addLines(encode('/a\n/b\n\n/c'), 0)).toBe(true);
    expect(table.addLines(encode('/b\n/a\n'), 1)).toBe(true);
    expect(table.count).toBe(5);
    expect(found(table, '/a')).toEqual([
      [0, 0],
      [1, 3],
    ]);
    expect(found(table, '/c')).toEqual([[0, 7]]);
    expect(found(table, '')).toEqual([]);
  });

  it('grows, also after it was asked', () => {
    const table = new PathTable(1);
    for (let index = 0; index < 5000; index += 1) table.add(hash(`/${index}`), index, index);
    expect(found(table, '/4999')).toEqual([[4999, 4999]]);
    table.add(hash('/x'), 1, 2);
    expect(found(table, '/x')).toEqual([[1, 2]]);
    expect(found(table, '/0')).toEqual([[0, 0]]);
  });

  it('hashes what follows as if it were one text', () => {
    const text = encode('/usr/bin/x');
    expect(hashBytes(text, 5, text.length, hashBytes(text, 0, 5))).toBe(hash('/usr/bin/x'));
    const table = new PathTable();
    table.addLines(encode('%FILES%\nusr/bin/x\nrest'), 0, 8, 17, hash('/'));
    expect(found(table, '/usr/bin/x')).toEqual([[0, 8]]);
    expect(table.count).toBe(1);
  });

  it('ends when too many paths have one hash', () => {
    const table = new PathTable();
    for (let index = 0; index <= MAX_PATH_CLAIMS; index += 1) table.add(7, index, 0);
    let count = 0;
    const visit = () => {
      count += 1;
    };
    expect(table.find(7, visit)).toBe(false);
    expect(count).toBe(MAX_PATH_CLAIMS);
  });

  it('compares whole lines', () => {
    const bytes = encode('/a\n/ab\n/a');
    expect(lineEquals(bytes, 0, encode('/a'))).toBe(true);
    expect(lineEquals(bytes, 3, encode('/a'))).toBe(false);
    expect(lineEquals(bytes, 7, encode('/a'))).toBe(true);
    expect(lineEquals(bytes, 7, encode('/ab'))).toBe(false);
  });
});
