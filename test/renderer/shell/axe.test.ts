import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostileResult } from '../../support/sample-result-hostile.ts';
import { axeSource, hasChromium, type PreviewPage, previewPage } from '../preview-page.ts';
import { goTo, settled } from '../settled.ts';

const firstRow = async (page: Page) => {
  await page.waitForSelector('.grid-row .grid-cell');
  await page.focus('.grid-box');
};
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name }).waitFor();

/** What is opened on top of the pages, and the states of them that no other test looks at. */
const STATES: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  'case data and options': async (page) => {
    await goTo(page, 'n');
    await page.locator('.options summary').click();
  },
  'delete a recovered case': async (page) => {
    await goTo(page, 'n');
    await button(page, /^Delete recovered/i);
    await dialog(page, 'Delete this case?');
  },
  'a case that cannot be saved where it lies': async (page) => {
    await goTo(page, 'n');
    await button(page, 'fileserver.daemonscope');
    await dialog(page, 'This case cannot be saved where it lies');
  },
  'a finding of a case that is open read-only': async (page) => {
    await goTo(page, 'n');
    await button(page, 'fileserver.daemonscope');
    await button(page, 'Open read-only');
    await goTo(page, 'f');
    await page.locator('.annotate', { hasText: 'Open read-only.' }).waitFor();
  },
  'a case that was not saved': async (page) => {
    await page.evaluate(() => {
      (globalThis as unknown as { refuse: string }).refuse = 'cannot-write';
    });
    await page.keyboard.press('Control+S');
    await dialog(page, 'The case was not saved');
  },
  'a case that another program has saved': async (page) => {
    await page.evaluate(() => {
      (globalThis as unknown as { refuse: string }).refuse = 'changed-on-disk';
    });
    await page.keyboard.press('Control+S');
    await dialog(page, 'The case was not saved');
  },
  'a growing case that cannot be kept': async (page) => {
    await page.evaluate(() => (globalThis as unknown as { failKeeping(): void }).failKeeping());
    await dialog(page, 'The case cannot be kept while it grows');
  },
  'a message of a problem': async (page) => {
    await page.evaluate(() => (globalThis as unknown as { killEngine(): void }).killEngine());
    await page.locator('.toast').waitFor();
  },
  shortcuts: async (page) => {
    await page.keyboard.press('?');
    await dialog(page, 'Keyboard shortcuts');
  },
  'columns to choose': async (page) => {
    await goTo(page, 's');
    await button(page, /^Columns/);
  },
  'how to filter': async (page) => {
    await goTo(page, 's');
    await button(page, /^How to filter/);
  },
  'groups, one of them open': async (page) => {
    await goTo(page, 's');
    await firstRow(page);
    await page.getByRole('combobox', { name: 'Group by' }).selectOption('startMode');
    await page.locator('.grid-group').first().click();
    await page.waitForSelector('.grid-row[aria-level="2"]');
  },
  'a filter that is not understood': async (page) => {
    await goTo(page, 's');
    await page.keyboard.press('/');
    await page.keyboard.type('NoSuchColumn:x "open');
    await page.waitForTimeout(400);
  },
  'tags and a note': async (page) => {
    await goTo(page, 'f');
    await page.keyboard.press('n');
    await page.locator('textarea[name="note"]').waitFor();
  },
  'findings by rule': async (page) => {
    await goTo(page, 'f');
    await page.getByRole('radio', { name: 'by rule' }).click();
  },
  'the bytes of a service': async (page) => {
    await goTo(page, 's');
    await firstRow(page);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.detail h1');
    await page.evaluate(() => {
      for (const closed of document.querySelectorAll<HTMLElement>('.detail [aria-expanded="false"]'))
        closed.click();
      for (const closed of document.querySelectorAll('.detail details')) closed.setAttribute('open', '');
    });
  },
  'a file': async (page) => {
    await goTo(page, 'i');
    await firstRow(page);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.detail h1');
  },
  'an event': async (page) => {
    await goTo(page, 'e');
    await firstRow(page);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.detail h1');
  },
  'a diagnostic': async (page) => {
    await goTo(page, 'd');
    await page.getByRole('radio', { name: /^Diagnostics/ }).click();
    await firstRow(page);
    await page.keyboard.press('Enter');
  },
  'a comparison with one change open': async (page) => {
    await goTo(page, 'c');
    await button(page, /Compare with/);
    await firstRow(page);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.change-field');
  },
  'a report by level, exported': async (page) => {
    await goTo(page, 'r');
    await page.getByRole('radio', { name: /level/i }).first().click();
    await button(page, 'Export to a folder…');
    await page.locator('.report-result').waitFor();
  },
};

