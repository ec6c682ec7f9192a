import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asker, asker } from './support/asker.ts';
import { RECORDS_OF_LOG, writeBusyHost } from './support/busy-host.ts';
import { type Desktop, startDesktop } from './support/desktop.ts';
import { loggedHost } from './support/logged-host.ts';
import { writeTree } from './support/write-tree.ts';

const LOGS = 40;
let desktop: Desktop;
let program: Asker;
let root: string;
beforeAll(async () => {
  desktop = await startDesktop();
  program = asker(desktop);
  root = join(desktop.folder, 'root');
  writeBusyHost(root, LOGS);
}, 120_000);
afterAll(() => desktop?.close());

describe('a scan that is cancelled', () => {
  it('stops within seconds inside a source and keeps what was found', async () => {
    const { page } = desktop;
    desktop.choose({ folder: root });
    await page.getByRole('button', { name: 'Choose and scan…' }).click();
    const cancel = page.getByRole('button', { name: 'Cancel, keep what was found' });
    await cancel.waitFor();
    // Into the logs, which are read last.
    await page.locator('tr', { hasText: 'Windows events' }).waitFor();
    const asked = Date.now();
    await cancel.click();
    await page.waitForSelector('.verdict');
    expect(Date.now() - asked).toBeLessThan(20_000);
    expect(await page.textContent('.top')).toContain('incomplete run');
    expect(await page.textContent('.verdict')).toContain('The run did not end');

    const overview = await program.answer('case:overview', {});
    expect(overview.incomplete).toBe(true);
    expect(overview.summary.counts.services).toBe(2);
    expect(overview.summary.counts.findings).toBeGreaterThan(0);
    expect(overview.summary.counts.events).toBeLessThan(RECORDS_OF_LOG * LOGS);
    const logs = overview.coverage.find(({ source }) => source === 'windows-events');
    expect(logs).toMatchObject({ outcome: 'failed' });
    expect(logs?.reason).toContain('cancelled');
  });

  it('leaves an engine that scans again', async () => {
    const small = join(desktop.folder, 'small');
    writeTree(small, loggedHost());
    await program.scan(small);
    const overview = await program.answer('case:overview', {});
    expect(overview.incomplete).toBe(false);
    expect(overview.summary.counts.services).toBe(2);
    expect(desktop.problems).toEqual([]);
  });
});
