import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeSource } from '../renderer/preview-page.ts';
import { type Situation, situationTree } from '../support/rule-fixture.ts';
import { type Asker, asker } from './support/asker.ts';
import { type Desktop, startDesktop } from './support/desktop.ts';
import { loggedHost } from './support/logged-host.ts';
import { writeTree } from './support/write-tree.ts';

/** SERVICE_FAILURE_ACTIONS: a day, three actions: restart after a minute twice, then nothing. */
const FAILURE_ACTIONS =
  '80510100' +
  '00000000' +
  '00000000' +
  '03000000' +
  '14000000' +
  `${'0100000060ea0000'.repeat(2)}0000000000000000`;

const MORE: Situation = {
  name: 'services of several kinds',
  services: {
    Ordinary: {
      ImagePath: 'C:\\Windows\\System32\\a.exe',
      Start: 2,
      FailureActions: `hex:${FAILURE_ACTIONS}`,
    },
    OnDemand: { ImagePath: 'C:\\Windows\\System32\\b.exe', Start: 3 },
    'Demand <b>\u202Egpj': { ImagePath: 'C:\\Windows\\System32\\c.exe', Start: 3, ObjectName: '<img src=x>' },
    Off: { ImagePath: 'C:\\Windows\\System32\\d.exe', Start: 4 },
    Boot: { Type: 1, ImagePath: 'System32\\drivers\\e.sys', Start: 0 },
  },
};

let desktop: Desktop;
let program: Asker;
const press = async (...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await desktop.page.keyboard.press(key);
};
const rows = { filter: '', levels: [], hideKnownGood: false, sort: [], offset: 0, limit: 100 };
const settled = async (): Promise<void> => {
  await desktop.page.waitForTimeout(300);
  await desktop.page.waitForSelector('.grid-box[data-stale="false"]');
};
const shownCount = async (): Promise<number> =>
  Number.parseInt((await desktop.page.textContent('.filter-count')) ?? '', 10);

async function noViolations(): Promise<void> {
  // In the isolated world of Playwright, since the page's own policy lets in no other script.
  const found = await desktop.page.evaluate(async (source) => {
    const given = { exports: {} as { run(): Promise<{ violations: { id: string; help: string }[] }> } };
    // biome-ignore lint/security/noGlobalEval: axe-core is a script, and this is no page of ours
    globalThis.eval(`(function (module) {${source}})`)(given);
    const { violations } = await given.exports.run();
    return violations.map(({ id, help }) => `${id}: ${help}`);
  }, axeSource());
  expect(found).toEqual([]);
}

async function scan(name: string, tree: Record<string, Uint8Array>): Promise<void> {
  const root = join(desktop.folder, name);
  writeTree(root, tree);
  await program.scan(root);
  await desktop.page.reload();
  await desktop.page.waitForSelector('.verdict');
}

beforeAll(async () => {
  desktop = await startDesktop();
  program = asker(desktop);
});
afterAll(() => desktop?.close());

