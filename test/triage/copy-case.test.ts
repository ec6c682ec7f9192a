import { expect, it } from 'vitest';
import { listAnnotations, setAnnotation } from '../../main/case/annotations.ts';
import { openCase } from '../../main/case/open-case.ts';
import { buildCase } from '../../main/triage/case-file.ts';
import { copyCase } from '../../main/triage/copy-case.ts';
import { testSql } from '../case/sql-bytes.ts';
import { richResult } from '../export/export-results.ts';

it('a copy of a case has what was said of each of its records, with a finding or without, and of no other', async () => {
  const sql = await testSql();
  const result = richResult();
  const found = new Set(result.findings.map(({ subject }) => subject.id));
  const event = result.events.find(({ id }) => !found.has(id));
  const subjects = [event?.id ?? '', result.services[0]?.id ?? '', [...found][0] ?? ''];
  expect(subjects).not.toContain('');
  const from = buildCase(sql, result, '', false);
  const said = {
    verdict: 'benign',
    tags: [],
    note: 'ours',
    who: 'Kim',
    when: '2026-01-01T00:00:00.000Z',
  } as const;
  for (const subject of [...subjects, 'windows:elsewhere'])
    setAnnotation(from, { ...said, tags: [], subject });
  const copy = openCase(sql, copyCase(sql, from, result));
  if (!copy.ok) throw new Error(copy.error);
  expect(listAnnotations(copy.value).map(({ subject }) => subject)).toEqual([...new Set(subjects)].sort());
});
