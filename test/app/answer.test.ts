import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answering, answer } from '../../main/app/answer.ts';
import { answerChecked } from '../../main/app/answer-checked.ts';
import { Handles } from '../../main/app/handles.ts';
import { RecentCases } from '../../main/app/recent-cases.ts';
import { RecoveredCases } from '../../main/app/recovered-cases.ts';
import { Scanning } from '../../main/app/scanning.ts';
import type { Envelope, RequestOf } from '../../shared/ipc/contract.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'daemonscope-answer-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const EXPORT: RequestOf<'report:export'> = {
  folder: 'none',
  formats: ['html', 'pdf'],
  scope: 'all',
  levels: [],
  verdicts: [],
  caseData: { case: null, evidence: null, examiner: null, notes: null },
};

function partsWith(replies: Record<string, Envelope<unknown>>, chosen: string | null = null) {
  const asked: unknown[][] = [];
  const parts: Answering = {
    engine: {
      ask: async (...args) => {
        asked.push(args);
        return replies[args[0]] ?? { ok: true, value: {} };
      },
    },
    handles: new Handles(),
    recent: new RecentCases(folder),
    recovered: new RecoveredCases(join(folder, 'recovery')),
    scanning: new Scanning(),
    choose: async () => chosen,
    printPdf: async (html) => new TextEncoder().encode(`PDF of ${html}`),
  };
  return { parts, asked };
}

describe('answer', () => {
  it('turns handles into paths for the engine, and remembers cases that were opened', async () => {
    const { parts, asked } = partsWith({});
    const { handle } = parts.handles.add('/cases/a.daemonscope');
    expect(await answer(parts, 'case:open', { handle })).toEqual({ ok: true, value: {} });
    expect(asked).toEqual([['case:open', { handle }, { [handle]: '/cases/a.daemonscope' }]]);
    expect(parts.recent.list()).toEqual(['/cases/a.daemonscope']);
    expect(new RecentCases(folder).list()).toEqual(['/cases/a.daemonscope']);
  });

  it('refuses handles that it did not give', async () => {
    const { parts, asked } = partsWith({});
    const refused = { ok: false, error: { code: 'not-found' } };
    expect(await answer(parts, 'case:open', { handle: 'x' })).toMatchObject(refused);
    expect(await answer(parts, 'report:export', EXPORT)).toMatchObject(refused);
    expect(asked).toEqual([]);
  });

  it('asks where to save a case that has no file', async () => {
    const { parts, asked } = partsWith(
      { 'case:overview': { ok: true, value: { file: null } } },
      '/cases/new.daemonscope',
    );
    await answer(parts, 'case:save', { handle: null });
    expect(asked[1]?.[0]).toBe('case:save');
    expect(Object.values(asked[1]?.[2] as object)).toEqual(['/cases/new.daemonscope']);
    const { parts: other } = partsWith({ 'case:overview': { ok: true, value: { file: null } } });
    expect(await answer(other, 'case:save', { handle: null })).toMatchObject({
      error: { code: 'cannot-write' },
    });
  });

  it('prints the PDF and hands it to the engine', async () => {
    const { parts, asked } = partsWith({ 'report:preview': { ok: true, value: { html: '<p>' } } });
    const { handle } = parts.handles.add('/reports');
    await answer(parts, 'report:export', { ...EXPORT, folder: handle });
    expect(asked.map(([channel]) => channel)).toEqual(['report:preview', 'report:export']);
    expect(asked[1]?.[4]).toEqual([{ name: 'report.pdf', bytes: new TextEncoder().encode('PDF of <p>') }]);
  });
});

describe('answerChecked', () => {
  it('lets no answer out that the contract does not promise', async () => {
    const outcome = await answerChecked('case:open', { handle: 'h' }, async () => ({
      ok: true,
      value: { secret: '/home' },
    }));
    expect(outcome).toMatchObject({ ok: false, error: { code: 'failed' } });
  });

  it('answers a bug with its message', async () => {
    const outcome = await answerChecked('app:info', {}, () => Promise.reject(new Error('broken')));
    expect(outcome).toEqual({ ok: false, error: { code: 'failed', message: 'broken' } });
  });
});
