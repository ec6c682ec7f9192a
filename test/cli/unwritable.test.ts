import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder, writeTree } from '../support/host-tree.ts';
import { lockable, smallDisk, whyNoMounts, whyNotLockable } from '../support/unwritable.ts';
import { SMALL_ROOT } from '../triage/engine/small-root.ts';

const CLI = join(import.meta.dirname, '..', '..', 'out', 'cli.js');
const notLockable = whyNotLockable();
const noMounts = whyNoMounts();
let place: ReturnType<typeof temporaryFolder>;
let root: string;
let caseFile: string;

const run = (args: readonly string[], cwd = place.path) =>
  spawnSync(process.execPath, [CLI, ...args], { cwd, encoding: 'utf8' });

beforeAll(() => {
  place = temporaryFolder();
  root = join(place.path, 'root');
  writeTree(root, SMALL_ROOT);
  const made = run(['scan', root, '-q', '-o', 'made', '--format', 'case']);
  if (made.status !== 0) throw new Error(made.stderr);
  caseFile = join(place.path, 'made/case.daemonscope');
});
afterAll(() => place.dispose());

describe('a folder that cannot be written', () => {
  it('is refused before the scan where a part of its path is a file', () => {
    writeFileSync(join(place.path, 'file'), '');
    const { status, stderr } = run(['scan', root, '-q', '-o', 'file/sub/out']);
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^daemonscope: .*file\/sub\/out cannot be written: .*file is not a folder; name another with -o\n$/,
    );
  });

  it.skipIf(process.platform !== 'linux')(
    'is said in one sentence where the system lets nobody make one',
    () => {
      for (const args of [
        ['scan', root, '-q'],
        ['report', caseFile],
      ]) {
        const { status, stderr } = run([...args, '-o', '/proc/nowhere/out']);
        expect([2, 3]).toContain(status);
        expect(stderr).toMatch(/^daemonscope: \/proc\/nowhere\/out cannot be written: [^\n]*\n$/);
      }
    },
  );

  it.skipIf(notLockable !== null)(
    `is refused before the scan where it is read-only ${notLockable ?? ''}`,
    () => {
      const path = join(place.path, 'locked');
      const folder = lockable(path);
      try {
        folder.readOnly(true);
        for (const [args, cwd] of [
          [['scan', root, '-q', '-o', join(path, 'out')], place.path],
          // The default folder is made where the program is started.
          [['scan', root, '-q'], path],
        ] as const) {
          const { status, stderr } = run(args, cwd);
          expect(status).toBe(2);
          expect(stderr).toMatch(
            /^daemonscope: .* cannot be written: [^\n]*(?:read-only|not permitted); name another with -o\n$/,
          );
        }
        const report = run(['report', caseFile, '-o', join(path, 'out')]);
        expect(report.status).toBe(3);
        expect(report.stderr).toMatch(
          /^daemonscope: .* cannot be written: [^\n]*(?:read-only|not permitted)\n$/,
        );
        expect(readdirSync(path)).toEqual([]);
      } finally {
        folder.dispose();
      }
    },
  );

  it.skipIf(noMounts !== null)(
    `that is full is said, and holds no half file and no manifest ${noMounts ?? ''}`,
    () => {
      const path = join(place.path, 'small');
      mkdirSync(path);
      const disk = smallDisk(path, 64);
      try {
        const { status, stderr } = run([
          'scan',
          root,
          '-q',
          '--format',
          'html,case',
          '-o',
          join(path, 'out'),
        ]);
        expect(status).toBe(3);
        expect(stderr).toMatch(/^daemonscope: .* cannot be written: the disk is full\n$/);
        expect(
          readdirSync(join(path, 'out')).filter((name) => name.endsWith('.tmp') || name.startsWith('case')),
        ).toEqual([]);
        expect(readdirSync(join(path, 'out'))).not.toContain('manifest.json');
      } finally {
        disk.dispose();
      }
    },
  );
});
