import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asker } from './support/asker.ts';
import { type Desktop, startDesktop } from './support/desktop.ts';
import { loggedHost } from './support/logged-host.ts';
import { writeTree } from './support/write-tree.ts';

const JUDGEMENT = {
  subject: 'windows:winhelpsvc',
  verdict: 'malicious',
  tags: [] as string[],
  note: '',
  who: 'me',
} as const;
let desktop: Desktop;
beforeAll(async () => {
  desktop = await startDesktop();
  for (const name of ['first', 'second']) writeTree(join(desktop.folder, name), loggedHost());
});
afterAll(() => desktop?.close());

const scan = async (name: string) => {
  desktop.choose({ folder: join(desktop.folder, name) });
  await desktop.page.keyboard.press('Alt+1');
  await desktop.page.getByRole('button', { name: 'Choose and scan…' }).click();
  await desktop.page.locator('.top-case', { hasText: name }).waitFor();
  await desktop.page.waitForSelector('.verdict');
};

describe('a case that was judged and not saved', () => {
  it('is not lost to the next scan: the page says where it is, and it opens with its judgement', async () => {
    const { page } = desktop;
    const program = asker(desktop);
    await scan('first');
    await page.keyboard.press('Alt+3');
    await page.getByRole('radio', { name: 'malicious' }).first().click();
    await page.locator('.status', { hasText: '1 judgement' }).waitFor();
    await scan('second');
    await page.locator('.toast', { hasText: 'The case before was not saved.' }).waitFor();
    expect((await program.answer('case:overview', {})).annotations).toBe(0);
    await page.keyboard.press('Alt+1');
    const recovered = page.getByRole('region', { name: 'Recovered' });
    expect(await recovered.getByRole('listitem').count(), 'not the open one').toBe(1);
    await recovered.getByRole('button', { name: /^recovered, not saved/ }).click();
    await page.locator('.top-case', { hasText: 'first' }).waitFor();
    expect((await program.answer('case:overview', {})).annotations).toBe(1);
    // Now the second one is left.
    await page.keyboard.press('Alt+1');
    await expect.poll(() => recovered.getByRole('listitem').count()).toBe(2);
    expect(desktop.problems).toEqual([]);
  });

  it('is not lost with the window, closed right after the judgement', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'daemonscope-left-'));
    try {
      writeTree(join(folder, 'root'), loggedHost());
      const first = await startDesktop(folder);
      await asker(first).scan(join(folder, 'root'));
      await asker(first).answer('case:annotate', JUDGEMENT);
      await first.close();
      const second = await startDesktop(folder);
      const program = asker(second);
      const { recovered } = await program.answer('app:info', {});
      const opened = await program.answer('case:open', { handle: recovered[0]?.handle ?? '' });
      await second.close();
      expect(recovered).toHaveLength(1);
      expect(opened.annotations).toBe(1);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
