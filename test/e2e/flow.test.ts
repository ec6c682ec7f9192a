import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestOf } from '../../shared/ipc/contract.ts';
import { type Situation, situationTree } from '../support/rule-fixture.ts';
import { type Asker, asker, NO_CASE_DATA } from './support/asker.ts';
import { type Desktop, startDesktop } from './support/desktop.ts';
import { writeTree } from './support/write-tree.ts';

/** From a folder to a report, through the real window, main process and engine. */
const ATTACKED: Situation = {
  name: 'a program in a temporary folder',
  services: {
    Updater: { ImagePath: 'C:\\Windows\\Temp\\u.exe' },
    Spooler: { ImagePath: '%SystemRoot%\\System32\\spoolsv.exe' },
  },
};
const ALL = { filter: '', levels: [], hideKnownGood: false, sort: [], offset: 0, limit: 100 };

let desktop: Desktop;
let program: Asker;
let root: string;
beforeAll(async () => {
  desktop = await startDesktop();
  program = asker(desktop);
  root = join(desktop.folder, 'root');
  writeTree(root, situationTree(ATTACKED));
});
afterAll(() => desktop?.close());

async function findingId(): Promise<string> {
  const { rows, columns } = await program.answer('case:rows', { ...ALL, table: 'findings' });
  const rule = columns.indexOf('rule');
  const found = rows.find(({ cells }) => cells[rule] === 'service_image_in_temp');
  if (found === undefined) throw new Error('the finding is not there');
  return found.id;
}

describe('from a folder to a report', () => {
  const caseFile = (): string => join(desktop.folder, 'saved.daemonscope');

  it('scans a folder and leads down to hive, key and offset', async () => {
    await program.scan(root);
    const overview = await program.answer('case:overview', {});
    expect(overview.summary.counts.services).toBe(2);
    expect(overview.incomplete).toBe(false);
    const { record } = await program.answer('case:record', { table: 'findings', id: await findingId() });
    expect(record).toMatchObject({
      subject: { name: 'Updater' },
      evidence: expect.arrayContaining([
        expect.objectContaining({
          path: '/SYSTEM',
          locator: expect.objectContaining({ kind: 'registry', offset: expect.any(Number) }),
        }),
      ]),
    });
  });

  it('shows nothing that scrolls the window out of itself, and techniques as hot as their worst finding', async () => {
    const { page } = desktop;
    await page.reload();
    await page.locator('.cell-hit').first().waitFor();
    const moved = await page.evaluate<number[]>(`
      [...document.querySelectorAll('main .visually-hidden, main button, main h2')].map((element) => {
        element.scrollIntoView();
        return document.querySelector('.top').getBoundingClientRect().top;
      })`);
    expect(moved.length).toBeGreaterThan(20);
    expect(new Set(moved)).toEqual(new Set([0]));
    // The program in the temporary folder is a high finding.
    await page.locator('.cell-hit.tone-high', { hasText: 'T1543.003' }).first().waitFor();
  });

  it('keeps a verdict in a saved case, which opens again', async () => {
    const subject = 'windows:updater';
    const note = {
      subject,
      verdict: 'malicious',
      tags: ['t1'],
      note: 'dropper',
      who: 'me',
    } satisfies RequestOf<'case:annotate'>;
    await program.answer('case:annotate', note);
    const saved = await program.answer('case:save', {
      handle: await program.chosen('save-case', caseFile()),
    });
    expect(saved).toMatchObject({ saved: true, annotations: 1 });
    expect(readFileSync(caseFile()).subarray(0, 15).toString()).toBe('SQLite format 3');
    await program.scan(root);
    expect((await program.answer('case:overview', {})).annotations).toBe(0);
    const opened = await program.answer('case:open', { handle: await program.chosen('case', caseFile()) });
    expect(opened.annotations).toBe(1);
    const { annotation } = await program.answer('case:record', { table: 'services', id: subject });
    expect(annotation).toMatchObject({ verdict: 'malicious', note: 'dropper' });
  });

  it('finds nothing added, removed or changed against itself', async () => {
    const comparison = await program.answer('case:compare', {
      handle: await program.chosen('case', caseFile()),
    });
    expect(comparison).toMatchObject({ added: [], removed: [], changed: [] });
  });

  it('exports every format with a manifest', async () => {
    const out = join(desktop.folder, 'reports');
    mkdirSync(out);
    const exported = await program.answer('report:export', {
      folder: await program.chosen('output-folder', out),
      formats: ['html', 'jsonl', 'csv', 'case', 'pdf'],
      scope: 'all',
      levels: [],
      verdicts: [],
      caseData: NO_CASE_DATA,
    });
    const [folder] = readdirSync(out);
    const files = existsSync(join(out, 'manifest.json'))
      ? readdirSync(out)
      : readdirSync(join(out, folder ?? ''));
    expect(files).toEqual(
      expect.arrayContaining(['report.html', 'report.pdf', 'daemonscope.jsonl', 'manifest.json']),
    );
    expect(exported.files.length).toBeGreaterThanOrEqual(7);
    expect(desktop.problems).toEqual([]);
  });
});
