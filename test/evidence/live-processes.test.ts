import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type HostProcess,
  hashProcessExecutable,
  listProcesses,
} from '../../main/evidence/live-processes.ts';
import { memoryAudit } from '../support/memory-audit.ts';

const LINUX = process.platform === 'linux';
const SLEEP = '/bin/sleep';
const PS = ['/bin/ps', '/usr/bin/ps'].find((path) => existsSync(path));

function list(folder?: string): HostProcess[] {
  const found = listProcesses(folder === undefined ? {} : { folder });
  if (!found.ok) throw new Error(found.error);
  return [...found.value.processes];
}

function own(pid: number | undefined): HostProcess {
  const found = list().find((process) => process.pid === pid);
  if (found === undefined) throw new Error(`no process ${pid}`);
  return found;
}

describe.skipIf(!LINUX)('listProcesses on the running host (skipped: not Linux)', () => {
  let folder: string;
  const children: ChildProcess[] = [];
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'processes-'));
  });
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  async function running(program: string, argv: readonly string[] = ['60']): Promise<number> {
    const child = spawn(program, argv, { stdio: 'ignore' });
    children.push(child);
    const { pid } = child;
    if (pid === undefined) throw new Error('not started');
    // Until the kernel has put the new program in the place of ours.
    for (let tries = 0; tries < 100 && own(pid).executable?.path === process.execPath; tries++)
      await wait(20);
    return pid;
  }

  it('finds this process as Node sees it', () => {
    const me = own(process.pid);
    expect(me).toMatchObject({
      parentPid: process.ppid,
      uid: process.geteuid?.(),
      kernelThread: false,
      unreadable: [],
      executable: { path: process.execPath, deleted: false },
    });
    expect(me.commandLine.length).toBeGreaterThan(0);
    const started = Date.now() - process.uptime() * 1000;
    expect(Math.abs(Date.parse(me.started ?? '') - started)).toBeLessThan(3000);
  });

  it.skipIf(PS === undefined)('agrees with ps on parents, owners and start times (skipped: no ps)', () => {
    const shown = execFileSync(PS ?? '', ['-eo', 'pid=,ppid=,euid=,etimes='], { encoding: 'utf8' });
    const now = Date.now() / 1000;
    const mine = new Map(list().map((process) => [process.pid, process]));
    let compared = 0;
    for (const row of shown.trim().split('\n')) {
      const [pid = 0, ppid, euid, elapsed = 0] = row.trim().split(/\s+/).map(Number);
      const found = mine.get(pid);
      if (found === undefined || found.started === null) continue;
      compared += 1;
      expect({ pid, ppid: found.parentPid, euid: found.uid }).toEqual({ pid, ppid, euid });
      expect(Math.abs(now - elapsed - Date.parse(found.started) / 1000)).toBeLessThan(4);
    }
    expect(compared).toBeGreaterThan(2);
  });

  it('sees a deleted executable and hashes what runs', async () => {
    const program = join(folder, 'gone now');
    copyFileSync(SLEEP, program);
    const pid = await running(program, ['60', '', 'a b'].slice(0, 1));
    rmSync(program);
    writeFileSync(program, 'another file in its place');
    const found = own(pid);
    expect(found).toMatchObject({
      commandLine: [program, '60'],
      executable: { path: program, deleted: true },
    });
    const hashed = hashProcessExecutable(pid, found.executable?.identity ?? null);
    const expected = createHash('sha256').update(readFileSync(SLEEP)).digest('hex');
    expect(hashed).toEqual({ ok: true, value: expected });
  });

  it('is not misled by a name that ends like the mark of deleted files', async () => {
    const program = join(folder, 'x (deleted)');
    copyFileSync(SLEEP, program);
    const pid = await running(program);
    expect(own(pid).executable).toMatchObject({ path: program, deleted: false });
    rmSync(program);
    expect(own(pid).executable).toMatchObject({ path: program, deleted: true });
  });

  it('does not hash another program than the one that was listed, nor a larger one than allowed', async () => {
    const audit = memoryAudit();
    expect(hashProcessExecutable(process.pid, '1:2:3:4', { audit })).toMatchObject({ ok: false });
    expect(hashProcessExecutable(process.pid, null, { audit, limit: 1000 })).toMatchObject({
      ok: false,
      error: { gone: false, denied: false },
    });
    expect(audit.entries).toHaveLength(2);
    expect(audit.entries[0]).toMatchObject({ action: 'failed', path: `/proc/${process.pid}/exe` });
  });

  it('takes a process that ended for gone, not for an error', async () => {
    const pid = await running(SLEEP);
    const child = children.at(-1);
    const ended = new Promise((resolve) => child?.once('exit', resolve));
    child?.kill('SIGKILL');
    await ended;
    expect(hashProcessExecutable(pid, null)).toMatchObject({ ok: false, error: { gone: true } });
    expect(list().some((process) => process.pid === pid)).toBe(false);
  });

  it.skipIf(process.geteuid?.() !== 0 || process.seteuid === undefined)(
    'names what it may not read (skipped: needs root, to give it up)',
    () => {
      process.seteuid?.(65_534);
      let found: HostProcess | undefined;
      let asRoot = true;
      try {
        const listed = listProcesses();
        if (listed.ok) {
          found = listed.value.processes.find(({ pid }) => pid === process.ppid);
          asRoot = listed.value.asRoot;
        }
      } finally {
        process.seteuid?.(0);
      }
      expect(asRoot).toBe(false);
      expect(found?.executable).toBeNull();
      expect(found?.unreadable).toContainEqual({
        what: 'exe',
        denied: true,
        reason: 'permission denied (EACCES)',
      });
      expect(found?.commandLine.length).toBeGreaterThan(0);
    },
  );
});

