import { beforeAll, describe, expect, it } from 'vitest';
import { insertResult } from '../../main/case/insert-result.ts';
import { caseBytes, createCase } from '../../main/case/open-case.ts';
import { RowReader } from '../../main/case/rows.ts';
import { type Database, type Sql, select } from '../../main/case/sql.ts';
import { TABLE_VIEWS } from '../../main/case/tables.ts';
import { DIAGNOSTIC_COLUMNS } from '../../renderer/features/diagnostics/columns.ts';
import { EVENT_COLUMNS } from '../../renderer/features/events/columns.ts';
import { FILE_COLUMNS } from '../../renderer/features/files/columns.ts';
import { typedHeads } from '../../renderer/features/grid/column-layout.ts';
import { SERVICE_COLUMNS } from '../../renderer/features/services/columns.ts';
import { parseFilter } from '../../shared/filter-terms.ts';
import type { Rows, RowsRequest } from '../../shared/ipc/contract.ts';
import { sampleFinding, sampleImage, sampleResult, sampleService } from '../support/sample-result.ts';
import { testSql } from './sql-bytes.ts';

let sql: Sql;
let db: Database;
beforeAll(async () => {
  sql = await testSql();
  db = createCase(sql);
  const bad = sampleService('Updater', { account: 'LocalSystem', displayName: 'Über 100% 日本 a_b' });
  insertResult(
    db,
    sampleResult({
      services: [
        sampleService('Spooler', { displayName: 'Print Spooler', startMode: 'auto' }),
        bad,
        sampleService('Print Notify', { displayName: 'Notify "them"', startMode: 'demand', account: null }),
        sampleService('bidi\u202Egpj', {
          image: sampleImage('C:\\Temp\\x.exe'),
          account: 'x'.repeat(40_000),
        }),
      ],
      findings: [sampleFinding(bad)],
    }),
    { incomplete: false, inbox: ({ name }) => name === 'Spooler' },
  );
});

function rows(filter: string, more: Partial<RowsRequest> = {}): Rows {
  return new RowReader(db).rows({
    table: 'services',
    filter,
    levels: [],
    hideKnownGood: false,
    sort: [],
    offset: 0,
    limit: 100,
    ...more,
  });
}
const names = (found: Rows): unknown[] => found.rows.map(({ cells }) => cells[found.columns.indexOf('name')]);

describe('parseFilter', () => {
  it.each([
    [
      'a b',
      [
        ['any', null, 'a'],
        ['any', null, 'b'],
      ],
    ],
    [
      '+a -b',
      [
        ['must', null, 'a'],
        ['not', null, 'b'],
      ],
    ],
    [
      '"two words" -"three more words"',
      [
        ['any', null, 'two words'],
        ['not', null, 'three more words'],
      ],
    ],
    [
      'name:a +Kind:"b c"',
      [
        ['any', 'name', 'a'],
        ['must', 'kind', 'b c'],
      ],
    ],
    ['C:\\Windows', [['any', null, 'C:\\Windows']]],
    ['  ', []],
  ])('reads %s', (text, terms) => {
    const parsed = parseFilter(text, ['name', 'kind']);
    expect(parsed.terms.map(({ want, column, text: word }) => [want, column, word])).toEqual(terms);
    expect(parsed.problem).toBeNull();
  });

  it.each([
    ['services', SERVICE_COLUMNS],
    ['files', FILE_COLUMNS],
    ['events', EVENT_COLUMNS],
    ['diagnostics', DIAGNOSTIC_COLUMNS],
  ] as const)('knows every column of %s by its head', (table, specs) => {
    const { columns, heads } = TABLE_VIEWS[table];
    const names = columns.map(({ name }) => name);
    const shown = specs.filter(({ derived }) => derived !== true);
    const typed = typedHeads(shown, names);
    expect(typed).toHaveLength(shown.length);
    const read = typed.map((head) => parseFilter(`+${head}:x`, names, heads));
    expect(read.map(({ terms }) => terms[0]?.column)).toEqual(shown.map(({ id }) => id));
    expect(read.map(({ problem }) => problem)).toEqual(shown.map(() => null));
  });

  it('finds all while a column is named and nothing is looked for in it yet', () => {
    expect(parseFilter('name:', ['name'])).toEqual({ terms: [], problem: 'name: says nothing' });
    expect(parseFilter('windows:', ['name']).terms).toEqual([
      { want: 'any', column: null, text: 'windows:' },
    ]);
  });

  it('takes names of objects for no heads', () => {
    for (const prefix of ['constructor', '__proto__', 'toString', 'hasOwnProperty'])
      expect(parseFilter(`${prefix}:x`, ['name'], { file: 'name' }).terms).toEqual([
        { want: 'any', column: null, text: `${prefix}:x` },
      ]);
  });

  it.each([
    '"open',
    'nmae:x',
    'name:',
    '-Name:',
    '+',
    '-',
    '""',
    'w '.repeat(80),
  ])('says what is wrong with %s', (text) => {
    expect(parseFilter(text, ['name']).problem).not.toBeNull();
  });
});

