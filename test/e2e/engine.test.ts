import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bridge } from '../../shared/ipc/contract.ts';
import { type Desktop, startDesktop } from './support/desktop.ts';
import { descendants } from './support/processes.ts';

let desktop: Desktop;
beforeAll(async () => {
  desktop = await startDesktop();
});
afterAll(() => desktop?.close());

/** The engine's process; Chromium's own network service is a utility process too, of another kind. */
function enginePid(): number | undefined {
  return descendants(desktop.app.process().pid ?? 0).find((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('node.mojom.NodeService'),
  );
}

describe.runIf(process.platform === 'linux')('the engine (Linux only: found in /proc)', () => {
  it('runs in a process of its own and can be killed without the window', async () => {
    // Only the engine can say this.
    const noCase = { ok: false, error: { code: 'no-case' } };
    expect(await desktop.ask('case:overview', {})).toMatchObject(noCase);
    const first = enginePid();
    expect(first).toBeDefined();
    await desktop.page.evaluate(() => {
      const page = globalThis as unknown as { daemonscope: Bridge; gone: string[] };
      page.gone = [];
      page.daemonscope.on('engine:gone', ({ reason }) => page.gone.push(reason));
    });
    process.kill(first ?? 0, 'SIGKILL');
    await desktop.page.waitForFunction(() => (globalThis as unknown as { gone: string[] }).gone.length > 0);
    expect(await desktop.page.locator('#root > *').count()).toBeGreaterThan(0);
    expect(await desktop.ask('case:overview', {})).toMatchObject(noCase);
    expect(enginePid()).not.toBe(first);
  });
});
