import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { treeSnapshot } from '../support/tree-snapshot.ts';
import { type Asker, asker, NO_CASE_DATA } from './support/asker.ts';
import { writeBusyHost } from './support/busy-host.ts';
import { type Desktop, startDesktop } from './support/desktop.ts';
import { openThings, processesOf } from './support/processes.ts';

/** What each process has open while it scans, and every file written and connection made from scan to report. */
const linux = process.platform === 'linux';
/** A file without a name, or memory that processes share. */
const isMemory = (path: string): boolean =>
  path.endsWith(' (deleted)') || path.startsWith('/memfd:') || path.startsWith('/dev/shm/');
const WRITING =
  /O_WRONLY|O_RDWR|O_CREAT|\b(?:creat|mkdir|mkdirat|rename|renameat2?|symlink|link|unlink|unlinkat|truncate)\(/;

let desktop: Desktop;
let program: Asker;
let root: string;
let out: string;
beforeAll(async () => {
  if (!linux) return;
  desktop = await startDesktop();
  program = asker(desktop);
  root = join(desktop.folder, 'root');
  out = join(desktop.folder, 'reports');
  mkdirSync(out);
  writeBusyHost(root, 6);
}, 120_000);
afterAll(() => desktop?.close());

describe.runIf(linux)('a scan, its case and its report (Linux only: read from /proc and strace)', () => {
  it('writes into the chosen folders only and talks to nobody', async () => {
    const pid = desktop.app.process().pid ?? 0;
    // The engine is started ahead; only what runs can be traced.
    expect(await desktop.ask('case:overview', {})).toMatchObject({ ok: false, error: { code: 'no-case' } });
    const before = treeSnapshot(root);
    const log = join(desktop.folder, 'strace.log');
    const tracer = await trace(log, Object.values(processesOf(pid)).flat());
    await program.start(root);
    await desktop.page.locator('body').waitFor();
    const during = processesOf(pid);
    expect(during.renderer.length).toBeGreaterThan(0);
    expect(during.engine).toHaveLength(1);
    const seen = {
      main: openThings(pid, during.main),
      renderer: openThings(pid, during.renderer),
      engine: openThings(pid, during.engine),
      others: openThings(pid, during.others),
    };
    const finishedEarly = await desktop.page.evaluate(
      () => (globalThis as unknown as { done: boolean }).done,
    );
    expect(finishedEarly, 'the scan goes on while its files are listed').toBe(false);
    await program.done();
    await program.answer('case:save', {
      handle: await program.chosen('save-case', join(out, 'saved.daemonscope')),
    });
    await program.answer('report:export', {
      folder: await program.chosen('output-folder', out),
      formats: ['html', 'jsonl', 'csv', 'case', 'pdf'],
      scope: 'all',
      levels: [],
      verdicts: [],
      caseData: NO_CASE_DATA,
    });
    await stop(tracer);

    for (const [name, { written, sockets, looked }] of Object.entries(seen)) {
      expect(looked, `${name} has something open`).toBeGreaterThan(0);
      const outside = written.filter((path) => !path.startsWith(`${desktop.dataFolder}/`) && !isMemory(path));
      expect(outside, `${name} writes to`).toEqual([]);
      // Playwright's two ports on this machine (0100007F is 127.0.0.1) are the main process's; others have no socket at all.
      expect(
        sockets.filter((socket) => name !== 'main' || !/^tcp 0100007F:/.test(socket)),
        `${name} has open`,
      ).toEqual([]);
    }

    const lines = readFileSync(log, 'utf8').split('\n');
    expect(lines.some((line) => line.includes('saved.daemonscope'))).toBe(true);
    expect(lines.some((line) => line.includes('recovery-'))).toBe(true);
    const touched = lines
      .filter((line) => WRITING.test(line) && !/= -1 E/.test(line))
      .map((line) => [...line.matchAll(/"([^"]*)"/g)].at(-1)?.[1] ?? line)
      .filter((path) => !/^\/(?:dev|proc|sys)\//.test(path))
      .filter((path) => !path.startsWith(`${desktop.dataFolder}/`) && !path.startsWith(`${out}/`))
      .filter((path) => !/^\/tmp\/\.org\.chromium\./.test(path));
    expect([...new Set(touched)]).toEqual([]);
    expect(lines.filter((line) => /\bconnect\(.*AF_INET|\bbind\(.*AF_INET/.test(line))).toEqual([]);
    expect(treeSnapshot(root), 'the examined folder').toEqual(before);
  }, 240_000);
});

/** Follows what these processes and all that they start open, write and connect to. */
async function trace(log: string, pids: readonly number[]): Promise<ChildProcess> {
  const calls =
    'openat,open,creat,mkdir,mkdirat,rename,renameat,renameat2,symlink,link,unlink,unlinkat,truncate,connect,bind';
  const args = [
    '-f',
    '-s',
    '300',
    '-e',
    `trace=${calls}`,
    '-o',
    log,
    ...pids.flatMap((pid) => ['-p', String(pid)]),
  ];
  const tracer = spawn('strace', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    tracer.once('exit', (code) => reject(new Error(`strace ended with ${code}: ${said}`)));
    tracer.stderr?.on('data', (data) => {
      said += String(data);
      if (pids.every((pid) => new RegExp(`Process ${pid} attached`).test(said))) resolve();
    });
  });
  return tracer;
}

async function stop(tracer: ChildProcess): Promise<void> {
  const ended = new Promise<void>((resolve) => tracer.once('exit', () => resolve()));
  tracer.kill('SIGINT');
  await ended;
}
