import { beforeAll, describe, expect, it } from 'vitest';
import { readGroups } from '../../main/case/groups.ts';
import { insertResult } from '../../main/case/insert-result.ts';
import { createCase } from '../../main/case/open-case.ts';
import { RowReader } from '../../main/case/rows.ts';
import type { Database } from '../../main/case/sql.ts';
import { readTimeline } from '../../main/case/timeline.ts';
import type { GroupsRequest, RowsRequest } from '../../shared/ipc/contract.ts';
import { sampleFinding, sampleResult, sampleService } from '../support/sample-result.ts';
import { largeResult } from './large-result.ts';
import { testSql } from './sql-bytes.ts';

const ALL = { table: 'services', filter: '', levels: [], hideKnownGood: false } as const;
const rowsOf = (db: Database, change: Partial<RowsRequest>) =>
  new RowReader(db).rows({ ...ALL, levels: [], sort: [], offset: 0, limit: 1_000, ...change });

describe('groups', () => {
  let db: Database;
  beforeAll(async () => {
    db = createCase(await testSql());
    insertResult(db, largeResult(1_000, 300), { incomplete: false, inbox: ({ name }) => name.endsWith('7') });
  });

  /** The rows one by one, in the order in which the grid gets them: what groups must agree with. */
  function counted(request: GroupsRequest): [unknown, number][] {
    const rows = rowsOf(db, request);
    const at = rows.columns.indexOf(request.sort[0]?.column ?? '');
    const runs: [unknown, number][] = [];
    for (const { cells } of rows.rows) {
      const last = runs.at(-1);
      const value = cells[at] ?? null;
      if (last !== undefined && String(last[0]).toLowerCase() === String(value).toLowerCase()) last[1] += 1;
      else runs.push([value, 1]);
    }
    return runs;
  }

  it.each([
    [{ sort: [{ column: 'startMode', descending: false }] }],
    [
      {
        sort: [
          { column: 'account', descending: true },
          { column: 'name', descending: true },
        ],
      },
    ],
    [
      {
        sort: [
          { column: 'level', descending: true },
          { column: 'name', descending: false },
        ],
      },
    ],
    [{ sort: [{ column: 'package', descending: false }], filter: '+service1 -service19' }],
    [{ sort: [{ column: 'imageState', descending: false }], hideKnownGood: true }],
    [{ sort: [{ column: 'kind', descending: false }], levels: ['high' as const] }],
  ])('count the rows in their order: %j', (change) => {
    const request: GroupsRequest = { ...ALL, levels: [], ...change };
    const { groups, rest } = readGroups(db, request);
    expect(rest).toBe(0);
    expect(groups.map(({ value, count }) => [value, count])).toEqual(counted(request));
  });

  it('bring the worst level of their rows', () => {
    const { groups } = readGroups(db, { ...ALL, levels: [], sort: [{ column: 'level', descending: true }] });
    expect(groups.length).toBeGreaterThan(1);
    for (const { value, worst } of groups) expect(worst).toBe(value);
  });

  it('are none for a column that does not exist', () => {
    const sort = [{ column: 'name; DROP TABLE services', descending: false }];
    expect(readGroups(db, { ...ALL, levels: [], sort })).toEqual({ groups: [], rest: 0 });
  });
});

describe('a range of time', () => {
  let db: Database;
  const RANGE = { from: '2024-03-02T23:00:00Z', to: '2024-03-03T00:00:00Z' };
  beforeAll(async () => {
    db = createCase(await testSql());
    const logged = sampleService('Logged', { lastChanged: '2020-01-01T00:00:00Z' });
    const before = sampleService('Before', { lastChanged: '2024-03-02T22:59:59.9999999Z' });
    const first = sampleService('First', { lastChanged: '2024-03-02T23:00:00Z' });
    const last = sampleService('Last', { lastChanged: '2024-03-02T23:59:59.9999999Z' });
    const after = sampleService('After', { lastChanged: '2024-03-03T00:00:00Z' });
    const event = (id: string, time: string, action: 'created' | 'started', service: string) => ({
      type: 'event' as const,
      ...{ id, time, action, service, platform: 'windows' as const, source: 'windows-events' },
      ...{ eventId: 7045, provider: null, channel: 'System', computer: null, actor: null },
      ...{ fields: {}, provenance: [] },
    });
    insertResult(
      db,
      sampleResult({
        services: [logged, before, first, last, after],
        events: [
          event('e1', '2024-03-02T23:10:00.5Z', 'created', 'LOGGED'),
          event('e2', '2024-03-02T23:20:00Z', 'started', 'After'),
          event('e3', '2024-03-03T00:00:00.000Z', 'created', 'Before'),
        ],
        findings: [before, first, logged].map((service) => sampleFinding(service)),
      }),
      { incomplete: false, inbox: () => false },
    );
  });

  it('keeps its first second and not the one after its last', () => {
    const events = rowsOf(db, { table: 'events', range: RANGE });
    expect(events.rows.map(({ id }) => id)).toEqual(['e1', 'e2']);
  });

  it('keeps the services that changed then, by their last change or by a log, and their findings', () => {
    const services = rowsOf(db, { range: RANGE, sort: [{ column: 'name', descending: false }] });
    expect(services.rows.map(({ cells }) => cells[services.columns.indexOf('name')])).toEqual([
      'First',
      'Last',
      'Logged',
    ]);
    const findings = rowsOf(db, { table: 'findings', range: RANGE });
    const subject = findings.columns.indexOf('subject');
    expect(findings.rows.map(({ cells }) => cells[subject]).sort()).toEqual(['First', 'Logged']);
  });

  it('is counted in the timeline as the tables have it', () => {
    const whole = readTimeline(db, 50);
    expect(whole.bins.reduce((sum, { count }) => sum + count, 0)).toBe(7);
    const part = readTimeline(db, 60, RANGE);
    expect([part.from, part.to]).toEqual(['2024-03-02T23:00:00.000Z', '2024-03-03T00:00:00.000Z']);
    const full = part.bins.filter(({ count }) => count > 0);
    expect(full.map(({ from, count }) => [from, count])).toEqual([
      ['2024-03-02T23:00:00.000Z', 1],
      ['2024-03-02T23:10:00.000Z', 1],
      ['2024-03-02T23:59:00.000Z', 1],
    ]);
  });
});
