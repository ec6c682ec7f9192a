import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventRecord } from '../../shared/model/event-record.ts';
import type { Finding } from '../../shared/model/finding.ts';
import { type Asker, asker } from './support/asker.ts';
import { type Desktop, startDesktop } from './support/desktop.ts';
import { loggedHost } from './support/logged-host.ts';
import { writeTree } from './support/write-tree.ts';

/** What event logs say, through the real window: listed, filtered, judged, and told as the life of a service. */
let desktop: Desktop;
let program: Asker;
beforeAll(async () => {
  desktop = await startDesktop();
  program = asker(desktop);
  const root = join(desktop.folder, 'root');
  writeTree(root, loggedHost());
  desktop.choose({ folder: root });
  await desktop.page.getByRole('button', { name: 'Choose and scan…' }).click();
  await desktop.page.waitForSelector('.verdict');
});
afterAll(() => desktop?.close());

const ALL = { filter: '', levels: [], hideKnownGood: false, sort: [], offset: 0, limit: 100 };
const go = async (key: string): Promise<void> => {
  await desktop.page.keyboard.press('g');
  await desktop.page.keyboard.press(key);
};
const count = async (): Promise<number> =>
  Number.parseInt((await desktop.page.textContent('.filter-count')) ?? '', 10);

/** Types into the page's filter and gives the number of rows that are left. */
async function filtered(text: string): Promise<number> {
  await desktop.page.keyboard.press('/');
  await desktop.page.keyboard.press('Control+A');
  await desktop.page.keyboard.press('Delete');
  await desktop.page.keyboard.type(text);
  await desktop.page.waitForTimeout(400);
  await desktop.page.waitForSelector('.grid-box[data-stale="false"]');
  await desktop.page.keyboard.press('Escape');
  return count();
}

describe('the window over event logs', () => {
  it('lists the records and filters them by column', async () => {
    await go('e');
    await desktop.page.waitForSelector('.grid-row .grid-cell');
    const { rows, columns } = await program.answer('case:rows', { ...ALL, table: 'events' });
    const cell = (name: string) => columns.indexOf(name);
    const logged = rows.filter(({ cells }) => cells[cell('source')] === 'windows-events');
    expect(logged.map(({ cells }) => [cells[cell('action')], cells[cell('service')]])).toEqual([
      ['created', 'WinHelpSvc'],
      ['started', 'WinHelpSvc'],
      ['changed', 'WinHelpSvc'],
      ['created', 'tmpPwsh'],
      ['stopped', 'WinHelpSvc'],
    ]);
    expect(await count()).toBe(rows.length);
    expect(await filtered('Source:windows-events')).toBe(5);
    expect(await filtered('+Source:windows-events +Action:created')).toBe(2);
    expect(await filtered('+Source:windows-events -Service:WinHelpSvc')).toBe(1);
    expect(await filtered('"demand start"')).toBe(1);
    expect(await filtered('')).toBe(rows.length);
  });

  it('opens a finding on a service that only logs know, down to record and file', async () => {
    const { rows } = await program.answer('case:rows', { ...ALL, table: 'findings' });
    const records = await Promise.all(
      rows.map(({ id }) => program.answer('case:record', { table: 'findings', id })),
    );
    const found = records.find(({ record }) => {
      const { subject } = record as Finding;
      return subject.kind === 'event' && subject.name === 'tmpPwsh';
    });
    expect(found, 'a finding on the logged installation').toBeDefined();
    expect((found?.events as EventRecord[]).map(({ service }) => service)).toEqual(['tmpPwsh']);
    await go('f');
    await desktop.page.waitForSelector('.findings-list');
    await desktop.page
      .locator('.findings-item', { hasText: (found?.record as Finding).why.slice(0, 60) })
      .first()
      .click();
    await desktop.page.waitForSelector('.detail h1');
    const detail = desktop.page.locator('.detail');
    await detail.getByText('/Windows/System32/winevt/Logs/System.evtx').first().waitFor();
    expect(await detail.textContent()).toMatch(/Record\s*5/);
    expect(await detail.textContent()).toMatch(/Offset\s*0x[0-9A-F]{8}/);
    await detail.getByRole('button', { name: 'open the event' }).click();
    await desktop.page.waitForSelector('.detail :text("Fields of the record")');
    expect(await detail.textContent()).toContain('powershell -nop -w hidden');
  });

  it('tells the life of a service from logs and control sets, oldest first', async () => {
    await go('s');
    await desktop.page.locator('.grid-row', { hasText: 'WinHelpSvc' }).first().click();
    await desktop.page.waitForSelector('.life-entry');
    const line = (await desktop.page.locator('.life-entry').allTextContents()).map((text) =>
      text.replace(/\s+/g, ' '),
    );
    const times = line.map((text) => /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/.exec(text)?.[0] ?? '');
    expect(times).toEqual([...times].sort());
    const at = (pattern: RegExp) => line.findIndex((text) => pattern.test(text));
    const places = [
      at(/23:41:04.*installed.*setup\.exe.*S-1-5-21-1-2-3-1001.*System 7045/),
      at(/changed.*image path.*setup\.exe.*→.*whsvc\.exe.*ControlSet002/),
      at(/23:41:20.*started.*System 7036/),
      at(/23:50:00.*changed.*System 7040/),
      at(/01:00:00.*stopped.*System 7036/),
    ];
    expect(places, line.join('\n')).toEqual([...places].sort((a, b) => a - b));
    expect(Math.min(...places), line.join('\n')).toBeGreaterThanOrEqual(0);
  });

  it('counts changes in the timeline, and not each start and stop', async () => {
    const { bins } = await program.answer('case:timeline', { bins: 96 });
    const { rows, columns } = await program.answer('case:rows', { ...ALL, table: 'events' });
    const services = await program.answer('case:rows', { ...ALL, table: 'services' });
    const action = columns.indexOf('action');
    const changes = rows.filter(({ cells }) =>
      ['created', 'changed', 'deleted'].includes(String(cells[action])),
    );
    const changed = services.columns.indexOf('changed');
    const written = services.rows.filter(({ cells }) => cells[changed] !== null);
    expect(changes.length).toBeGreaterThanOrEqual(3);
    expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(changes.length + written.length);
    expect(desktop.problems).toEqual([]);
  });
});
