import { describe, expect, it } from 'vitest';
import { type Change, compareRows, keepRows } from '../../../renderer/features/compare/compare-rows.ts';
import { fieldWords } from '../../../renderer/features/compare/field-words.ts';
import { sortCoverage } from '../../../renderer/features/diagnostics/sort-coverage.ts';
import { countsText } from '../../../renderer/ui/format.ts';
import { condense } from '../../../shared/condense-changes.ts';
import type { Coverage } from '../../../shared/model/coverage.ts';

const ROWS = compareRows({
  before: 'a',
  added: [{ id: 's:new', name: 'New' }],
  removed: [{ id: 's:old', name: 'Old' }],
  changed: [
    {
      id: 's:x',
      name: 'X',
      fields: [
        { field: 'command', before: 'a.exe', after: 'b.exe' },
        { field: 'account', before: null, after: 'LocalSystem' },
      ],
    },
  ],
});

describe('a comparison as rows', () => {
  it('has one row a changed field', () => {
    expect(ROWS.map(({ cells }) => cells)).toEqual([
      ['changed', 'X', 'Command', 'a.exe', 'b.exe'],
      ['changed', 'X', 'Account', null, 'LocalSystem'],
      ['added', 'New', null, null, null],
      ['removed', 'Old', null, null, null],
    ]);
  });

  it('is filtered by kind of change, and by the language of every table', () => {
    const kept = (filter: string, change: Change | null = null) =>
      keepRows(ROWS, change, filter).rows.map(({ id, cells }) => `${id} ${cells[2] ?? ''}`.trim());
    expect(kept('', 'added')).toEqual(['s:new']);
    expect(kept('+x +B.EXE')).toEqual(['s:x Command']);
    expect(kept('b.exe new')).toEqual(['s:x Command', 's:new']);
    expect(kept('-Field:account -Change:removed')).toEqual(['s:x Command', 's:new']);
    expect(kept('Now:local')).toEqual(['s:x Account']);
    expect(kept('Service:x Service:old')).toEqual(['s:x Command', 's:x Account', 's:old']);
    expect(kept('x', 'removed')).toEqual([]);
    expect(keepRows(ROWS, null, '"x').problem).toContain('not closed');
  });
});

describe('fields of a comparison', () => {
  it('are named in words', () => {
    expect(fieldWords('windows.failureActions.actions.0.type')).toBe('Failure actions › actions › 1 › type');
    expect(fieldWords('windows.payloads.1')).toBe('What would run › 2');
    expect(fieldWords('systemd')).toBe('Systemd');
  });

  it('are one where an entry of a list came or went whole', () => {
    const field = (name: string, before: string | null, after: string | null) => ({
      field: name,
      before,
      after,
    });
    expect(
      condense([
        field('command', 'a', 'b'),
        field('payloads.1.role', null, 'failure-command'),
        field('payloads.1.path', null, 'C:\\x.exe'),
        field('payloads.1.arguments', null, ''),
        field('payloads.0.path', 'a', 'b'),
        field('payloads.0.raw', null, 'b'),
        field('windows.history.0.differences.0.field', 'start', null),
        field('windows.history.0.where', 'RegBack', null),
      ]),
    ).toEqual([
      field('command', 'a', 'b'),
      field('payloads.1', null, 'role failure-command, path C:\\x.exe'),
      field('payloads.0.path', 'a', 'b'),
      field('payloads.0.raw', null, 'b'),
      field('windows.history.0', 'differences field start, where RegBack', null),
    ]);
  });
});

describe('coverage', () => {
  const source = (name: string, outcome: Coverage['outcome']): Coverage => ({
    type: 'coverage',
    source: name,
    outcome,
    counts: {},
    reason: null,
  });

  it('begins with what failed', () => {
    const sorted = sortCoverage([
      source('a', 'notApplicable'),
      source('c', 'collected'),
      source('b', 'failed'),
      source('d', 'notPresent'),
    ]);
    expect(sorted.map((one) => one.source)).toEqual(['b', 'd', 'c', 'a']);
  });

  it('names its counts in words', () => {
    expect(countsText({ services: 1200, historyChanges: 7, unreadable: 0 })).toBe(
      '1,200 services, 7 history changes',
    );
    expect(countsText({ files: 1, entries: 1, historyChanges: 1, processes: 2 })).toBe(
      '1 file, 1 entry, 1 history change, 2 processes',
    );
  });
});
