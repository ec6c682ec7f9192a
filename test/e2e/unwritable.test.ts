import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockable, type Mounted, smallDisk, whyNoMounts, whyNotLockable } from '../support/unwritable.ts';
import { type Asker, asker } from './support/asker.ts';
import { writeBusyHost } from './support/busy-host.ts';
import { type Desktop, startDesktop } from './support/desktop.ts';
import { loggedHost } from './support/logged-host.ts';
import { writeTree } from './support/write-tree.ts';

/** As root, file systems in memory that are mounted read-only or too small; as anyone else, modes (test/support/unwritable.ts). */
const notLockable = whyNotLockable();
const noMounts = whyNoMounts();
const REFUSED = /cannot be written: (?:the file system is read-only|writing there is not permitted)\./;
let folder: string;
let locked: string;
let lock: Mounted;
let desktop: Desktop;
let program: Asker;

const dialog = () => desktop.page.getByRole('dialog', { name: 'The case was not saved' });
const annotate = (note: string, who = program) =>
  who.answer('case:annotate', {
    subject: 'windows:winhelpsvc',
    verdict: 'malicious',
    tags: [],
    note,
    who: 'me',
  });
/** The case lies in the locked folder, and the page asks at once. */
const decideLater = () => desktop.page.getByRole('button', { name: 'Decide later' }).click();
/** The page sees what was asked for behind its back. */
async function reload(): Promise<void> {
  await desktop.page.reload();
  await desktop.page.waitForSelector('.verdict');
}

