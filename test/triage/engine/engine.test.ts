import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCase } from '../../../main/case/open-case.ts';
import { readOverview } from '../../../main/case/overview.ts';
import { parseManifest } from '../../../main/export/verify-manifest.ts';
import type { ExportRequest, RequestOf, RowsRequest, ScanRequest } from '../../../shared/ipc/contract.ts';
import { testSql } from '../../case/sql-bytes.ts';
import { temporaryFolder, writeTree } from '../../support/host-tree.ts';
import { EngineClient } from './engine-client.ts';
import { SMALL_ROOT } from './small-root.ts';

const NOTHING = { case: null, evidence: null, examiner: null, notes: null };
const SCAN: ScanRequest = { target: 'root', hash: true, baseline: null, caseData: NOTHING };
const ROWS: RowsRequest = {
  table: 'services',
  filter: '',
  levels: [],
  hideKnownGood: false,
  sort: [],
  offset: 0,
  limit: 100,
};
const EXPORT: ExportRequest = {
  folder: 'out',
  formats: ['html', 'csv', 'jsonl', 'case'],
  scope: 'all',
  levels: [],
  verdicts: [],
  caseData: { ...NOTHING, case: 'IR 7' },
};

let place: ReturnType<typeof temporaryFolder>;
let root: string;
let engine: EngineClient;

beforeEach(() => {
  place = temporaryFolder();
  root = join(place.path, 'root');
  writeTree(root, SMALL_ROOT);
  mkdirSync(join(place.path, 'recovery'));
  engine = new EngineClient({ recoveryFolder: join(place.path, 'recovery') });
});
afterEach(() => {
  engine.close();
  place.dispose();
});

async function scanned(client = engine): Promise<void> {
  const done = client.next('scan:done', 'scan:failed');
  await client.value('scan:start', SCAN, { root });
  expect(await done, JSON.stringify(client.lastOf('scan:failed'))).toBe('scan:done');
}

