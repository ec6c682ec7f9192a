import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDesktop, TOP } from './support/desktop.ts';
import { loggedHost } from './support/logged-host.ts';
import { writeTree } from './support/write-tree.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'daemonscope-case-at-start-'));
  writeTree(join(folder, 'root'), loggedHost());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a case file on the command line', () => {
  it('written by the command line is open when the window is there, and is the same run', async () => {
    const args = ['scan', join(folder, 'root'), '-q', '--format', 'case,jsonl', '-o', join(folder, 'out')];
    const { status, stderr } = spawnSync(process.execPath, [join(TOP, 'out/cli.js'), ...args], {
      encoding: 'utf8',
    });
    // 4: the root holds no program files, which is a gap.
    expect([0, 4], stderr).toContain(status);
    const file = join(folder, 'out/case.daemonscope');
    const desktop = await startDesktop(undefined, [file]);
    try {
      await desktop.page.waitForSelector('.verdict');
      const overview = await desktop.ask('case:overview', {});
      expect(overview).toMatchObject({ ok: true, value: { file, saved: true, incomplete: false } });
      const info = await desktop.ask('app:info', {});
      expect(info).toMatchObject({ ok: true, value: { startProblem: null, recent: [{ label: file }] } });
      expect(desktop.problems).toEqual([]);
    } finally {
      await desktop.close();
    }
  });

  it('that is none is said in the window, which stays at the start', async () => {
    const file = join(folder, 'broken.daemonscope');
    writeFileSync(file, 'no case');
    const desktop = await startDesktop(undefined, [file]);
    try {
      const toast = desktop.page.locator('.toast', { hasText: 'broken.daemonscope was not opened' });
      await toast.waitFor();
      expect(await toast.textContent()).toContain('not a case file');
      expect(await desktop.page.locator('.start').count()).toBe(1);
    } finally {
      await desktop.close();
    }
  });
});
