import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { insertResult } from '../../main/case/insert-result.ts';
import { caseBytes, createCase, openCase } from '../../main/case/open-case.ts';
import { readOverview } from '../../main/case/overview.ts';
import { readResult } from '../../main/case/read-result.ts';
import { RowReader } from '../../main/case/rows.ts';
import { type Database, type Sql, select } from '../../main/case/sql.ts';
import { TABLES } from '../../shared/ipc/contract.ts';
import { MAX_PACK_SIZE } from '../../shared/limits.ts';
import { sampleResult } from '../support/sample-result.ts';
import { testSql } from './sql-bytes.ts';

let sql: Sql;
let good: Uint8Array;
beforeAll(async () => {
  sql = await testSql();
  const db = createCase(sql);
  insertResult(db, sampleResult(), { incomplete: false, inbox: () => false });
  good = caseBytes(db).slice();
  db.close();
});

/** A case into which somebody has put something with another tool. */
function tampered(...statements: string[]): Uint8Array {
  const db = new sql.Database(good.slice());
  for (const statement of statements) db.run(statement);
  const bytes = db.export();
  db.close();
  return bytes;
}

function refusal(bytes: Uint8Array): string {
  const opened = openCase(sql, bytes);
  if (opened.ok) opened.value.close();
  return opened.ok ? 'opened' : opened.error;
}

describe('a case file that somebody else has written', () => {
  it('is refused in words when it is something else', () => {
    expect(refusal(new Uint8Array(0))).toMatch(/not a case file/);
    expect(refusal(new TextEncoder().encode('SQLite format 2\0 and more'))).toMatch(/not a case file/);
    expect(refusal(new TextEncoder().encode('SQLite format 3\0 and rubbish'.repeat(100)))).toMatch(
      /damaged|not a case/,
    );
    const other = new sql.Database();
    other.run('CREATE TABLE t (a)');
    expect(refusal(other.export())).toMatch(/not a case of daemonscope/);
  });

  it('is refused when it was cut short', () => {
    for (const part of [0.1, 0.5, 0.9]) {
      expect(refusal(good.slice(0, good.length * part)), String(part)).toMatch(/damaged/);
    }
  });

  it.each([
    ['a trigger', 'CREATE TRIGGER t AFTER INSERT ON annotations BEGIN DELETE FROM findings; END'],
    [
      'a view in the place of a table',
      'ALTER TABLE events RENAME TO e2',
      'CREATE VIEW events AS SELECT * FROM e2',
    ],
    ['a virtual table', 'CREATE VIRTUAL TABLE x USING fts4(a)'],
    ['a table more', 'CREATE TABLE more (a)'],
    ['a column more', 'ALTER TABLE services ADD COLUMN more TEXT'],
    ['a table less', 'DROP TABLE findings'],
    ['an index on an expression', 'CREATE INDEX i ON services (lower(name))'],
    ['a later schema', 'PRAGMA user_version = 99'],
    ['no schema', 'PRAGMA user_version = 0'],
    ['no run', "DELETE FROM records WHERE type = 'header'"],
    ['two runs', "INSERT INTO records (type, json) SELECT type, json FROM records WHERE type = 'header'"],
    ['a header of its own', `UPDATE records SET json = '{"type":"header"}' WHERE type = 'header'`],
    ['a header that is no JSON', "UPDATE records SET json = '{' WHERE type = 'header'"],
  ])('is refused with %s', (_what, ...statements) => {
    expect(refusal(tampered(...statements))).not.toBe('opened');
  });

  it('is opened after another tool has only analysed it', () => {
    expect(refusal(tampered('ANALYZE'))).toBe('opened');
  });

  /** The case with its packs of services as somebody else would have made them. */
  function repacked(change: (text: string) => string | Uint8Array): Database {
    const db = new sql.Database(good.slice());
    const [row] = select(db, "SELECT first, data FROM packs WHERE type = 'service'");
    const text = inflateRawSync(row?.[1] as unknown as Uint8Array).toString();
    const changed = change(text);
    const data = typeof changed === 'string' ? deflateRawSync(changed) : changed;
    db.run('UPDATE packs SET data = ? WHERE first = ?', [data, row?.[0] ?? null]);
    const opened = openCase(sql, db.export());
    db.close();
    if (!opened.ok) throw new Error(opened.error);
    return opened.value;
  }

  it.each<[string, (text: string) => string | Uint8Array]>([
    ['is none', (text) => text.replaceAll('"payloads"', '"other"')],
    ['is no JSON', (text) => text.replaceAll('{', '[')],
    ['is missing from its pack', (text) => text.split('\n').slice(1).join('\n')],
    ['is in a pack that unpacks without end', () => deflateRawSync(Buffer.alloc(MAX_PACK_SIZE + 1))],
    ['is in a pack that is no deflated data', () => new Uint8Array([1, 2, 3])],
  ])('answers with an error, not with an exception, when a record %s', (_what, change) => {
    const db = repacked(change);
    expect(readResult(db)).toMatchObject({ ok: false });
    expect(readOverview(db).summary.counts.services).toBe(2);
    db.close();
  });

  it('sorts by itself when the order in the file is not one of all rows', () => {
    const sort = [{ column: 'name', descending: false }];
    const ask = { filter: '', levels: [], hideKnownGood: false, offset: 0, limit: 10 };
    const names = (bytes: Uint8Array): string[] => {
      const opened = openCase(sql, bytes);
      if (!opened.ok) throw new Error(opened.error);
      const { rows } = new RowReader(opened.value).rows({ ...ask, table: 'services', sort });
      opened.value.close();
      return rows.map(({ id }) => id);
    };
    const right = names(good.slice());
    expect(right).toHaveLength(2);
    const [first, last] = selectNumbers();
    const put = (...numbers: number[]): string =>
      `INSERT INTO orders VALUES ('services', 't.name COLLATE NOCASE', 0, x'${Buffer.from(new Uint32Array(numbers).buffer).toString('hex')}')`;
    // One that could be right is taken, or the test would prove nothing.
    const turned = names(tampered(put(last, first)));
    expect([turned, names(tampered(put(first, last)))]).toEqual(
      expect.arrayContaining([right, [...right].reverse()]),
    );
    for (const wrong of [[first], [first, first], [first, last + 1], [0, last], []]) {
      expect(names(tampered(put(...wrong))), wrong.join()).toEqual(right);
    }
  });

  function selectNumbers(): [number, number] {
    const db = new sql.Database(good.slice());
    const [first, last] = [...select(db, 'SELECT n FROM services ORDER BY n')].map(([n]) => Number(n));
    db.close();
    return [first ?? 0, last ?? 0];
  }

  it('never brings the reader down, whatever bytes are changed', () => {
    let opened = 0;
    for (let at = 100; at < good.length; at += Math.max(1, Math.floor(good.length / 300))) {
      const bytes = good.slice();
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      const result = openCase(sql, bytes);
      if (!result.ok) continue;
      opened += 1;
      try {
        for (const table of TABLES) {
          new RowReader(result.value).rows({
            table,
            filter: 'a',
            levels: [],
            hideKnownGood: true,
            sort: [],
            offset: 0,
            limit: 10,
          });
        }
        readResult(result.value);
      } catch (error) {
        // What SQLite or JSON says of damage that only shows when it is read; the engine passes it on.
        expect(error).toBeInstanceOf(Error);
      }
      result.value.close();
    }
    expect(opened).toBeGreaterThan(0);
  });
});
