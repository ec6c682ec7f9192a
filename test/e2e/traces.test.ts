import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDesktop, TEST_SWITCHES, TOP } from './support/desktop.ts';
import { openThings } from './support/processes.ts';

/** What the program leaves behind and whom it talks to: nothing outside its data folder, and nobody. */
const ELECTRON = join(process.env['DAEMONSCOPE_ELECTRON'] ?? '', 'electron');
const linux = process.platform === 'linux';
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'daemonscope-traces-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.runIf(linux)('traces (Linux only: read from /proc and strace)', () => {
  it('has no internet socket and writes to the data folder only, while it runs', async () => {
    const data = join(folder, 'plain');
    const program = spawn(ELECTRON, [TOP, ...TEST_SWITCHES, `--data-dir=${data}`], {
      stdio: 'ignore',
      cwd: folder,
    });
    try {
      await new Promise((resolve) => setTimeout(resolve, 6000));
      expect(program.exitCode).toBeNull();
      const { written, sockets } = openThings(program.pid ?? 0);
      expect(sockets).toEqual([]);
      // A file without a name is memory that processes share; it is gone with them.
      expect(
        written.filter(
          (path) =>
            !path.startsWith(`${data}/`) &&
            !path.endsWith(' (deleted)') &&
            !path.startsWith('/memfd:') &&
            !path.startsWith('/proc/'),
        ),
      ).toEqual([]);
      expect(written.some((path) => path.startsWith(data))).toBe(true);
    } finally {
      program.kill();
    }
  });

  it('opens no file for writing elsewhere and connects to nobody, from start to end', () => {
    const data = join(folder, 'traced');
    const log = join(folder, 'strace.log');
    const calls =
      'openat,open,creat,mkdir,mkdirat,rename,renameat,renameat2,symlink,link,connect,sendto,bind';
    const { status, stderr } = spawnSync(
      'strace',
      [
        '-f',
        '-qq',
        '-s',
        '300',
        '-e',
        `trace=${calls}`,
        '-o',
        log,
        ELECTRON,
        TOP,
        ...TEST_SWITCHES,
        `--data-dir=${data}`,
        '--quit-when-ready',
      ],
      { cwd: folder, encoding: 'utf8', timeout: 50_000, maxBuffer: 1 << 26 },
    );
    expect(status, stderr).toBe(0);
    const lines = readFileSync(log, 'utf8').split('\n');
    const writes = lines
      .filter((line) =>
        /O_WRONLY|O_RDWR|O_CREAT|\b(?:creat|mkdir|mkdirat|rename|renameat2?|symlink|link)\(/.test(line),
      )
      .filter((line) => !/= -1 E/.test(line))
      .map((line) => pathOf(line))
      .filter((path) => !path.startsWith(data) && !/^\/(?:dev|proc|sys)\//.test(path));
    expect(writes.filter((path) => !isPassing(path))).toEqual([]);
    const internet = lines.filter((line) => /AF_INET/.test(line));
    expect(internet).toEqual([]);
  });

  it('is reached by the test driver on this machine only', async () => {
    const desktop = await startDesktop();
    try {
      const { sockets } = openThings(desktop.app.process().pid ?? 0);
      // 0100007F is 127.0.0.1: the two ports that Playwright asks for.
      expect(sockets.filter((socket) => !/^tcp 0100007F:/.test(socket))).toEqual([]);
    } finally {
      await desktop.close();
    }
  });
});

/** Shared memory of Chromium's processes and the lock of a single instance, in the folder for such things; gone at the end. */
function isPassing(path: string): boolean {
  return /^\/tmp\/\.org\.chromium\.|^\/tmp\/scoped_dir|^\/tmp\/\.com\.google\.|^\/run\/user\//.test(path);
}

/** The path that a call makes: the last one, since a link or a rename names two. */
function pathOf(line: string): string {
  return [...line.matchAll(/"([^"]*)"/g)].at(-1)?.[1] ?? line;
}
