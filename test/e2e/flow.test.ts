import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnswerOf, Bridge, Channel, Envelope, RequestOf } from '../../shared/ipc/contract.ts';
import { type Situation, situationTree } from '../support/rule-fixture.ts';
import { type Desktop, startDesktop } from './support/desktop.ts';

/** From a folder to a report, through the real window, main process and engine. */
const ATTACKED: Situation = {
  name: 'a program in a temporary folder',
  services: {
    Updater: { ImagePath: 'C:\\Windows\\Temp\\u.exe' },
    Spooler: { ImagePath: '%SystemRoot%\\System32\\spoolsv.exe' },
  },
};
const NO_CASE_DATA = { case: null, evidence: null, examiner: null, notes: null };
const ALL = { filter: '', levels: [], hideKnownGood: false, sort: [], offset: 0, limit: 100 };

let desktop: Desktop;
let root: string;
beforeAll(async () => {
  desktop = await startDesktop();
  root = join(desktop.folder, 'root');
  for (const [path, bytes] of Object.entries(situationTree(ATTACKED))) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), bytes);
  }
});
afterAll(() => desktop?.close());

async function answer<C extends Channel>(channel: C, request: RequestOf<C>): Promise<AnswerOf<C>> {
  const envelope: Envelope<AnswerOf<C>> = await desktop.ask(channel, request);
  if (!envelope.ok) throw new Error(`${channel}: ${envelope.error.code} ${envelope.error.message}`);
  return envelope.value;
}

async function chosen(
  what: 'folder' | 'case' | 'save-case' | 'output-folder',
  path: string,
): Promise<string> {
  desktop.choose({ [what]: path });
  const choice = await answer('app:choose', { what });
  if (choice === null) throw new Error(`nothing chosen for ${what}`);
  return choice.handle;
}

/** Starts a scan and waits for its end. */
async function scan(): Promise<void> {
  await desktop.page.evaluate(() => {
    const page = globalThis as unknown as { daemonscope: Bridge; done: boolean };
    page.done = false;
    page.daemonscope.on('scan:done', () => {
      page.done = true;
    });
  });
  const target = await chosen('folder', root);
  await answer('scan:start', { target, hash: true, baseline: null, caseData: NO_CASE_DATA });
  await desktop.page.waitForFunction(() => (globalThis as unknown as { done: boolean }).done);
}

async function findingId(): Promise<string> {
  const { rows, columns } = await answer('case:rows', { ...ALL, table: 'findings' });
  const rule = columns.indexOf('rule');
  const found = rows.find(({ cells }) => cells[rule] === 'service_image_in_temp');
  if (found === undefined) throw new Error('the finding is not there');
  return found.id;
}

describe('from a folder to a report', () => {
  const caseFile = (): string => join(desktop.folder, 'saved.daemonscope');

  it('scans a folder and leads down to hive, key and offset', async () => {
    await scan();
    const overview = await answer('case:overview', {});
    expect(overview.summary.counts.services).toBe(2);
    expect(overview.incomplete).toBe(false);
    const { record } = await answer('case:record', { table: 'findings', id: await findingId() });
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

  it('keeps a verdict in a saved case, which opens again', async () => {
    const subject = 'windows:updater';
    const note = {
      subject,
      verdict: 'malicious',
      tags: ['t1'],
      note: 'dropper',
      who: 'me',
    } satisfies RequestOf<'case:annotate'>;
    await answer('case:annotate', note);
    const saved = await answer('case:save', { handle: await chosen('save-case', caseFile()) });
    expect(saved).toMatchObject({ saved: true, annotations: 1 });
    expect(readFileSync(caseFile()).subarray(0, 15).toString()).toBe('SQLite format 3');
    await scan();
    expect((await answer('case:overview', {})).annotations).toBe(0);
    const opened = await answer('case:open', { handle: await chosen('case', caseFile()) });
    expect(opened.annotations).toBe(1);
    const { annotation } = await answer('case:record', { table: 'services', id: subject });
    expect(annotation).toMatchObject({ verdict: 'malicious', note: 'dropper' });
  });

  it('finds nothing added, removed or changed against itself', async () => {
    const comparison = await answer('case:compare', { handle: await chosen('case', caseFile()) });
    expect(comparison).toMatchObject({ added: [], removed: [], changed: [] });
  });

  it('exports every format with a manifest', async () => {
    const out = join(desktop.folder, 'reports');
    mkdirSync(out);
    const exported = await answer('report:export', {
      folder: await chosen('output-folder', out),
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
