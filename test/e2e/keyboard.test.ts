import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desktop, startDesktop } from './support/desktop.ts';
import { loggedHost } from './support/logged-host.ts';
import { writeTree } from './support/write-tree.ts';

let desktop: Desktop;
let out: string;
beforeAll(async () => {
  desktop = await startDesktop();
  const root = join(desktop.folder, 'root');
  out = join(desktop.folder, 'reports');
  mkdirSync(out);
  writeTree(root, loggedHost());
  desktop.choose({ folder: root, 'output-folder': out, 'save-case': join(desktop.folder, 'k.daemonscope') });
});
afterAll(() => desktop?.close());

const press = async (...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await desktop.page.keyboard.press(key);
};
const focused = (): Promise<string> =>
  desktop.page.evaluate("document.activeElement?.textContent?.trim() ?? ''");

/** Waits for the detail to have, or not to have, a title. As a function: the page's policy lets no text be run again and again. */
async function titleIs(title: string | null, wanted: boolean): Promise<void> {
  await desktop.page.waitForFunction(
    ([was, want]) => {
      const { document } = globalThis as unknown as {
        document: { querySelector(selector: string): { textContent: string } | null };
      };
      return (document.querySelector('.detail h1')?.textContent === was) === want;
    },
    [title, wanted] as const,
  );
}

/** Tab until the focus is on what says so, as who has no mouse does. */
async function tabTo(text: RegExp, most = 60): Promise<void> {
  for (let step = 0; step < most; step += 1) {
    if (text.test(await focused())) return;
    await press('Tab');
  }
  throw new Error(`no ${text} within ${most} tab stops; the last was: ${await focused()}`);
}

/** No mouse from here on: dialogs of the system answer by themselves, since Playwright cannot reach them. */
describe('by the keyboard alone', () => {
  it('goes from start to a report', async () => {
    const { page } = desktop;
    await page.waitForSelector('.start');
    await tabTo(/^Choose and scan…$/);
    await press('Enter');
    await page.waitForSelector('.verdict');

    await press('g', 'f');
    await page.waitForSelector('.detail h1');
    const first = await page.textContent('.detail h1');
    await press('j');
    await titleIs(first, false);
    await press('k');
    await titleIs(first, true);

    await press('Shift+M');
    await page.waitForSelector('.findings-item :text("malicious")');
    await press('t');
    await page.keyboard.type('intrusion');
    await press('Tab');
    await press('Escape');
    await page.waitForFunction(async () => {
      const { daemonscope } = globalThis as unknown as {
        daemonscope: { request(channel: string, asked: object): Promise<{ value: { annotations: number } }> };
      };
      return (await daemonscope.request('case:overview', {})).value.annotations === 1;
    });

    await press('Control+S');
    await page.waitForSelector(':text("Case saved")');
    expect(existsSync(join(desktop.folder, 'k.daemonscope'))).toBe(true);

    await press('Alt+9');
    await page.waitForSelector('.preview-frame');
    await tabTo(/^Export/i, 80);
    await press('Enter');
    await page.waitForSelector('.report-result');
    const [folder = ''] = readdirSync(out);
    const files = readdirSync(join(out, folder));
    expect(files).toContain('manifest.json');
    expect(files).toContain('report.html');
    expect(readFileSync(join(out, folder, 'report.html'), 'utf8')).toContain('WinHelpSvc');
    expect(desktop.problems).toEqual([]);
  });
});
