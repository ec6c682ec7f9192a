import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bridge } from '../../shared/ipc/contract.ts';
import { asker } from './support/asker.ts';
import { RECORDS_OF_LOG, writeBusyHost } from './support/busy-host.ts';
import { type Desktop, startDesktop, TOP } from './support/desktop.ts';
import { killAll } from './support/kill.ts';
import { loggedHost } from './support/logged-host.ts';
import { processesOf } from './support/processes.ts';
import { writeTree } from './support/write-tree.ts';

/** `kill -9` of the whole program, of its engine too, where it hurts most. Processes are found in /proc. */
const LOGS = 25;
/** So many that saving takes a while. */
const LOGS_TO_SAVE = 8;
let folder: string;
let busy: string;
let medium: string;
let small: string;
const file = (): string => join(folder, 'cases/saved.daemonscope');
const recovery = (): string => join(folder, 'data/recovery');
const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
const until = async (what: string, holds: () => boolean): Promise<void> => {
  for (const end = Date.now() + 40_000; !holds(); await pause(1)) {
    if (Date.now() > end) throw new Error(`not within 40 s: ${what}`);
  }
};

describe.runIf(process.platform === 'linux')('a program that is killed', () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'daemonscope-killed-'));
    busy = join(folder, 'busy');
    medium = join(folder, 'medium');
    small = join(folder, 'small');
    mkdirSync(join(folder, 'cases'));
    writeBusyHost(busy, LOGS);
    writeBusyHost(medium, LOGS_TO_SAVE);
    writeTree(small, loggedHost());
  }, 240_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function save(desktop: Desktop): Promise<void> {
    const program = asker(desktop);
    await program.answer('case:save', { handle: await program.chosen('save-case', file()) });
  }

  /**
   * Changes and saves until the program is caught while the new file is half written, and kills it there. `before`: what the file was;
   * `left`: name of the half one.
   */
  async function killedWhileSaving(desktop: Desktop): Promise<{ before: string; left: string }> {
    const program = asker(desktop);
    const [engine = 0] = processesOf(desktop.app.process().pid ?? 0).engine;
    const half = () => readdirSync(join(folder, 'cases')).find((name) => name.endsWith('.tmp'));
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await program.answer('case:annotate', {
        subject: 'windows:winhelpsvc',
        verdict: 'malicious',
        tags: [],
        note: `attempt ${attempt}`,
        who: 'me',
      });
      await until('the copy of the change', () =>
        readdirSync(recovery()).some((name) => name.startsWith('recovery-')),
      );
      const before = sha256(file());
      const { ino } = statSync(file());
      // Not waited for: the program is killed while it writes.
      await desktop.page.evaluate(() => {
        const { daemonscope } = globalThis as unknown as { daemonscope: Bridge };
        void daemonscope.request('case:save', { handle: null });
      });
      await until('a file half written', () => half() !== undefined || statSync(file()).ino !== ino);
      process.kill(engine, 'SIGSTOP');
      // It stops a moment later.
      await pause(50);
      const left = half();
      if (left !== undefined) {
        await killAll(desktop);
        return { before, left };
      }
      process.kill(engine, 'SIGCONT');
    }
    throw new Error('saving was over each time before it could be interrupted');
  }

  it('in the middle of a scan, offers what it had read, and has not touched the case saved before', async () => {
    const desktop = await startDesktop(folder);
    const program = asker(desktop);
    await program.scan(small);
    await save(desktop);
    expect(readdirSync(recovery())).toEqual([]);
    const before = sha256(file());

    await program.start(busy);
    const growing = () => readdirSync(recovery()).find((name) => name.endsWith('-incomplete.daemonscope'));
    await until('a first copy', () => growing() !== undefined);
    const first = statSync(join(recovery(), growing() ?? '')).ino;
    // Written anew while the logs are read, which are the last source.
    await until('a later copy', () => statSync(join(recovery(), growing() ?? 'gone')).ino !== first);
    await killAll(desktop);

    expect(sha256(file())).toBe(before);
    const again = await startDesktop(folder);
    const { page } = again;
    const offered = page.getByRole('button', { name: /^recovered, incomplete: begun .* UTC, / });
    await offered.waitFor();
    await offered.click();
    await page.waitForSelector('.verdict');
    expect(await page.textContent('.verdict')).toContain('The run did not end');
    expect(await page.textContent('.top')).toContain('incomplete run');
    const asked = asker(again);
    const { summary, coverage, incomplete, saved } = await asked.answer('case:overview', {});
    expect({ incomplete, saved }).toEqual({ incomplete: true, saved: false });
    expect(summary.counts.services).toBe(2);
    expect(summary.counts.events).toBeGreaterThan(0);
    expect(summary.counts.events).toBeLessThan(RECORDS_OF_LOG * LOGS);
    // What was not read to its end is said, source by source.
    expect(coverage.find(({ source }) => source === 'windows-events')).toMatchObject({
      outcome: 'failed',
      reason: 'the run ended while it was read: what had been read is there',
    });
    expect(again.problems).toEqual([]);

    // Saved, it is a case like any other and is offered no longer.
    const kept = join(folder, 'cases/kept.daemonscope');
    again.choose({ 'save-case': kept });
    await page.getByRole('button', { name: 'Save case' }).click();
    await page.locator('.toast', { hasText: 'Case saved' }).waitFor();
    expect(readdirSync(recovery())).toEqual([]);
    await asked.answer('case:open', { handle: await asked.chosen('case', file()) });
    expect((await asked.answer('case:overview', {})).summary.counts.services).toBe(2);
    expect((await asked.answer('app:info', {})).recovered).toEqual([]);
    await again.close();
  }, 120_000);

  it('in the middle of a save, has the earlier case whole, and its changes among the recovered', async () => {
    const desktop = await startDesktop(folder);
    const program = asker(desktop);
    await program.scan(medium);
    await save(desktop);
    const { before, left } = await killedWhileSaving(desktop);
    expect(sha256(file())).toBe(before);

    const again = await startDesktop(folder);
    const asked = asker(again);
    // What was half written is no case; written to its end and not yet renamed, it is the case that was to be.
    const open = async (path: string) => again.ask('case:open', { handle: await asked.chosen('case', path) });
    const refused = { ok: false, error: { code: 'failed' } };
    const found = await open(join(folder, 'cases', left));
    expect(found).toMatchObject(
      found.ok ? { ok: true, value: { annotations: 1, incomplete: false } } : refused,
    );
    const bytes = readFileSync(join(folder, 'cases', left));
    const cut = join(folder, 'cases/cut.daemonscope');
    writeFileSync(cut, bytes.subarray(0, bytes.length >> 1));
    expect(await open(cut)).toMatchObject(refused);
    const offered = again.page.getByRole('button', { name: /^recovered, not saved: begun / });
    await offered.first().click();
    await again.page.waitForSelector('.verdict');
    const { annotation } = await asked.answer('case:record', { table: 'services', id: 'windows:winhelpsvc' });
    expect(annotation).toMatchObject({ verdict: 'malicious' });
    const opened = await asked.answer('case:open', { handle: await asked.chosen('case', file()) });
    expect(opened).toMatchObject({ annotations: 0, incomplete: false, saved: true });

    // Deleted only after a question.
    await again.page.reload();
    await again.page.waitForSelector('.verdict');
    await again.page.keyboard.press('g');
    await again.page.keyboard.press('n');
    await again.page.getByRole('button', { name: /^Delete recovered, not saved/ }).click();
    await again.page.getByRole('button', { name: 'Keep it' }).click();
    expect(readdirSync(recovery())).toHaveLength(1);
    await again.page.getByRole('button', { name: /^Delete recovered, not saved/ }).click();
    await again.page.getByRole('button', { name: 'Delete it' }).click();
    await offered.waitFor({ state: 'detached' });
    expect(readdirSync(recovery())).toEqual([]);
    await again.close();
  }, 120_000);

  it('in the middle of a report of the command line, leaves none that could be taken for whole', async () => {
    const out = join(folder, 'report');
    const cli = join(TOP, 'out/cli.js');
    const args = ['scan', busy, '-q', '--no-hash', '--format', 'jsonl,csv,html,case', '-o', out];
    const child = spawn(process.execPath, [cli, ...args], { stdio: 'ignore' });
    await until('a file half written', () => existsSync(out) && readdirSync(out).length > 0);
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    expect(readdirSync(out)).not.toContain('manifest.json');
    for (const name of readdirSync(out)) expect(name).toMatch(/^\..*\.tmp$|\.jsonl$/);
    const verified = spawnSync(process.execPath, [cli, 'verify', out], { encoding: 'utf8' });
    expect(verified.status).not.toBe(0);
    expect(verified.stderr).toContain('manifest.json');
  }, 60_000);
});
