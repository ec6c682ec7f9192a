import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ParseError } from '../../../main/formats/parse-error.ts';
import { openSqlite } from '../../../main/formats/sqlite/sqlite-file.ts';
import { readSqliteRecord } from '../../../main/formats/sqlite/sqlite-record.ts';
import { corpusAvailable, corpusFile } from '../../support/corpus.ts';

const sqliteAvailable = spawnSync('python3', ['-c', 'import sqlite3']).status === 0;

const SERIES = (count: number) =>
  `WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < ${count})`;
const PAGE_SIZES = [512, 1024, 4096, 65_536];
const ENCODINGS = ['UTF-8', 'UTF-16le', 'UTF-16be'];

/** Statements by the name of the database they make. */
const DATABASES: Readonly<Record<string, readonly string[]>> = {
  values: [
    'CREATE TABLE t (a INTEGER PRIMARY KEY, b)',
    "INSERT INTO t (b) VALUES (NULL), (0), (1), (-1), (300), (-70000), (5000000000), (9007199254740993), (1.5), ('é'), (x'00ff'), ('')",
  ],
  ...Object.fromEntries(
    PAGE_SIZES.map((size) => [
      `pages ${size}`,
      [
        `PRAGMA page_size = ${size}`,
        'CREATE TABLE t (a INTEGER PRIMARY KEY, b BLOB)',
        `${SERIES(3000)} INSERT INTO t SELECT i, zeroblob(i % 700) FROM s`,
        'INSERT INTO t VALUES (5000, zeroblob(1000000))',
        'DELETE FROM t WHERE a % 7 = 0',
      ],
    ]),
  ),
  ...Object.fromEntries(
    ENCODINGS.map((encoding) => [
      encoding,
      [`PRAGMA encoding = '${encoding}'`, 'CREATE TABLE "tä" (b)', `INSERT INTO "tä" VALUES ('ö€😀')`],
    ]),
  ),
  vacuum: [
    'PRAGMA page_size = 512',
    'PRAGMA auto_vacuum = FULL',
    'CREATE TABLE t (b)',
    `${SERIES(500)} INSERT INTO t SELECT zeroblob(600) FROM s`,
  ],
  'without rowid': ['CREATE TABLE t (a PRIMARY KEY, b) WITHOUT ROWID', "INSERT INTO t VALUES ('x', 1)"],
  loop: [
    'PRAGMA page_size = 512',
    'CREATE TABLE t (b)',
    `${SERIES(200)} INSERT INTO t SELECT zeroblob(30) FROM s`,
  ],
  overlap: ['PRAGMA page_size = 65536', 'CREATE TABLE t (b)', 'INSERT INTO t VALUES (zeroblob(60000))'],
  empty: ['CREATE TABLE t (b)'],
  small: [
    'PRAGMA page_size = 512',
    'CREATE TABLE t (b)',
    `${SERIES(20)} INSERT INTO t SELECT zeroblob(200) FROM s`,
    'INSERT INTO t VALUES (zeroblob(1500))',
  ],
};

const PROGRAM = `
import json, os, sqlite3, sys
for i, statements in enumerate(json.loads(sys.argv[1])):
    c = sqlite3.connect(os.path.join(sys.argv[2], str(i)), isolation_level=None)
    c.execute('PRAGMA synchronous = OFF')
    for s in statements: c.execute(s)
    c.close()
`;

