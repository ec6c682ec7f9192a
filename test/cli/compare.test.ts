import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder, writeTree } from '../support/host-tree.ts';
import { situationTree } from '../support/rule-fixture.ts';

const CLI = join(import.meta.dirname, '..', '..', 'out', 'cli.js');
const BEFORE = {
  Stays: { Type: 16, Start: 2, ImagePath: 'C:\\Program Files\\Stays\\stays.exe' },
  Changes: { Type: 16, Start: 2, ImagePath: 'C:\\Program Files\\Changes\\changes.exe' },
  'Goes\u202e': { Type: 16, Start: 3, ImagePath: 'C:\\Program Files\\Goes\\goes.exe' },
};
const AFTER = {
  Stays: BEFORE.Stays,
  Changes: { ...BEFORE.Changes, Start: 4, FailureCommand: 'cmd.exe /c whoami' },
  Comes: { Type: 16, Start: 2, ImagePath: 'C:\\Users\\Public\\comes.exe' },
};
let place: ReturnType<typeof temporaryFolder>;

function run(...args: string[]) {
  return spawnSync(process.execPath, [CLI, ...args], { cwd: place.path, encoding: 'utf8' });
}

function result(name: string): { readonly jsonl: string; readonly file: string } {
  return {
    jsonl: join(place.path, name, 'daemonscope.jsonl'),
    file: join(place.path, name, 'case.daemonscope'),
  };
}

beforeAll(() => {
  place = temporaryFolder();
  for (const [name, services] of Object.entries({ before: BEFORE, after: AFTER })) {
    writeTree(join(place.path, `${name}-root`), situationTree({ name, services }));
    const { status, stderr } = run('scan', `${name}-root`, '-o', name, '--format', 'case,jsonl', '-q');
    if (status !== 0) throw new Error(stderr);
  }
});
afterAll(() => place.dispose());

describe('daemonscope compare', () => {
  it('says what came, went and changed, field by field, and exits 1', () => {
    const { status, stdout } = run('compare', result('before').jsonl, result('after').jsonl);
    expect(status).toBe(1);
    expect(stdout.split('\n').slice(0, 4)).toEqual([
      expect.stringMatching(/^--- TESTHOST, 20\d\d-/),
      expect.stringMatching(/^\+\+\+ TESTHOST, 20\d\d-/),
      '+ Comes',
      '- Goes\\u{202E}',
    ]);
    expect(stdout).toContain('\n~ Changes\n');
    expect(stdout).toContain('    windows.start: 2 -> 4\n');
    expect(stdout).toContain('    windows.failureCommand: nothing -> cmd.exe /c whoami\n');
    expect(stdout).not.toContain('~ Stays');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('1 added, 1 removed, 1 changed');
  });

  it('says the same of case files and of JSONL, in any mixture', () => {
    const before = result('before');
    const after = result('after');
    const lines = run('compare', '--json', before.jsonl, after.jsonl).stdout;
    expect(run('compare', '--json', before.file, after.file).stdout).toBe(lines);
    expect(run('compare', '--json', before.file, after.jsonl).stdout).toBe(lines);
    const [added, removed, changed] = lines
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(added).toMatchObject({ type: 'added', name: 'Comes' });
    expect(removed).toMatchObject({ type: 'removed', name: 'Goes\u202e' });
    expect(changed).toMatchObject({ type: 'changed', name: 'Changes' });
    expect(changed.fields).toContainEqual({ field: 'windows.start', before: '2', after: '4' });
  });

  it('finds no difference between a result and itself, and exits 0', () => {
    const { file, jsonl } = result('before');
    const { status, stdout } = run('compare', file, jsonl);
    expect(status).toBe(0);
    expect(stdout).toMatch(/\n0 added, 0 removed, 0 changed\n$/);
  });

  /** The result with one service changed as a text of JSON. */
  function edited(name: string, change: (service: Record<string, unknown>) => string): string {
    const path = join(place.path, name);
    const lines = readFileSync(result('before').jsonl, 'utf8').split('\n');
    const at = lines.findIndex(
      (line) => line.includes('"name":"Stays"') && line.includes('"type":"service"'),
    );
    lines[at] = change(JSON.parse(lines[at] ?? '') as Record<string, unknown>);
    writeFileSync(path, lines.join('\n'));
    return path;
  }

  it('cuts no value for programs, and long ones for people', () => {
    const long = 'x'.repeat(50_000);
    const other = edited('long.jsonl', (service) => JSON.stringify({ ...service, command: long }));
    const { jsonl } = result('before');
    const { fields } = JSON.parse(run('compare', '--json', jsonl, other).stdout);
    expect(fields).toContainEqual(expect.objectContaining({ field: 'command', after: long }));
    expect(run('compare', jsonl, other).stdout.length).toBeLessThan(10_000);
  });

  it.each([500, 200_000])('stands a record that somebody nested %i deep', (depth) => {
    const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const other = edited('deep.jsonl', (service) =>
      JSON.stringify({ ...service, command: '#' }).replace('"#"', deep),
    );
    const { status, stderr } = run('compare', result('before').jsonl, other);
    expect(stderr).not.toContain('internal error');
    expect([1, 2]).toContain(status);
  });

  it('refuses what is no result, in one sentence', () => {
    const { jsonl } = result('before');
    const other = join(place.path, 'other.txt');
    writeFileSync(other, 'hello\n');
    const headless = join(place.path, 'headless.jsonl');
    writeFileSync(headless, readFileSync(jsonl, 'utf8').split('\n').slice(1).join('\n'));
    for (const [args, says] of [
      [[jsonl], /compare takes two results/],
      [[jsonl, join(place.path, 'none')], /cannot read/],
      [[other, jsonl], /is not JSONL/],
      [[jsonl, headless], /is not a JSONL result/],
      [[jsonl, jsonl, '--yaml'], /--yaml/],
    ] as const) {
      const { status, stdout, stderr } = run('compare', ...args);
      expect(status).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).toMatch(says);
      expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    }
  });
});