describe.skipIf(notLockable !== null)(`a folder that cannot be written ${notLockable ?? ''}`, () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'daemonscope-unwritable-'));
    locked = join(folder, 'locked');
    lock = lockable(locked);
    writeTree(join(folder, 'root'), loggedHost());
    desktop = await startDesktop(folder);
    program = asker(desktop);
    await program.scan(join(folder, 'root'));
    await reload();
  });
  afterAll(async () => {
    await desktop?.close();
    lock?.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is said when a case is saved there: try again, or choose another place', async () => {
    const { page } = desktop;
    lock.readOnly(true);
    desktop.choose({ 'save-case': join(locked, 'a.daemonscope') });
    await page.getByRole('button', { name: 'Save case' }).click();
    await dialog().waitFor();
    expect(await dialog().textContent()).toMatch(REFUSED);
    await dialog().getByRole('button', { name: 'Try again' }).click();
    await dialog().waitFor();
    lock.readOnly(false);
    await dialog().getByRole('button', { name: 'Try again' }).click();
    await page.locator('.toast', { hasText: 'Case saved' }).waitFor();
    await dialog().waitFor({ state: 'detached' });
    expect(readdirSync(locked)).toEqual(['a.daemonscope']);
  });

  it('holds a case that can be opened, judged, and saved elsewhere', async () => {
    const { page } = desktop;
    lock.readOnly(true);
    await program.answer('case:open', {
      handle: await program.chosen('case', join(locked, 'a.daemonscope')),
    });
    await annotate('dropper');
    await reload();
    await decideLater();
    await page.getByRole('button', { name: 'Save case' }).click();
    await dialog().waitFor();
    expect(await dialog().textContent()).toMatch(REFUSED);
    await dialog().getByRole('button', { name: 'Go on without saving' }).click();
    await dialog().waitFor({ state: 'detached' });
    expect(await program.answer('case:overview', {})).toMatchObject({ saved: false, annotations: 1 });
    const elsewhere = join(folder, 'b.daemonscope');
    desktop.choose({ 'save-case': elsewhere });
    await page.getByRole('button', { name: 'Save case' }).click();
    await dialog().getByRole('button', { name: 'Choose another place…' }).click();
    await page.locator('.toast', { hasText: 'b.daemonscope' }).waitFor();
    expect(await program.answer('case:overview', {})).toMatchObject({ saved: true, file: elsewhere });
    lock.readOnly(false);
  });

  it('holds a case that is opened read-only when the user chooses so, and judged as a copy', async () => {
    const { page } = desktop;
    lock.readOnly(true);
    desktop.choose({ case: join(locked, 'a.daemonscope') });
    await page.keyboard.press('Control+O');
    const asked = page.getByRole('dialog', { name: 'This case cannot be saved where it lies' });
    await asked.waitFor();
    await asked.getByRole('button', { name: 'Open read-only' }).click();
    await page.locator('.top', { hasText: 'read-only' }).waitFor();
    await expect(annotate('not to be')).rejects.toThrow(/cannot-write The case is open read-only/);
    await page.keyboard.press('g');
    await page.keyboard.press('f');
    await page.locator('.annotate', { hasText: 'Open read-only.' }).waitFor();
    expect(await page.getByRole('radiogroup', { name: 'Verdict' }).count()).toBe(0);
    const copy = join(folder, 'copy.daemonscope');
    desktop.choose({ 'save-case': copy });
    await page.keyboard.press('Control+S');
    await page.locator('.toast', { hasText: 'copy.daemonscope' }).waitFor();
    await page.getByRole('radiogroup', { name: 'Verdict' }).waitFor();
    expect(await program.answer('case:overview', {})).toMatchObject({ access: 'writable', file: copy });
    lock.readOnly(false);
    await program.answer('case:open', {
      handle: await program.chosen('case', join(folder, 'b.daemonscope')),
    });
    await reload();
  });

  it('is said when a report goes there, and the form stays', async () => {
    const { page } = desktop;
    lock.readOnly(true);
    const before = readdirSync(locked);
    desktop.choose({ 'output-folder': locked });
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    const button = page.getByRole('button', { name: 'Export to a folder…' });
    await button.click();
    const alert = page.locator('[role="alert"]', { hasText: 'Not exported.' });
    await alert.waitFor();
    expect(await alert.textContent()).toMatch(REFUSED);
    expect(readdirSync(locked)).toEqual(before);
    lock.readOnly(false);
    await button.click();
    await page.locator('.report-result').waitFor();
  });

  it('that another window saved to meanwhile is not written over without a question', async () => {
    const { page } = desktop;
    const file = join(folder, 'b.daemonscope');
    const other = await startDesktop();
    try {
      const second = asker(other);
      await second.answer('case:open', { handle: await second.chosen('case', file) });
      await annotate('of the second window', second);
      await second.answer('case:save', { handle: null });
    } finally {
      await other.close();
    }
    const theirs = readFileSync(file);
    await annotate('of the first window');
    await reload();
    await page.getByRole('button', { name: 'Save case' }).click();
    await dialog().waitFor();
    expect(await dialog().textContent()).toContain('written by another program since it was opened here');
    expect(readFileSync(file).equals(theirs)).toBe(true);
    await dialog().getByRole('button', { name: 'Write over it' }).click();
    await page.locator('.toast', { hasText: 'Case saved' }).waitFor();
    await program.answer('case:open', { handle: await program.chosen('case', file) });
    const { annotation } = await program.answer('case:record', {
      table: 'services',
      id: 'windows:winhelpsvc',
    });
    expect(annotation).toMatchObject({ note: 'of the first window' });
  });

  it.skipIf(noMounts !== null)(`that is full is said, and keeps what it had ${noMounts ?? ''}`, async () => {
    const { page } = desktop;
    const path = join(folder, 'small');
    const disk = smallDisk(path, 64);
    try {
      desktop.choose({ 'save-case': join(path, 'c.daemonscope') });
      await annotate('once more');
      await program.answer('case:open', {
        handle: await program.chosen('case', join(locked, 'a.daemonscope')),
      });
      await annotate('for the small disk');
      await reload();
      lock.readOnly(true);
      await page.getByRole('button', { name: 'Save case' }).click();
      desktop.choose({ 'save-case': join(path, 'c.daemonscope') });
      await dialog().getByRole('button', { name: 'Choose another place…' }).click();
      await dialog().getByText('the disk is full').waitFor();
      expect(readdirSync(path)).toEqual([]);
      await dialog().getByRole('button', { name: 'Go on without saving' }).click();
    } finally {
      lock.readOnly(false);
      disk.dispose();
    }
  });

  it('where the growing case is kept is said during the scan, which goes on; another folder is taken', async () => {
    const { page } = desktop;
    const recovery = join(folder, 'data/recovery');
    const busy = join(folder, 'busy');
    writeBusyHost(busy, 8);
    rmSync(recovery, { recursive: true, force: true });
    const kept = lockable(recovery);
    try {
      kept.readOnly(true);
      const other = join(folder, 'other');
      mkdirSync(other);
      await program.start(busy);
      const asked = page.getByRole('dialog', { name: 'The case cannot be kept while it grows' });
      await asked.waitFor();
      expect(await asked.textContent()).toMatch(REFUSED);
      desktop.choose({ 'output-folder': other });
      await asked.getByRole('button', { name: /^(?:Keep it in another folder|Save the case)…$/ }).click();
      await program.done();
      expect(readdirSync(other)).toEqual([expect.stringMatching(/^recovery-[0-9TZ]+\.daemonscope$/)]);
      expect(readdirSync(recovery)).toEqual([]);
      expect((await program.answer('case:overview', {})).incomplete).toBe(false);
    } finally {
      kept.dispose();
    }
    expect(existsSync(recovery)).toBe(true);
    expect(desktop.problems).toEqual([]);
  });

  it('keeps the window open until the user has said so, when the case is kept nowhere', async () => {
    const { app, page } = desktop;
    const kept = lockable(join(folder, 'data/recovery'));
    try {
      kept.readOnly(true);
      await program.start(join(folder, 'busy'));
      const asked = page.getByRole('dialog', { name: 'The case cannot be kept while it grows' });
      await asked.getByRole('button', { name: 'Go on without' }).click();
      await program.done();
      await page.waitForSelector('.verdict');
      const closing = (answer: number) =>
        app.evaluate(async ({ BrowserWindow, dialog: system }, index) => {
          const said: string[] = [];
          system.showMessageBoxSync = ((_window: unknown, options: { message: string }) => {
            said.push(options.message);
            return index;
          }) as never;
          BrowserWindow.getAllWindows()[0]?.close();
          await new Promise((resolve) => setTimeout(resolve, 500));
          return { said, windows: BrowserWindow.getAllWindows().length };
        }, answer);
      expect(await closing(0)).toEqual({ said: ['The case has changes that are not saved.'], windows: 1 });
      desktop.choose({ 'save-case': join(folder, 'kept.daemonscope') });
      await page.getByRole('button', { name: 'Save case' }).click();
      await page.locator('.toast', { hasText: 'Case saved' }).waitFor();
    } finally {
      kept.dispose();
    }
  });
});