describe('a time brushed on the timeline', () => {
  beforeAll(() => scan('logged', loggedHost()));

  it('is dragged, said in words, shown larger, and filters events and findings', async () => {
    const { page } = desktop;
    const all = (await program.answer('case:rows', { ...rows, table: 'events' })).total;
    const chart = page.locator('.brush').first();
    await chart.scrollIntoViewIfNeeded();
    const box = await chart.boundingBox();
    if (box === null) throw new Error('no chart');
    const at = (share: number) => box.x + box.width * share;
    await page.mouse.move(at(0.6), box.y + 20);
    await page.mouse.down();
    await page.mouse.move(at(0.999), box.y + 20, { steps: 5 });
    await page.mouse.up();
    await page.waitForSelector('.range-summary');
    const words = (await page.textContent('.range-summary [role="status"]')) ?? '';
    expect(words).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d to \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC, \d+ \w+/);
    // The part, larger, below the whole.
    await page.locator('.brush').nth(1).waitFor();
    const [from = '', to = ''] = [...words.matchAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g)].map(
      ([time]) => `${time.replace(' ', 'T')}Z`,
    );
    const range = { from, to };
    const events = (await program.answer('case:rows', { ...rows, table: 'events', range })).total;
    const findings = (await program.answer('case:rows', { ...rows, table: 'findings', range })).total;
    expect(events).toBeGreaterThan(0);
    expect(events).toBeLessThan(all);

    await page
      .getByRole('button', { name: `${events} event`, exact: false })
      .first()
      .click();
    await page.waitForSelector('.range-chip');
    await settled();
    expect(await shownCount()).toBe(events);
    await press('g', 'f');
    await page.waitForSelector('.range-chip');
    await page.waitForSelector(`.bar-end:has-text("${findings} finding")`);
    await page.getByRole('button', { name: 'All times again' }).click();
    await press('g', 'e');
    await settled();
    expect(await shownCount()).toBe(all);
  });

  it('is chosen by the keyboard alone, on the chart and in the fields', async () => {
    const { page } = desktop;
    await press('g', 'o');
    const start = page.getByRole('slider', { name: 'Start of the time to look at' });
    await start.focus();
    const whole = await start.getAttribute('aria-valuetext');
    await press('ArrowRight', 'Shift+ArrowRight');
    expect(await start.getAttribute('aria-valuenow')).toBe('9');
    expect(await start.getAttribute('aria-valuetext')).not.toBe(whole);
    await page.waitForSelector('.range-summary');
    await press('Escape');
    await page.waitForSelector('.range-summary', { state: 'detached' });
    await page.getByLabel('From (UTC)').fill('2024-03-02 23:41');
    await page.getByLabel('To (UTC)').fill('2024-03-02 23:00');
    await press('Enter');
    await page.waitForSelector('[role="alert"]:has-text("later than From")');
    await page.getByLabel('To (UTC)').fill('2024-03-02 23:42');
    await press('Enter');
    await page.waitForSelector(
      '.range-summary:has-text("2024-03-02 23:41:00 to 2024-03-02 23:42:00 UTC, 1 minute")',
    );
    await noViolations();
    await page.getByRole('button', { name: 'all times again' }).click();
    await page.waitForSelector('.range-summary', { state: 'detached' });
  });
});

