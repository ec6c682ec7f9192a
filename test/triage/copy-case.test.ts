import { expect, it } from 'vitest';
import { listAnnotations, setAnnotation } from '../../main/case/annotations.ts';
import { openCase } from '../../main/case/open-case.ts';
import { buildCase } from '../../main/triage/case-file.ts';
import { copyCase } from '../../main/triage/copy-case.ts';
import { testSql } from '../case/sql-bytes.ts';
import { richResult } from '../export/export-results.ts';

const SAID = {
  verdict: 'benign',
  tags: [],
  note: 'ours',
  who: 'Kim',
  when: '2026-01-01T00:00:00.000Z',
} as const;

it('takes along what was said of what it holds, also of a record without findings, and nothing else', async () => {
  const sql = await testSql();
  const result = { ...richResult(), findings: [] };
  const held = [result.services[0]?.id ?? '', result.events[0]?.id ?? '', result.binaries[0]?.id ?? ''];
  expect(held).not.toContain('');
  const from = buildCase(sql, result, '', false);
  for (const subject of [...held, 'windows:elsewhere']) setAnnotation(from, { ...SAID, tags: [], subject });
  const copy = openCase(sql, copyCase(sql, from, result));
  if (!copy.ok) throw new Error(copy.error);
  expect(listAnnotations(copy.value).map(({ subject }) => subject)).toEqual(held.toSorted());
});
