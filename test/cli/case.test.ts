import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listAnnotations, setAnnotation } from '../../main/case/annotations.ts';
import { caseBytes } from '../../main/case/open-case.ts';
import { readResult } from '../../main/case/read-result.ts';
import type { Database } from '../../main/case/sql.ts';
import { readCaseFile } from '../../main/triage/engine/read-case-file.ts';
import type { Annotation } from '../../shared/model/annotation.ts';
import type { ServiceRecord } from '../../shared/model/service-record.ts';
import { testSql } from '../case/sql-bytes.ts';
import { temporaryFolder, writeTree } from '../support/host-tree.ts';
import { SMALL_ROOT } from '../triage/engine/small-root.ts';

const SAID = {
  verdict: 'suspicious',
  tags: ['seen'],
  note: '=1+1',
  who: 'Kim',
  when: '2026-01-02T03:04:05.000Z',
} satisfies Omit<Annotation, 'subject'>;
const CLI = join(import.meta.dirname, '..', '..', 'out', 'cli.js');
let place: ReturnType<typeof temporaryFolder>;
let root: string;
let made: string;

function run(...args: string[]) {
  return spawnSync(process.execPath, [CLI, ...args], { cwd: place.path, encoding: 'utf8' });
}

function readServices(db: Database): readonly ServiceRecord[] {
  const read = readResult(db);
  if (!read.ok) throw new Error(read.error);
  return read.value.services;
}

beforeAll(() => {
  place = temporaryFolder();
  root = join(place.path, 'root');
  writeTree(root, SMALL_ROOT);
  const { status, stderr } = run('scan', root, '-o', 'made', '--format', 'case,jsonl', '--case', 'IR 1');
  if (status !== 0) throw new Error(stderr);
  made = join(place.path, 'made', 'case.daemonscope');
});
afterAll(() => place.dispose());

describe('the case file on the command line', () => {
  it('is written when it is asked for, and stands in the manifest', () => {
    expect(readdirSync(join(place.path, 'made')).sort()).toEqual([
      'audit.jsonl',
      'case.daemonscope',
      'daemonscope.jsonl',
      'manifest.json',
    ]);
    expect(run('verify', 'made').status).toBe(0);
    expect(run('scan', root, '-o', 'usual', '-q').status).toBe(0);
    expect(existsSync(join(place.path, 'usual', 'case.daemonscope'))).toBe(false);
    expect(run('scan', root, '--stdout', '--format', 'case').status).toBe(2);
  });

  it('gives the same reports as the scan', () => {
    const { status, stderr } = run('report', made, '--format', 'jsonl,html,csv,case', '-o', 'again');
    expect(stderr).toContain('Report in');
    expect(status).toBe(0);
    const text = (folder: string) => readFileSync(join(place.path, folder, 'daemonscope.jsonl'), 'utf8');
    expect(text('again')).toBe(text('made'));
    expect(run('verify', 'again').status).toBe(0);
    expect(run('report', made, '--stdout').stdout).toBe(text('made'));
    const copy = join(place.path, 'again', 'case.daemonscope');
    expect(run('report', copy, '--stdout').stdout).toBe(text('made'));
    const renamed = run('report', made, '--stdout', '--case', 'IR 2').stdout.split('\n')[0] ?? '';
    expect(JSON.parse(renamed).case).toMatchObject({ case: 'IR 2', examiner: null });
  });

  it('brings what the analyst said into the reports, and into a comparison nothing', async () => {
    const db = readCaseFile(await testSql(), made);
    const [service] = readServices(db);
    setAnnotation(db, { ...SAID, subject: service?.id ?? '' });
    const judged = join(place.path, 'judged.daemonscope');
    writeFileSync(judged, caseBytes(db));
    db.close();
    const { status } = run('report', judged, '--format', 'jsonl,html,csv,case', '-o', 'judged');
    expect(status).toBe(0);
    const text = (name: string) => readFileSync(join(place.path, 'judged', name), 'utf8');
    const lines = text('daemonscope.jsonl').split('\n');
    const { subject, ...said } = JSON.parse(
      lines.find((line) => line.startsWith('{"type":"annotation"')) ?? '{}',
    );
    expect(said).toEqual({ type: 'annotation', ...SAID });
    expect(subject).toMatchObject({ kind: 'service', id: service?.id, name: service?.name });
    expect(text('report.html')).toContain('Analyst’s judgement');
    expect(text('services.csv')).toContain(",suspicious,seen,'=1+1,Kim,2026-01-02T03:04:05.000Z");
    const copied = readCaseFile(await testSql(), join(place.path, 'judged', 'case.daemonscope'));
    expect(listAnnotations(copied)).toEqual([{ ...SAID, subject: service?.id }]);
    copied.close();
    for (const other of [judged, join(place.path, 'judged', 'daemonscope.jsonl')]) {
      const before = run('scan', root, '--stdout', '-q', '--baseline', made).stdout;
      const after = run('scan', root, '--stdout', '-q', '--baseline', other).stdout;
      expect(after.split('\n').slice(1)).toEqual(before.split('\n').slice(1));
    }
  });

  it('serves as a baseline', () => {
    expect(run('scan', root, '--stdout', '-q', '--baseline', made).status).toBe(0);
  });

  it('is refused in one sentence when it is none', () => {
    writeFileSync(join(place.path, 'text'), 'no case');
    for (const args of [
      ['report', 'text'],
      ['report', 'nowhere'],
      ['report'],
      ['report', made, '--format', 'pdf'],
      ['report', made, '-o', join(root, 'x')],
      ['report', made, '-o', 'made'],
    ]) {
      const { status, stderr } = run(...args);
      expect(status, args.join(' ')).toBe(2);
      expect(stderr.trim().split('\n')).toHaveLength(1);
    }
  });
});