/** The mock refuses to save and tells of trouble when a test says so. */
function meddle(): void {
  const place = globalThis as unknown as Record<string, unknown>;
  type Listener = (value: unknown) => void;
  interface Meddled {
    request(channel: string, asked: unknown): Promise<unknown>;
    on(notice: string, listener: Listener): () => void;
  }
  const define = Object.defineProperty;
  Object.defineProperty = ((target: object, name: string, descriptor: PropertyDescriptor) => {
    if (name !== 'daemonscope') return define(target, name, descriptor);
    const bridge: Meddled = descriptor.value;
    const heard = new Map<string, Listener>();
    place['failKeeping'] = () =>
      heard.get('recovery:problem')?.({ reason: '/stick/recovery cannot be written: the disk is full.' });
    place['killEngine'] = () =>
      heard.get('engine:gone')?.({ reason: 'The engine ended with 9.', recovered: true });
    const value: Meddled = {
      request: async (channel, asked) =>
        channel === 'case:save' && place['refuse'] !== undefined
          ? {
              ok: false,
              error: { code: place['refuse'], message: '/locked/a.daemonscope cannot be written.' },
            }
          : bridge.request(channel, asked),
      on: (notice, listener) => {
        heard.set(notice, listener);
        return bridge.on(notice, listener);
      },
    };
    return define(target, name, { ...descriptor, value });
  }) as typeof Object.defineProperty;
}

describe.skipIf(!hasChromium)(`axe ${hasChromium ? '' : '(no Chromium here)'}`, () => {
  let preview: PreviewPage;
  beforeAll(async () => {
    preview = await previewPage(hostileResult());
    // It builds the page, beside whatever else is run.
  }, 60_000);
  afterAll(async () => preview?.close());

  it.each(Object.entries(STATES))('finds nothing in %s, light and dark', async (_name, reach) => {
    const context = await preview.browser.newContext({
      viewport: { width: 1024, height: 700 },
      colorScheme: 'light',
    });
    try {
      const page = await context.newPage();
      await page.addInitScript(meddle);
      await page.goto(`${preview.address}?open`);
      await page.waitForSelector('h1');
      await reach(page);
      await settled(page);
      await page.evaluate(axeSource());
      expect(await violations(page, null)).toEqual([]);
      // The same elements in other colours: the other rules have nothing new to say of them.
      await page.emulateMedia({ colorScheme: 'dark' });
      await settled(page);
      expect(await violations(page, ['color-contrast', 'link-in-text-block'])).toEqual([]);
      // In a small window a dialog is whole, or scrolls by itself.
      const cut = await page.evaluate(() => {
        const box = document.querySelector('dialog[open]')?.getBoundingClientRect();
        if (box === undefined) return false;
        return box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight;
      });
      expect(cut).toBe(false);
    } finally {
      await context.close();
    }
  });
});

/** What axe finds wrong, a line a rule; null asks every rule. */
function violations(page: Page, rules: readonly string[] | null): Promise<string[]> {
  return page.evaluate(async (only) => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const found = await axe.run(only === null ? {} : { runOnly: only });
    return found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html.slice(0, 200)}`);
  }, rules);
}