describe('the engine', () => {
  it('scans a folder and answers for what it found', async () => {
    expect(await engine.ask('case:overview', {})).toMatchObject({ ok: false, error: { code: 'no-case' } });
    await scanned();
    expect(engine.lastOf('scan:done')).toEqual({ cancelled: false });
    const progress = engine.lastOf('scan:progress');
    expect(progress?.counts).toMatchObject({ service: 2, binary: 4 });
    expect(progress?.stages.find(({ source }) => source === 'systemd-units')).toMatchObject({
      done: 1,
      total: 1,
    });

    const overview = await engine.value('case:overview', {});
    expect(overview).toMatchObject({ saved: false, file: null, incomplete: false, annotations: 0 });
    expect(overview.header.run.commandLine).toEqual(['daemonscope', 'scan', root]);
    const rows = await engine.value('case:rows', { ...ROWS, filter: '+bad' });
    expect(rows.total).toBe(1);
    const [row] = rows.rows;
    const record = await engine.value('case:record', { table: 'services', id: row?.id ?? '' });
    expect(record.findings.length).toBeGreaterThan(0);
    expect(record.files.length).toBe(2);
    await engine.value('case:timeline', { bins: 10 });
    expect(await engine.ask('case:record', { table: 'services', id: 'nobody' })).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    });
  });

  it.each([
    'another case is scanned',
    'the program ends',
  ])('keeps what was judged last when %s', async (how) => {
    const folder = join(place.path, 'recovery');
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const client = new EngineClient({ recoveryFolder: folder, end: () => end() });
    await scanned(client);
    const [kept = ''] = readdirSync(folder);
    await client.value('case:annotate', {
      subject: 'linux:systemd:x.service',
      verdict: 'malicious',
      tags: [],
      note: '',
      who: 'me',
    });
    if (how === 'the program ends') {
      client.end();
      await ended;
    } else await scanned(client);
    client.close();
    const sql = await testSql();
    const opened = openCase(sql, readFileSync(join(folder, kept)));
    if (!opened.ok) throw new Error(opened.error);
    expect(readOverview(opened.value).annotations).toBe(1);
  });

  it('annotates, saves, and opens what it saved', async () => {
    await scanned();
    const [recovery] = readdirSync(join(place.path, 'recovery'));
    expect(recovery).toMatch(/^recovery-.*\.daemonscope$/);
    const { rows } = await engine.value('case:rows', { ...ROWS, filter: 'name:bad' });
    const subject = rows[0]?.id ?? '';
    const said: RequestOf<'case:annotate'> = {
      subject,
      verdict: 'malicious',
      tags: ['x'],
      note: 'seen\0 it',
      who: 'me',
    };
    await engine.value('case:annotate', said);
    expect(await engine.ask('case:save', { handle: null })).toMatchObject({
      error: { code: 'cannot-write' },
    });
    expect(await engine.ask('case:save', { handle: 'f' }, { f: join(root, 'x') })).toMatchObject({
      error: { code: 'cannot-write' },
    });
    expect(await engine.ask('case:save', { handle: 'f' }, { f: join(place.path, 'no/x') })).toMatchObject({
      error: { code: 'cannot-write' },
    });
    const file = join(place.path, 'a.daemonscope');
    const saved = await engine.value('case:save', { handle: 'f' }, { f: file });
    expect(saved).toMatchObject({ saved: true, file, annotations: 1 });
    // Rows, filters and annotations go on after the file was written.
    expect(
      (await engine.value('case:rows', { ...ROWS, table: 'findings', filter: 'verdict:malicious' })).total,
    ).toBe((await engine.value('case:record', { table: 'services', id: subject })).findings.length);
    expect(readdirSync(join(place.path, 'recovery'))).toEqual([]);
    await engine.value('case:annotate', { ...said, verdict: 'benign' });
    expect((await engine.value('case:overview', {})).saved).toBe(false);

    const other = new EngineClient();
    const opened = await other.value('case:open', { handle: 'f' }, { f: file });
    expect(opened).toMatchObject({ saved: true, file, annotations: 1 });
    const record = await other.value('case:record', { table: 'services', id: subject });
    expect(record.annotation).toMatchObject(said);
    other.close();
  });

  it('exports a report whose manifest is right, and previews it', async () => {
    await scanned();
    const out = join(place.path, 'out');
    mkdirSync(out);
    const pdf = [{ name: 'report.pdf', bytes: new Uint8Array([37, 80, 68, 70]) }];
    const answer = await engine.ask('report:export', EXPORT, { out }, pdf);
    if (!answer.ok) throw new Error(answer.error.message);
    const { folder, files, commandLine } = answer.value;
    expect(folder.startsWith(out)).toBe(true);
    expect(files).toEqual(
      expect.arrayContaining([
        'report.html',
        'daemonscope.jsonl',
        'case.daemonscope',
        'report.pdf',
        'manifest.json',
      ]),
    );
    // No file, no command.
    expect(commandLine).toBeNull();
    expect(readdirSync(folder).sort()).toEqual([...files].sort());
    const text = readFileSync(join(folder, 'manifest.json'), 'utf8');
    const manifest = parseManifest(text);
    expect(manifest.ok && manifest.value.files.length).toBe(files.length - 1);
    expect(text).toContain('IR 7');

    const { html } = await engine.value('report:preview', {
      formats: ['html'],
      scope: 'levels',
      levels: ['critical', 'high', 'medium'],
      verdicts: [],
      caseData: NOTHING,
    });
    expect(html).toContain('Part of the case');
    const inside = await engine.ask('report:export', EXPORT, { out: root });
    expect(inside).toMatchObject({ ok: false, error: { code: 'cannot-write' } });
  });

  it('compares with an earlier case', async () => {
    await scanned();
    const file = join(place.path, 'before.daemonscope');
    await engine.value('case:save', { handle: 'f' }, { f: file });
    writeTree(root, {
      'etc/systemd/system/new.service': '[Service]\nExecStart=/usr/bin/good\n',
      'usr/lib/systemd/system/good.service': '[Service]\nExecStart=/usr/bin/good --more\n',
    });
    await scanned();
    const comparison = await engine.value('case:compare', { handle: 'f' }, { f: file });
    expect(comparison.added.map(({ name }) => name)).toEqual(['new.service']);
    expect(comparison.removed).toEqual([]);
    const [good] = comparison.changed.filter(({ name }) => name === 'good.service');
    expect(good?.fields).toContainEqual({
      field: 'command',
      before: '/usr/bin/good',
      after: '/usr/bin/good --more',
    });
  });

  it('keeps what was found when it is cancelled, and says so', async () => {
    const done = engine.next('scan:done', 'scan:failed');
    const started = engine.ask('scan:start', SCAN, { root });
    const busy = engine.ask('scan:start', SCAN, { root });
    const cancelled = engine.ask('scan:cancel', {});
    expect(await started).toEqual({ ok: true, value: {} });
    expect(await busy).toMatchObject({ ok: false, error: { code: 'busy' } });
    await cancelled;
    expect(await done).toBe('scan:done');
    expect(engine.lastOf('scan:done')).toEqual({ cancelled: true });
    const overview = await engine.value('case:overview', {});
    expect(overview.incomplete).toBe(true);
    expect(overview.coverage.some(({ outcome }) => outcome === 'failed')).toBe(true);
  });

  it('refuses in words what cannot be examined or opened', async () => {
    expect(await engine.ask('scan:start', SCAN, { root: join(place.path, 'nowhere') })).toMatchObject({
      error: { code: 'not-found' },
    });
    expect(await engine.ask('scan:start', SCAN, {})).toMatchObject({ error: { code: 'not-found' } });
    mkdirSync(join(place.path, 'empty'));
    const failed = engine.next('scan:done', 'scan:failed');
    await engine.value('scan:start', SCAN, { root: join(place.path, 'empty') });
    expect(await failed).toBe('scan:failed');
    expect(readdirSync(join(place.path, 'recovery'))).toEqual([]);
    writeTree(place.path, { 'a.txt': 'no case' });
    expect(await engine.ask('case:open', { handle: 'f' }, { f: join(place.path, 'a.txt') })).toMatchObject({
      error: { code: 'failed' },
    });
    const malformed = { ...ROWS, table: 'sqlite_schema' } as unknown as RowsRequest;
    expect(await engine.ask('case:rows', malformed)).toMatchObject({ error: { code: 'invalid' } });
    // It is there still.
    await scanned();
  });

  it('takes a saved case as a baseline', async () => {
    await scanned();
    const file = join(place.path, 'base.daemonscope');
    await engine.value('case:save', { handle: 'f' }, { f: file });
    const done = engine.next('scan:done', 'scan:failed');
    await engine.value('scan:start', { ...SCAN, baseline: 'base' }, { root, base: file });
    expect(await done).toBe('scan:done');
    const { header } = await engine.value('case:overview', {});
    expect(header.run.commandLine).toContain(file);
    expect(existsSync(file)).toBe(true);
  });

  it('tells progress at most ten times a second', async () => {
    await scanned();
    const times = engine.notices.filter(({ notice }) => notice === 'scan:progress').map(({ at }) => at);
    for (const start of times) {
      // One more is the last word.
      expect(times.filter((at) => at >= start && at < start + 900).length).toBeLessThanOrEqual(11);
    }
  });

  it('opens a case read-only when that is wanted: nothing is judged until a copy is saved', async () => {
    await scanned();
    const file = join(place.path, 'a.daemonscope');
    await engine.value('case:save', { handle: 'f' }, { f: file });
    expect(await engine.value('case:open', { handle: 'f' }, { f: file })).toMatchObject({
      access: 'writable',
    });
    expect(await engine.value('case:read-only', {})).toMatchObject({ access: 'read-only', saved: true });
    const judgement: RequestOf<'case:annotate'> = {
      subject: 'x',
      verdict: 'benign',
      tags: [],
      note: '',
      who: '',
    };
    const before = readFileSync(file);
    for (const refused of [
      await engine.ask('case:annotate', judgement),
      await engine.ask('case:save', { handle: null }),
    ])
      expect(refused).toMatchObject({ ok: false, error: { code: 'cannot-write' } });
    expect(readFileSync(file).equals(before)).toBe(true);
    const copy = join(place.path, 'b.daemonscope');
    expect(await engine.value('case:save', { handle: 'c' }, { c: copy })).toMatchObject({
      access: 'writable',
      file: copy,
    });
    await engine.value('case:annotate', judgement);
    // What is judged but not saved would look saved.
    expect(await engine.ask('case:read-only', {})).toMatchObject({ ok: false, error: { code: 'failed' } });
  });
});
