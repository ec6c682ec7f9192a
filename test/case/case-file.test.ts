import { beforeAll, describe, expect, it } from 'vitest';
import { insertResult } from '../../main/case/insert-result.ts';
import { caseBytes, createCase, openCase } from '../../main/case/open-case.ts';
import { readOverview } from '../../main/case/overview.ts';
import { readResult } from '../../main/case/read-result.ts';
import { readRecord } from '../../main/case/record.ts';
import { RowReader } from '../../main/case/rows.ts';
import type { Database, Sql } from '../../main/case/sql.ts';
import { jsonLines } from '../../main/export/formats/jsonl.ts';
import { TABLES } from '../../shared/ipc/contract.ts';
import type { TriageResult } from '../../shared/model/triage-event.ts';
import { sampleResult } from '../support/sample-result.ts';
import { hostileResult } from '../support/sample-result-hostile.ts';
import { testSql } from './sql-bytes.ts';

let sql: Sql;
beforeAll(async () => {
  sql = await testSql();
});

function caseOf(result: TriageResult): Database {
  const db = createCase(sql);
  insertResult(db, result, { incomplete: false, inbox: () => false });
  return db;
}

function reopened(db: Database): Database {
  const opened = openCase(sql, caseBytes(db));
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
}

const ALL = { filter: '', levels: [], hideKnownGood: false, sort: [], offset: 0, limit: 100 };

describe('a case file', () => {
  it.each([
    ['an ordinary run', sampleResult],
    ['a run full of hostile text', hostileResult],
  ])('gives back %s, byte for byte as JSONL', (_what, make) => {
    const before = make();
    const after = readResult(reopened(caseOf(before)));
    if (!after.ok) throw new Error(after.error);
    expect([...jsonLines(after.value)]).toEqual([...jsonLines(before)]);
  });

  it('says what the run was', () => {
    const result = sampleResult();
    const overview = readOverview(reopened(caseOf(result)));
    expect(overview).toEqual({
      header: result.header,
      summary: result.summary,
      coverage: result.coverage,
      annotations: 0,
      incomplete: false,
    });
  });

  it('lists every table, and each row names a record that can be asked for', () => {
    for (const result of [sampleResult(), hostileResult()]) {
      const db = reopened(caseOf(result));
      for (const table of TABLES) {
        const { columns, rows, total } = new RowReader(db).rows({ ...ALL, table });
        expect(rows.length, table).toBe(total);
        expect(total).toBeGreaterThan(0);
        expect(new Set(rows.map(({ id }) => id)).size).toBe(total);
        for (const { id, cells } of rows) {
          expect(cells.length).toBe(columns.length);
          expect(readRecord(db, table, id), `${table} ${JSON.stringify(id)}`).not.toBeNull();
        }
      }
    }
  });

  it('knows what belongs to a service', () => {
    const result = sampleResult();
    const db = caseOf(result);
    expect(readRecord(db, 'services', 'windows:updater')).toEqual({
      record: result.services[1],
      findings: result.findings,
      files: result.binaries,
      events: result.events,
      service: null,
      annotation: null,
    });
    expect(readRecord(db, 'findings', 'windows:updater/image_in_public')?.service).toEqual(
      result.services[1],
    );
    expect(readRecord(db, 'services', 'windows:nobody')).toBeNull();
  });
});
