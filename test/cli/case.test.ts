import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder, writeTree } from '../support/host-tree.ts';
import { SMALL_ROOT } from '../triage/engine/small-root.ts';

const CLI = join(import.meta.dirname, '..', '..', 'out', 'cli.js');
let place: ReturnType<typeof temporaryFolder>;
let root: string;
let made: string;

function run(...args: string[]) {
  return spawnSync(process.execPath, [CLI, ...args], { cwd: place.path, encoding: 'utf8' });
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
