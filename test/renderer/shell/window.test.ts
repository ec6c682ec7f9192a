import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostileResult } from '../../support/sample-result-hostile.ts';
import { axeSource, hasChromium, type PreviewPage, previewPage } from '../preview-page.ts';
import { goTo, settled } from '../settled.ts';

/** What axe finds wrong, a line a rule. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource());
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await axe.run()).violations.map((found) => `${found.id}: ${found.nodes[0]?.html}`);
  });
}

describe.skipIf(!hasChromium)('the window over a hostile result', () => {
  let preview: PreviewPage;
  beforeAll(async () => {
    preview = await previewPage(hostileResult());
    // It builds the page, beside whatever else is run.
  }, 60_000);
  afterAll(async () => preview?.close());

  async function open(size: { width: number; height: number }, colorScheme: 'light' | 'dark', query = '') {
    const context = await preview.browser.newContext({ viewport: size, colorScheme });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await page.goto(preview.address + query);
    await page.waitForSelector('h1');
    return { page, problems };
  }

  it('is worked by the keyboard alone: scan, cancel, finding, verdict, note', async () => {
    const { page, problems } = await open({ width: 1280, height: 800 }, 'light');
    await page.getByRole('button', { name: 'Scan this machine' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Cancel' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('.verdict');
    expect(await page.textContent('.top')).toContain('incomplete run');
    await page.keyboard.press('g');
    await page.keyboard.press('f');
    await page.waitForSelector('.detail h1');
    await page.keyboard.press('j');
    await page.keyboard.press('Shift+M');
    await page.waitForSelector('.findings-item :text("malicious")');
    await page.keyboard.press('n');
    await page.keyboard.type('seen on g two hosts');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.waitForSelector('dialog[open]');
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await page.keyboard.type('no such words');
    await page.waitForSelector(':text("No finding")');
    await settled(page);
    expect(await violations(page)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('heads the ticks of a scan with what they mean', async () => {
    const page = await preview.browser.newPage();
    // No source of this result was collected: one that is done is told of beside what the mock tells.
    await page.addInitScript(() => {
      const define = Object.defineProperty;
      type Told = { stages: unknown[] };
      type On = (notice: string, listener: (value: Told) => void) => () => void;
      Object.defineProperty = ((target: object, name: string, descriptor: PropertyDescriptor) => {
        if (name !== 'daemonscope') return define(target, name, descriptor);
        const { request, on }: { request: unknown; on: On } = descriptor.value;
        const done = { source: 'windows-services', stage: 'read', done: 1, total: 1 };
        const more: On = (notice, listener) =>
          on(notice, (value) =>
            listener(notice === 'scan:progress' ? { ...value, stages: [done, ...value.stages] } : value),
          );
        return define(target, name, { ...descriptor, value: { request, on: more } });
      }) as typeof Object.defineProperty;
    });
    await page.goto(preview.address);
    await page.getByRole('button', { name: 'Scan this machine' }).click();
    const tick = page.locator('.scan-done').first();
    await tick.waitFor();
    // Where the drawing and the letters begin, whatever stands around them.
    const lefts = await page.evaluate(() => {
      const head = [...document.querySelectorAll('th')].find(({ textContent }) => textContent === 'Done');
      const range = document.createRange();
      if (head !== undefined) range.selectNodeContents(head);
      const svg = document.querySelector('.scan-done svg');
      return [range.getBoundingClientRect().left, svg?.getBoundingClientRect().left ?? 0];
    });
    expect(lefts[0]).toBeGreaterThan(0);
    expect(Math.abs((lefts[0] ?? 0) - (lefts[1] ?? 0))).toBeLessThan(1.5);
    await page.close();
  });

  it('shows no markup and no character of the evidence that cannot be seen', async () => {
    const { page, problems } = await open({ width: 1280, height: 800 }, 'light', '?open');
    for (const key of ['o', 'f']) {
      await goTo(page, key);
      const shown = (await page.textContent('main')) ?? '';
      const around = /.{0,40}[\u0000-\u0008\u200b-\u200f\u202a-\u202e\u2066-\u2069]/.exec(shown)?.[0] ?? null;
      expect(around === null ? null : JSON.stringify(around)).toBeNull();
      expect(await page.locator('main script, main img, main iframe').count()).toBe(0);
    }
    expect(problems).toEqual([]);
  });

  it.each([
    [1280, 800, 'light'],
    [1024, 700, 'dark'],
    [512, 350, 'light'],
  ] as const)('has nothing that axe finds at %dx%d, %s, and does not scroll sideways', async (width, height, scheme) => {
    const { page } = await open({ width, height }, scheme, '?open');
    for (const key of ['n', 'o', 'f']) {
      await goTo(page, key);
      expect(await violations(page), `page g ${key}`).toEqual([]);
      const wide = await page.evaluate(() => {
        const main = document.querySelector('main > *');
        if (main === null || main.scrollWidth <= main.clientWidth + 1) return [];
        const edge = main.getBoundingClientRect().right;
        return [...main.querySelectorAll('*')]
          .filter((element) => element.getBoundingClientRect().right > edge + 1)
          .map((element) => element.outerHTML.slice(0, 80))
          .slice(0, 4);
      });
      expect(wide, `page g ${key} is too wide`).toEqual([]);
    }
  });

  it.each([
    [1024, 700],
    [640, 400],
    [512, 350],
  ])('squeezes nothing that scrolls to where it cannot be read, at %dx%d', async (width, height) => {
    const { page } = await open({ width, height }, 'light', '?open');
    for (const key of ['n', 'o', 'f', 's', 'i', 'e', 'd', 'c', 'r']) {
      await goTo(page, key);
      const squeezed = await page.evaluate(() =>
        [...document.querySelectorAll('main, main :not(textarea)')]
          .filter(({ clientHeight, scrollHeight }) => clientHeight < 90 && scrollHeight > clientHeight + 4)
          .filter((element) => /auto|scroll/.test(getComputedStyle(element).overflowY))
          .map((element) => `${element.className} ${element.clientHeight} of ${element.scrollHeight}`),
      );
      expect(squeezed, `page g ${key}`).toEqual([]);
    }
  });

  it('shows an event and the life of a service, with nothing that axe finds', async () => {
    const { page, problems } = await open({ width: 1280, height: 800 }, 'light', '?open');
    await page.keyboard.press('g');
    await page.keyboard.press('e');
    await page.locator('.grid-row .grid-cell[data-column="2"]').first().click();
    await page.waitForSelector('.detail :text("Read from")');
    expect(await violations(page)).toEqual([]);
    const life = page.getByRole('button', { name: /Life of the service/ });
    await life.click();
    await page.waitForSelector('.life-entry');
    expect(await violations(page)).toEqual([]);
    // Beside the rows, or below them: the grid keeps its place when the pane opens and closes.
    const grid = await page.locator('.grid-box').elementHandle();
    await page.locator('.grid-box').focus();
    await page.keyboard.press('Escape');
    await page.waitForSelector('.detail', { state: 'detached' });
    expect(await page.evaluate((before) => before === document.querySelector('.grid-box'), grid)).toBe(true);
    expect(problems).toEqual([]);
  });
});