describe.skipIf(!LINUX)('listProcesses on a made folder (skipped: not Linux)', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'proc-'));
    writeFileSync(join(folder, 'stat'), 'btime 1795506588\n');
    writeFileSync(join(folder, 'version'), 'Linux');
    mkdirSync(join(folder, '2'));
    writeFileSync(join(folder, '2/stat'), '2 (x) S 0 0 0 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 5 0 0');
    writeFileSync(join(folder, '2/cmdline'), 'a\0'.repeat(50_000));
    writeFileSync(join(folder, '2/cgroup'), '0::/system.slice/x.service\n');
    symlinkSync('/memfd:payload (deleted)', join(folder, '2/exe'));
    mkdirSync(join(folder, '10'));
    writeFileSync(join(folder, '10/stat'), 'damaged');
    mkdirSync(join(folder, '10/cmdline'));
    mkdirSync(join(folder, '11'));
    mkdirSync(join(folder, '12/exe'), { recursive: true });
    writeFileSync(
      join(folder, '12/stat'),
      '12 (kworker) I 2 0 0 0 -1 2129984 0 0 0 0 0 0 0 0 20 0 1 0 5 0 0',
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('reads what is there, bounded, and counts what is gone', () => {
    const audit = memoryAudit();
    const found = listProcesses({ folder, audit });
    expect(found).toMatchObject({ ok: true, value: { gone: 1, truncated: false, showsAll: false } });
    const [two, ten, worker] = found.ok ? found.value.processes : [];
    expect(two).toMatchObject({
      pid: 2,
      kernelThread: false,
      cgroup: '/system.slice/x.service',
      commandLineTruncated: true,
      executable: { path: '/memfd:payload', deleted: true, identity: null },
      started: '2026-11-24T07:49:48Z',
      unreadable: [],
    });
    expect(two?.commandLine).toHaveLength(32_768);
    expect(ten).toMatchObject({ pid: 10, started: null, executable: null });
    expect(ten?.unreadable.map(({ what }) => what)).toEqual(['stat', 'cmdline']);
    // Its program is not asked for: there is none.
    expect(worker).toMatchObject({ pid: 12, kernelThread: true, executable: null, unreadable: [] });
    expect(audit.entries).toEqual([
      { action: 'listed', path: '/proc', detail: '3 processes, 1 ended meanwhile' },
    ]);
  });

  it('says why there is no list', () => {
    expect(listProcesses({ folder: join(folder, 'absent') })).toMatchObject({ ok: false });
  });
});
