import { beforeAll, describe, expect, it } from 'vitest';
import { expectedSize, insertResult } from '../../main/case/insert-result.ts';
import { caseBytes, createCase, openCase } from '../../main/case/open-case.ts';
import { RowReader } from '../../main/case/rows.ts';
import { type Database, select } from '../../main/case/sql.ts';
import { readTimeline } from '../../main/case/timeline.ts';
import type { Rows, RowsRequest } from '../../shared/ipc/contract.ts';
import { largeResult } from './large-result.ts';
import { testSql } from './sql-bytes.ts';

const SERVICES = 20_000;
const EVENTS = 40_000;
/**
 * Bounds are many times what a quiet machine needs: they find what grows with the square, not what is a little slower. Processor time
 * (user and system), since others may use the machine, and of questions the least of so many.
 */
const GENEROUS = 5;
const TIMES = 3;

function spent(act: () => void): number {
  const start = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

let db: Database;
const took = { insert: 0, open: 0, bytes: 0, collected: 0, same: false };
/** Records that were still held each time that memory was collected. */
const left: number[] = [];

beforeAll(async () => {
  const sql = await testSql();
  const result = largeResult(SERVICES, EVENTS);
  const made = createCase(sql, expectedSize(result));
  took.insert = spent(() => insertResult(made, result, { incomplete: false, inbox: () => false }));
  const bytes = caseBytes(made).slice();
  took.bytes = bytes.length;

  // Once more, as at the end of a scan: the same file, and the records are let go on the way.
  let collected = 0;
  const consuming = createCase(sql, expectedSize(result));
  insertResult(consuming, result, {
    incomplete: false,
    inbox: () => false,
    consumed: () => {
      collected += 1;
      left.push(result.services.length + result.events.length + result.binaries.length);
    },
  });
  took.collected = collected;
  took.same = Buffer.compare(caseBytes(consuming), bytes) === 0;
  made.close();
  consuming.close();
  let opened = openCase(sql, new Uint8Array());
  took.open = spent(() => {
    opened = openCase(sql, bytes);
  });
  if (!opened.ok) throw new Error(opened.error);
  db = opened.value;
}, 120_000);

/** `fresh`: nothing is remembered of the question before. */
function timed(
  reader: RowReader,
  change: Partial<RowsRequest>,
  fresh = false,
): Rows & { readonly milliseconds: number } {
  const request: RowsRequest = {
    table: 'services',
    filter: '',
    levels: [],
    hideKnownGood: false,
    sort: [],
    offset: 0,
    limit: 100,
    ...change,
  };
  let rows = reader.rows(request);
  const milliseconds = Array.from({ length: TIMES }, () => {
    if (fresh) reader.forget();
    return spent(() => {
      rows = reader.rows(request);
    });
  });
  return { ...rows, milliseconds: Math.min(...milliseconds) };
}

describe('a large case', () => {
  it('is made and opened in seconds', () => {
    expect(took.insert).toBeLessThan(4_000 * GENEROUS);
    expect(took.open).toBeLessThan(600 * GENEROUS);
  });

  it('is the same when its records are let go while it is written, which they are', () => {
    expect(took.same).toBe(true);
    expect(took.collected).toBeGreaterThan(1);
    expect(left).toEqual([...left].sort((a, b) => b - a));
    // Lists that are shorter than a lot stay: here those of services and files.
    expect(left.at(-1)).toBe(SERVICES * 2);
  });

  it('is filtered and sorted at once', () => {
    const reader = new RowReader(db);
    for (const change of [
      { sort: [{ column: 'name', descending: false }] },
      { filter: '+vendor -"vendor 7" startMode:auto', sort: [{ column: 'displayName', descending: true }] },
      { filter: 'image:service99' },
      { table: 'events', filter: 'service9', sort: [{ column: 'time', descending: true }] },
    ] as const satisfies Partial<RowsRequest>[]) {
      expect(timed(reader, change, true).milliseconds, JSON.stringify(change)).toBeLessThan(80 * GENEROUS);
    }
  });

  it('gives pages that lie one after the other, without asking again', () => {
    const reader = new RowReader(db);
    const sort = [{ column: 'image', descending: true }];
    const whole = timed(reader, { sort, limit: 1000 }).rows.map(({ id }) => id);
    const pages = Array.from({ length: 10 }, (_, page) => timed(reader, { sort, offset: page * 100 }));
    expect(pages.flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual(whole);
    expect(Math.min(...pages.map(({ milliseconds }) => milliseconds))).toBeLessThan(10 * GENEROUS);
    expect(timed(reader, { sort, offset: SERVICES - 1 }).rows).toHaveLength(1);
  });

  it('sorts the same way by kept orders, by what is picked from them, and by what SQLite sorts now', () => {
    const pages = (reader: RowReader, change: Partial<RowsRequest>): string[] =>
      timed(reader, { ...change, limit: 1000 }).rows.map(({ id }) => id);
    const filters = ['', 'service77', '"product"'];
    for (const [table, column] of [
      ['services', 'displayName'],
      ['services', 'changed'],
      ['events', 'details'],
      ['events', 'service'],
    ] as const) {
      for (const descending of [false, true]) {
        const sort = [{ column, descending }];
        const kept = filters.map((filter) => pages(new RowReader(db), { table, filter, sort }));
        db.run('BEGIN');
        db.run('DELETE FROM orders');
        const sorted = filters.map((filter) => pages(new RowReader(db), { table, filter, sort }));
        db.run('ROLLBACK');
        expect(kept, `${table} ${column}`).toEqual(sorted);
        // A small part, sorted alone, is what is picked from the order of all.
        const reader = new RowReader(db);
        pages(reader, { table, sort });
        expect(pages(reader, { table, sort, filter: 'service77' })).toEqual(kept[1]);
      }
    }
    expect([...select(db, 'SELECT count(*) FROM orders')]).toEqual([[16]]);
  });

  it('is small, and is written from where it lies', () => {
    const pages = [...select(db, "SELECT count(*) FROM packs WHERE type = 'event'")];
    expect(Number(pages[0]?.[0])).toBeGreaterThan(100);
    expect(took.bytes / (SERVICES + EVENTS)).toBeLessThan(1_400);
    expect(caseBytes(db).buffer).toBe(caseBytes(db).buffer);
  });

  it('counts every change in its timeline', () => {
    const { bins, from, to } = readTimeline(db, 50);
    expect(bins).toHaveLength(50);
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(SERVICES + EVENTS);
    expect(from < to && bins.some(({ worst }) => worst === 'high')).toBe(true);
  });
});
