import { describe, expect, it } from 'vitest';
import { findingRows } from '../../../renderer/features/findings/finding-rows.ts';
import {
  groupFindings,
  keepFinding,
  listLines,
  neighbour,
} from '../../../renderer/features/findings/group-findings.ts';
import type { FindingFilter } from '../../../renderer/store/store-types.ts';

const ALL: FindingFilter = {
  groupBy: 'service',
  component: null,
  technique: null,
  verdict: null,
  platform: null,
};
const COLUMNS = ['techniques', 'level', 'title', 'subject', 'component', 'verdict', 'platform'];
const ROWS = findingRows({
  columns: COLUMNS,
  rows: [
    { id: 'a', cells: ['T1036', 'low', 'Odd name', 'one', 'service-metadata', null, 'linux'] },
    { id: 'b', cells: ['T1543.003, T1014', 'high', 'Odd place', 'two', 'service-creation', 'benign'] },
    { id: 'c', cells: ['T1543.003', 'critical', 'Odd place', 'one', 'service-creation', null] },
  ],
});

describe('rows of findings', () => {
  it('reads cells by the names of their columns and survives missing ones', () => {
    expect(ROWS[1]).toMatchObject({
      level: 'high',
      techniques: ['T1543.003', 'T1014'],
      verdict: 'benign',
      why: '',
    });
    expect(ROWS[0]?.verdict).toBe('unreviewed');
  });

  it('takes a level it does not know for the least', () => {
    expect(findingRows({ columns: ['level'], rows: [{ id: 'x', cells: ['odd'] }] })[0]?.level).toBe(
      'informational',
    );
  });
});

describe('groups of findings', () => {
  it('puts the group with the worst finding first, and the worst first in it', () => {
    const groups = groupFindings(ROWS, 'service');
    expect(groups.map((group) => [group.name, group.findings.map((one) => one.id)])).toEqual([
      ['one', ['c', 'a']],
      ['two', ['b']],
    ]);
    expect(groupFindings(ROWS, 'rule').map((group) => group.name)).toEqual(['Odd place', 'Odd name']);
  });

  it('narrows by component, technique with its sub-techniques, verdict and platform', () => {
    const kept = (change: Partial<FindingFilter>) =>
      ROWS.filter((row) => keepFinding(row, { ...ALL, ...change })).map((row) => row.id);
    expect(kept({})).toEqual(['a', 'b', 'c']);
    expect(kept({ technique: 'T1543' })).toEqual(['b', 'c']);
    expect(kept({ component: 'service-metadata' })).toEqual(['a']);
    expect(kept({ verdict: 'unreviewed' })).toEqual(['a', 'c']);
    expect(kept({ platform: 'linux' })).toEqual(['a']);
  });

  it('steps over the heads of groups and stops at both ends', () => {
    const lines = listLines(groupFindings(ROWS, 'service'));
    expect(lines.map((line) => line.kind)).toEqual(['group', 'finding', 'finding', 'group', 'finding']);
    expect(neighbour(lines, null, 1)).toBe('c');
    expect(neighbour(lines, 'a', 1)).toBe('b');
    expect(neighbour(lines, 'b', 1)).toBe('b');
    expect(neighbour(lines, 'c', -1)).toBe('c');
    expect(neighbour(lines, 'gone', 1)).toBe('c');
    expect(neighbour([], null, 1)).toBeNull();
  });
});