/** The databases, as the real SQLite has written them. */
function writeDatabases(): Map<string, Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'sqlite-'));
  try {
    const statements = JSON.stringify(Object.values(DATABASES));
    execFileSync('python3', ['-c', PROGRAM, statements, folder], { stdio: ['ignore', 'ignore', 'inherit'] });
    return new Map(
      Object.keys(DATABASES).map((name, index) => [
        name,
        new Uint8Array(readFileSync(join(folder, `${index}`))),
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function rowsOf(bytes: Uint8Array, name: string) {
  const file = openSqlite(bytes);
  const table = file.tables.find((one) => one.name === name);
  if (table === undefined) throw new ParseError('test', 0, `no table ${name}`);
  const rows: { rowid: number; values: readonly unknown[] }[] = [];
  const problems = file.rows(table, (row) => rows.push(row));
  return { rows, problems: [...file.problems, ...problems] };
}

describe.skipIf(!sqliteAvailable)("files of SQLite's own making (needs Python)", () => {
  let databases = new Map<string, Uint8Array>();
  /** A copy, for the test to damage. */
  const database = (name: string) => Uint8Array.from(databases.get(name) ?? []);
  beforeAll(() => {
    databases = writeDatabases();
  }, 60_000);

  it('give every kind of value', () => {
    const bytes = database('values');
    const { rows, problems } = rowsOf(bytes, 't');
    expect(problems).toEqual([]);
    expect(rows.map(({ values }) => values[1])).toEqual([
      null,
      0,
      1,
      -1,
      300,
      -70_000,
      5_000_000_000,
      9_007_199_254_740_993n,
      1.5,
      'é',
      Uint8Array.of(0, 255),
      '',
    ]);
    expect(rows.map(({ rowid }) => rowid)).toEqual(rows.map((_row, index) => index + 1));
    expect(rows[0]?.values[0]).toBeNull();
  });

  it.each([
    512, 1024, 4096, 65_536,
  ])('are walked in pages of %i bytes, overflow pages and a deep tree', (pageSize) => {
    const bytes = database(`pages ${pageSize}`);
    const { rows, problems } = rowsOf(bytes, 't');
    expect(problems).toEqual([]);
    const kept = Array.from({ length: 3000 }, (_one, index) => index + 1).filter((a) => a % 7 !== 0);
    expect(rows.map(({ rowid }) => rowid)).toEqual([...kept, 5000]);
    const sizes = rows.map(({ values: [, blob] }) => (blob instanceof Uint8Array ? blob.length : -1));
    expect(sizes).toEqual([...kept.map((a) => a % 700), 1_000_000]);
  });

  it.each(ENCODINGS)('have text in %s', (encoding) => {
    const bytes = database(encoding);
    expect(rowsOf(bytes, 'tä').rows[0]?.values).toEqual(['ö€😀']);
  });

  it('may be made with auto_vacuum, which adds pages of another kind', () => {
    const bytes = database('vacuum');
    expect(rowsOf(bytes, 't').rows).toHaveLength(500);
    expect(rowsOf(bytes, 't').problems).toEqual([]);
  });

  it('are not tables of another kind', () => {
    const bytes = database('without rowid');
    const { rows, problems } = rowsOf(bytes, 't');
    expect(rows).toEqual([]);
    expect(problems[0]?.message).toContain('type 10 is no page of a table');
  });

  it('end at pages that point to each other', () => {
    const bytes = database('loop');
    const whole = rowsOf(bytes, 't').rows.length;
    const file = openSqlite(bytes);
    const root = ((file.tables[0]?.rootPage ?? 0) - 1) * 512;
    // The rightmost child becomes the root itself.
    new DataView(bytes.buffer).setUint32(root + 8, file.tables[0]?.rootPage ?? 0);
    const { rows, problems } = rowsOf(bytes, 't');
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining('is used twice')]);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.length).toBeLessThan(whole);
  });

  it('are not read further when their cells overlap', () => {
    const bytes = database('overlap');
    const root = ((openSqlite(bytes).tables[0]?.rootPage ?? 0) - 1) * 65_536;
    const view = new DataView(bytes.buffer);
    const cell = view.getUint16(root + 8);
    // 1,000 cells that are all the same one.
    view.setUint16(root + 3, 1000);
    for (let index = 0; index < 1000; index += 1) view.setUint16(root + 8 + index * 2, cell);
    const { rows, problems } = rowsOf(bytes, 't');
    expect(rows).toHaveLength(2);
    expect(problems.at(-1)?.message).toContain('too much damage');
  });

  it('are given up when they are nothing but damage', () => {
    const pages = 3000;
    const bytes = new Uint8Array(4096 * pages);
    bytes.set(database('empty'));
    const view = new DataView(bytes.buffer);
    for (let page = 2; page <= pages; page += 1) {
      const start = (page - 1) * 4096;
      bytes[start] = 5;
      view.setUint16(start + 3, 2000);
      view.setUint32(start + 8, page + 1);
      view.setUint32(start + 4090, page + 1);
      for (let cell = 0; cell < 2000; cell += 1) view.setUint16(start + 12 + cell * 2, 4090);
    }
    const started = performance.now();
    const { problems } = rowsOf(bytes, 't');
    expect(problems.at(-1)?.message).toContain('too much damage');
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('stand every truncation and flipped bits', () => {
    const bytes = database('small');
    const started = performance.now();
    const attempt = (damaged: Uint8Array) => {
      try {
        rowsOf(damaged, 't');
      } catch (error) {
        expect(error).toBeInstanceOf(ParseError);
      }
    };
    for (let length = 0; length < bytes.length; length += 1) attempt(bytes.subarray(0, length));
    for (let at = 0; at < bytes.length; at += 1) {
      const flipped = bytes.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      attempt(flipped);
    }
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe('an SQLite file', () => {
  it('is refused when it is none', () => {
    expect(() => openSqlite(new Uint8Array(50))).toThrow('does not begin with "SQLite format 3"');
    const header = new Uint8Array(512);
    header.set(Buffer.from('SQLite format 3\0'));
    expect(() => openSqlite(header)).toThrow('0 is no page size');
    header[16] = 2;
    header[20] = 40;
    expect(() => openSqlite(header)).toThrow('fewer than 480 bytes');
    header[20] = 0;
    expect(openSqlite(header).problems.map(({ message }) => message)).toEqual([
      'SQLite page at offset 0x64: type 0 is no page of a table',
    ]);
  });

  it.skipIf(!corpusAvailable)('gives what is whole of a real one cut short (needs the corpus)', () => {
    const bytes = corpusFile('rpmdb/cbl-mariner-2.0_rpmdb.sqlite.gz');
    const whole = rowsOf(bytes, 'Packages');
    expect(whole.problems).toEqual([]);
    expect(whole.rows).toHaveLength(129);
    const half = rowsOf(bytes.subarray(0, bytes.length / 2), 'Packages');
    expect(half.problems.length).toBeGreaterThan(0);
    expect(half.rows.length).toBeGreaterThan(20);
  });
});

describe('an SQLite record', () => {
  it.each([
    [
      'a header longer than the record',
      [9, 1],
      'SQLite record header at offset 0x0: 9 bytes exceed the record',
    ],
    ['a reserved type', [2, 10], '10 is reserved'],
    ['a value that is not there', [2, 6], 'SQLite integer at offset 0x2: needs 8 bytes, 0 remain'],
    [
      'a varint without an end',
      [3, 0x80, 0x80],
      'SQLite serial type at offset 0x1: ends before its last byte',
    ],
    ['a blob of 2^56 bytes', [10, 255, 255, 255, 255, 255, 255, 255, 255, 254], 'needs'],
  ])('is refused for %s', (_name, bytes, message) => {
    expect(() => readSqliteRecord(Uint8Array.from(bytes), 'utf-8')).toThrow(message);
  });
});
