import { beforeAll, describe, expect, it } from 'vitest';
import { annotatedResult } from '../../main/case/annotated-result.ts';
import { countAnnotations, listAnnotations, setAnnotation } from '../../main/case/annotations.ts';
import { addAudit, readAudit } from '../../main/case/audit.ts';
import { compareCases } from '../../main/case/compare.ts';
import { insertResult } from '../../main/case/insert-result.ts';
import { createCase } from '../../main/case/open-case.ts';
import { RowReader } from '../../main/case/rows.ts';
import { scopedResult } from '../../main/case/scope.ts';
import type { Database, Sql } from '../../main/case/sql.ts';
import { readTimeline } from '../../main/case/timeline.ts';
import { VERDICTS } from '../../shared/model/annotation.ts';
import type { TriageResult } from '../../shared/model/triage-event.ts';
import { richResult } from '../export/export-results.ts';
import { sampleResult, sampleService } from '../support/sample-result.ts';
import { HOSTILE_TEXTS } from '../support/sample-result-hostile.ts';
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

const SAID = {
  subject: 'windows:updater',
  verdict: 'malicious',
  tags: ['seen', 'é\0'],
  note: 'a\0b\ud800 "c"',
  who: 'me',
  when: '2026-01-01T00:00:00.000Z',
} as const;

describe('annotations', () => {
  it('come back exactly, the latest of each subject', () => {
    const db = caseOf(sampleResult());
    const subjects = Object.values(HOSTILE_TEXTS).map((text) => text.slice(0, 4000));
    for (const subject of subjects) {
      setAnnotation(db, { ...SAID, tags: [], subject });
      setAnnotation(db, { ...SAID, tags: [...SAID.tags], subject });
    }
    expect(countAnnotations(db)).toBe(new Set(subjects).size);
    for (const one of listAnnotations(db)) {
      expect(subjects).toContain(one.subject);
      expect(one).toEqual({ ...SAID, subject: one.subject });
    }
  });

  it('that a stranger has made up are left out', () => {
    const db = caseOf(sampleResult());
    db.run(
      "INSERT INTO annotations VALUES ('x', 'innocent', '[]', '', '', ''), ('y', 'benign', '{', '', '', '')",
    );
    expect(listAnnotations(db)).toEqual([]);
  });
});

describe('the scope of a report', () => {
  const result = sampleResult();
  const all = { scope: 'all', levels: [], verdicts: [] } as const;
  const said = [{ ...SAID, tags: [...SAID.tags] }];

  it.each([
    [{ ...all, scope: 'levels', levels: ['high'] }, 1, 1],
    [{ ...all, scope: 'levels', levels: ['low'] }, 0, 0],
    [{ ...all, scope: 'verdicts', verdicts: ['malicious'] }, 1, 1],
    [{ ...all, scope: 'verdicts', verdicts: ['benign'] }, 0, 0],
    [{ ...all, scope: 'verdicts', verdicts: ['unreviewed'] }, 0, 0],
    [{ ...all, scope: 'tagged' }, 1, 1],
  ] as const)('%j', (scope, findings, services) => {
    const part = scopedResult(
      result,
      { ...scope, levels: [...scope.levels], verdicts: [...scope.verdicts] },
      said,
    );
    expect(part.findings).toHaveLength(findings);
    expect(part.services).toHaveLength(services);
    expect(part.summary.counts).toMatchObject({ findings, services });
    expect(part.summary.verdict).toMatch(/^Part of the case/);
    expect(part.coverage).toEqual(result.coverage);
  });

  it('agrees with the rows of the table, for each verdict and for tags', () => {
    const logged = richResult();
    const judgements = [
      { ...SAID, tags: [], subject: 'evtx:System:1', verdict: 'benign' as const },
      { ...SAID, tags: ['t'], verdict: 'unreviewed' as const },
    ];
    const db = caseOf(logged);
    for (const one of judgements) setAnnotation(db, one);
    const query = { table: 'findings', levels: [], hideKnownGood: false, sort: [], offset: 0, limit: 100 };
    for (const verdict of VERDICTS) {
      const part = scopedResult(
        logged,
        { ...all, levels: [], scope: 'verdicts', verdicts: [verdict] },
        judgements,
      );
      const { rows } = new RowReader(db).rows({ ...query, table: 'findings', filter: `Verdict:${verdict}` });
      expect(part.findings.map(({ id }) => id).toSorted(), verdict).toEqual(
        rows.map(({ id }) => id).toSorted(),
      );
    }
    const tagged = scopedResult(logged, { ...all, levels: [], verdicts: [], scope: 'tagged' }, judgements);
    expect(new Set(tagged.findings.map(({ subject }) => subject.id))).toEqual(new Set(['windows:updater']));
  });

  it('takes the record of a log along that a finding is about, and only what was said of the part', () => {
    const judgements = [
      { ...SAID, tags: [], subject: 'evtx:System:1', verdict: 'benign' as const },
      { ...SAID, tags: [] },
    ];
    const scope = { scope: 'verdicts' as const, levels: [], verdicts: ['benign' as const] };
    const part = scopedResult(richResult(), scope, judgements);
    expect(part.services).toEqual([]);
    expect(part.events.map(({ id }) => id)).toEqual(['evtx:System:1']);
    expect(annotatedResult(part, judgements).annotations).toEqual([
      {
        type: 'annotation',
        ...judgements[0],
        subject: { kind: 'event', id: 'evtx:System:1', name: 'evil', platform: 'windows' },
      },
    ]);
  });

  it('that is everything changes nothing', () => {
    expect(scopedResult(result, { ...all, levels: [], verdicts: [] }, said)).toBe(result);
  });
});

describe('comparison', () => {
  it('tells what came, went and changed, field by field, and not where it was read', () => {
    const before = sampleResult();
    const [spooler, updater] = before.services as [TriageResult['services'][0], TriageResult['services'][0]];
    const moved = {
      ...spooler,
      provenance: [{ ...spooler.provenance[0], path: 'copy/SYSTEM' }],
    } as typeof spooler;
    const after = {
      ...before,
      services: [moved, { ...updater, startMode: 'disabled' as const }, sampleService('New')],
    };
    const comparison = compareCases(caseOf(before), caseOf(after));
    expect(comparison).toMatchObject({
      added: [{ id: 'windows:new', name: 'New' }],
      removed: [],
      changed: [
        { id: 'windows:updater', fields: [{ field: 'startMode', before: 'auto', after: 'disabled' }] },
      ],
    });
    expect(compareCases(caseOf(after), caseOf(before)).removed).toEqual([{ id: 'windows:new', name: 'New' }]);
  });
});

describe('the timeline', () => {
  it('is empty without times, and not stretched by impossible ones', () => {
    const none = sampleResult({ events: [], services: [] });
    expect(readTimeline(caseOf(none), 10).bins).toEqual([]);
    const odd = ['9999-12-31T23:59:59Z', '1601-01-01T00:00:00Z', 'no time', '2020-01-01T00:00:00Z', null];
    const services = odd.map((lastChanged, index) => sampleService(`s${index}`, { lastChanged }));
    const timeline = readTimeline(caseOf(sampleResult({ events: [], services })), 10);
    expect(timeline.from.slice(0, 4)).toBe('2020');
    expect(timeline.bins.reduce((sum, { count }) => sum + count, 0)).toBe(1);
  });
});

describe('the audit log', () => {
  it('comes back line by line', () => {
    const db = caseOf(sampleResult());
    addAudit(db, '{"a":1}\n{"b":"\\u0000"}\n');
    expect(readAudit(db)).toBe('{"a":1}\n{"b":"\\u0000"}\n');
  });
});