describe('services in groups', () => {
  beforeAll(() => scan('kinds', situationTree(MORE)));
  const groups = async (): Promise<string[]> =>
    (await desktop.page.locator('.grid-group').allTextContents()).map((text) => text.trim());
  const activeText = (): Promise<string> =>
    desktop.page.evaluate(() => {
      const { document } = globalThis as unknown as {
        document: {
          querySelector(selector: string): { getAttribute(name: string): string | null } | null;
          getElementById(id: string): { textContent: string } | null;
        };
      };
      const id = document.querySelector('.grid-box')?.getAttribute('aria-activedescendant') ?? '';
      return document.getElementById(id)?.textContent ?? '(dangling)';
    });

  it('are counted by the engine, and opened by keys', async () => {
    const { page } = desktop;
    await press('g', 's');
    await settled();
    const byStart = {
      ...rows,
      table: 'services' as const,
      sort: [{ column: 'startMode', descending: false }],
    };
    const { offset: _offset, limit: _limit, ...question } = byStart;
    const counted = await program.answer('case:groups', question);
    expect(counted.groups.map(({ value, count }) => [value, count])).toEqual([
      ['auto', 1],
      ['boot', 1],
      ['demand', 2],
      ['disabled', 1],
    ]);
    await page.getByRole('combobox', { name: 'Group by' }).selectOption('startMode');
    await page.waitForSelector('[role="treegrid"] .grid-group');
    await settled();
    expect((await groups()).map((text) => text.replace(/worst.*/, ''))).toEqual([
      'auto1',
      'boot1',
      'demand2',
      'disabled1',
    ]);
    await page.focus('.grid-box');
    await press('Control+Home', 'ArrowDown', 'ArrowDown');
    expect(await activeText()).toMatch(/^demand/);
    await press('ArrowRight');
    await page.waitForSelector('.grid-group[aria-expanded="true"]:has-text("demand")');
    await page.waitForSelector('.grid-row[aria-level="2"] .grid-level, .grid-row[aria-level="2"] .muted');
    expect(await page.locator('.grid-row[aria-level="2"]').count()).toBe(2);
    await press('ArrowRight', 'ArrowRight', 'ArrowRight');
    expect(await activeText()).toMatch(/OnDemand|Demand <b>/);
    await press('Enter');
    await page.waitForSelector('.detail h1');
    await press('ArrowLeft', 'ArrowLeft', 'ArrowLeft');
    expect(await activeText()).toMatch(/^demand/);
    await noViolations();
    await press('ArrowLeft');
    expect(await page.locator('.grid-row[aria-level="2"]').count()).toBe(0);
  });

  it('show hostile values as text', async () => {
    const { page } = desktop;
    await page.getByRole('combobox', { name: 'Group by' }).selectOption('account');
    await page.waitForSelector('.grid-group:has-text("<img src=x>")');
    expect(await page.locator('main img').count()).toBe(0);
  });

  it('are remembered with the columns, filtered, and given up', async () => {
    const { page } = desktop;
    await page.getByRole('combobox', { name: 'Group by' }).selectOption('kind');
    await page.waitForSelector('.grid-group:has-text("driver")');
    await page.reload();
    await page.waitForSelector('.verdict');
    await press('g', 's');
    await page.waitForSelector('.grid-group:has-text("driver")');
    await page.fill('[data-filter]', 'Kind:driver');
    await page.waitForFunction(() => {
      const { document } = globalThis as unknown as { document: { querySelectorAll(s: string): unknown[] } };
      return document.querySelectorAll('.grid-group').length === 1;
    });
    await page.fill('[data-filter]', '');
    await page.getByRole('combobox', { name: 'Group by' }).selectOption('');
    await page.waitForSelector('[role="grid"] .grid-row');
    await settled();
    expect(await page.locator('.grid-row').count()).toBe(5);
  });
});

describe('binary values', () => {
  it('stand as bytes beside what was decoded, and are copied', async () => {
    const { page } = desktop;
    await page.fill('[data-filter]', 'Name:Ordinary');
    await page.waitForFunction(() => {
      const { document } = globalThis as unknown as { document: { querySelectorAll(s: string): unknown[] } };
      return document.querySelectorAll('.grid-row').length === 1;
    });
    await page.locator('.grid-row .grid-cell[data-column="2"]').click();
    const bytes = page.getByRole('region', { name: 'Bytes of FailureActions' });
    await bytes.scrollIntoViewIfNeeded();
    const first = bytes.locator('tbody tr').first();
    expect(await first.locator('th').textContent()).toBe('00000000');
    // Eight to a line in a narrow pane.
    expect(await first.locator('td').first().textContent()).toBe('80 51 01 00 00 00 00 00');
    expect(await first.locator('td').last().textContent()).toBe('.Q......');
    expect(await bytes.locator('tbody tr').count()).toBe(6);
    await desktop.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setContentSize(1580, 900),
    );
    await page.getByRole('separator').focus();
    await press(...Array<string>(8).fill('ArrowLeft'));
    await bytes.locator('td:text-is("80 51 01 00 00 00 00 00  00 00 00 00 03 00 00 00")').waitFor();
    expect(await first.locator('td').last().textContent()).toBe('.Q..............');
    expect(await bytes.locator('tbody tr').count()).toBe(3);
    const section = page.locator('.section', { hasText: 'Binary values' }).last();
    expect(await section.textContent()).toContain(
      'restart after 60 s, then restart after 60 s, then nothing',
    );
    await page.getByRole('button', { name: 'Copy FailureActions as hex digits' }).click();
    const copied = await desktop.app.evaluate(({ clipboard }) => clipboard.readText());
    expect(copied).toBe(FAILURE_ACTIONS);
    await noViolations();
    expect(desktop.problems).toEqual([]);
  });
});