describe('a filter', () => {
  it('finds one of the words, all that must, none that must not', () => {
    expect(names(rows('spooler notify'))).toEqual(['Spooler', 'Print Notify']);
    expect(names(rows('+print +notify'))).toEqual(['Print Notify']);
    expect(names(rows('print -notify'))).toEqual(['Spooler']);
    expect(names(rows('"print spooler"'))).toEqual(['Spooler']);
    expect(names(rows('name:print'))).toEqual(['Print Notify']);
    expect(names(rows('-startMode:auto'))).toEqual(['Print Notify']);
    expect(names(rows('Start:demand'))).toEqual(['Print Notify']);
    expect(rows('platform:windows', { table: 'findings' }).total).toBe(1);
    expect(rows('-platform:windows', { table: 'findings' }).total).toBe(0);
    // An empty cell holds no text, so that what must not be there is not.
    expect(names(rows('-account:local'))).toContain('Print Notify');
  });

  it('takes no character for a pattern', () => {
    expect(names(rows('displayName:100%'))).toEqual(['Updater']);
    expect(names(rows('displayName:a_b'))).toEqual(['Updater']);
    expect(names(rows('displayName:a%b'))).toEqual([]);
    expect(names(rows('displayName:%'))).toEqual(['Updater']);
    expect(names(rows('image:c:\\temp'))).toHaveLength(1);
  });

  it('knows letters beyond ASCII, and invisible characters by what is shown', () => {
    expect(names(rows('ÜBER'))).toEqual(['Updater']);
    expect(names(rows('displayName:über'))).toEqual(['Updater']);
    expect(names(rows('displayName:日本'))).toEqual(['Updater']);
    expect(names(rows('name:\u202E'))).toEqual(['bidi\\u{202E}gpj']);
    expect(names(rows('u{202e}'))).toEqual(['bidi\\u{202E}gpj']);
    caseBytes(db);
    expect(names(rows('displayName:über')), 'after a save').toEqual(['Updater']);
  });

  it.each([
    "' OR 1=1 --",
    "'; DROP TABLE services; --",
    "name:') OR (1=1",
    '"); DELETE FROM annotations; --',
    'x\0" OR "1"="1',
    '?',
    '?1',
    ':a',
    '$a',
    'search:x',
    'known:inbox',
    't.name:x',
    '%',
    '\\',
    '*',
  ])('is only ever text: %s', (text) => {
    expect(() => rows(text)).not.toThrow();
    expect([...select(db, 'SELECT count(*) FROM services')]).toEqual([[4]]);
    expect(rows("' OR 1=1 --").total).toBeLessThan(4);
  });

  it('sorts by known columns only, empty cells last', () => {
    const by = (column: string, descending = false) => rows('', { sort: [{ column, descending }] });
    expect(names(by('level', true))[0]).toBe('Updater');
    expect(names(by('name'))).toEqual(['bidi\\u{202E}gpj', 'Print Notify', 'Spooler', 'Updater']);
    expect(names(by('account')).at(-1)).toBe('Print Notify');
    expect(names(by('account', true)).at(-1)).toBe('Print Notify');
    const attack = by('name; DROP TABLE services');
    expect(attack.total).toBe(4);
    expect(attack.filterProblem).not.toBeNull();
  });

  it('hides what is known good and counts it', () => {
    const hidden = rows('', { hideKnownGood: true });
    expect(hidden).toMatchObject({ total: 3, hidden: 1 });
    expect(names(hidden)).not.toContain('Spooler');
    expect(rows('updater', { hideKnownGood: true })).toMatchObject({ total: 1, hidden: 0 });
  });

  it('keeps levels, pages and shortens cells', () => {
    expect(names(rows('', { levels: ['high'] }))).toEqual(['Updater']);
    expect(rows('', { levels: ['low'] }).total).toBe(0);
    expect(names(rows('', { offset: 1, limit: 2 }))).toEqual(['Updater', 'Print Notify']);
    expect(rows('', { offset: 9 }).rows).toEqual([]);
    for (const { cells } of rows('').rows) {
      for (const cell of cells) expect(String(cell).length).toBeLessThan(1_100);
    }
    expect(rows(`account:${'x'.repeat(1_500)}`).total).toBe(1);
  });
});
