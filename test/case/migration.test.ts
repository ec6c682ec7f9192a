import { beforeAll, describe, expect, it } from 'vitest';
import { openCase } from '../../main/case/open-case.ts';
import { RowReader } from '../../main/case/rows.ts';
import { APPLICATION_ID, migrateTo, SCHEMA, schemaVersion } from '../../main/case/schema.ts';
import type { Sql } from '../../main/case/sql.ts';
import { readTimeline } from '../../main/case/timeline.ts';
import { sampleResult } from '../support/sample-result.ts';
import { testSql } from './sql-bytes.ts';

let sql: Sql;
beforeAll(async () => {
  sql = await testSql();
});

/** A file as the given version of the schema wrote it. */
function oldFile(version: number): Uint8Array {
  const { header, summary } = sampleResult();
  const db = new sql.Database();
  migrateTo(db, version);
  db.run(`PRAGMA application_id = ${APPLICATION_ID}`);
  db.run(`PRAGMA user_version = ${version}`);
  for (const record of [header, summary]) {
    db.run('INSERT INTO records (type, json) VALUES (?, ?)', [record.type, JSON.stringify(record)]);
  }
  db.run("INSERT INTO evidence (n, host, startedAt, incomplete) VALUES (1, 'DESKTOP-X', ?, 0)", [
    header.run.startedAt,
  ]);
  db.run(`INSERT INTO services (n, id, levelRank, findings, name, changed, search)
    VALUES (3, 'windows:a', 0, 0, 'a', '2024-01-01T00:00:00Z', 'a')`);
  db.run(`INSERT INTO events (n, id, levelRank, time, action, service, search)
    VALUES (4, 'e', 0, '2024-01-02T00:00:00Z', 'changed', 'a', 'a'), (5, 'f', 0, NULL, 'started', 'a', 'a')`);
  const bytes = db.export();
  db.close();
  return bytes;
}

describe('a case of an earlier version', () => {
  it.each(
    Array.from({ length: SCHEMA - 1 }, (_, index) => index + 1),
  )('%d opens, and answers as one of this version', (version) => {
    const opened = openCase(sql, oldFile(version));
    if (!opened.ok) throw new Error(opened.error);
    const db = opened.value;
    expect(schemaVersion(db)).toBe(SCHEMA);
    const all = { filter: '', levels: [], hideKnownGood: false, offset: 0, limit: 10 };
    const services = new RowReader(db).rows({ ...all, table: 'services', sort: [] });
    expect(services.columns).toEqual(expect.arrayContaining(['packageState', 'baseline']));
    expect(services.rows).toHaveLength(1);
    for (const column of ['time', 'service', 'actor', 'details']) {
      for (const descending of [false, true]) {
        const sort = [{ column, descending }];
        const { rows } = new RowReader(db).rows({ ...all, table: 'events', sort });
        expect(rows.map(({ id }) => id).sort(), column).toEqual(['e', 'f']);
        // Without a value last, either way.
        if (column === 'time') expect(rows.map(({ id }) => id)).toEqual(['e', 'f']);
      }
    }
    expect(readTimeline(db, 4).bins.reduce((sum, { count }) => sum + count, 0)).toBe(2);
  });
});
