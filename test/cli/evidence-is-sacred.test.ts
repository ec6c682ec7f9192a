import { spawnSync } from 'node:child_process';
import { chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Situation, situationTree } from '../support/rule-fixture.ts';
import { treeSnapshot } from '../support/tree-snapshot.ts';

const CLI = join(import.meta.dirname, '..', '..', 'out', 'cli.js');
const SECRET = 'SECRET OUTSIDE THE ROOT';
const LONG = Array.from({ length: 4 }, (_, index) => `${'long-folder-name-'.repeat(5)}${index}`).join('\\');

/** Services that name everything an attacker could plant in a root. */
const SITUATION: Situation = {
  name: 'a hostile root',
  services: {
    Absolute: { ImagePath: 'C:\\Planted\\absolute.exe' },
    Relative: { ImagePath: 'C:\\Planted\\relative.exe' },
    Climbing: { ImagePath: 'C:\\Planted\\..\\..\\..\\..\\..\\..\\etc\\passwd' },
    FolderLink: { ImagePath: 'C:\\Planted\\folder\\outside.exe' },
    Loop: { ImagePath: 'C:\\Planted\\loop.exe' },
    Pipe: { ImagePath: 'C:\\Planted\\fifo.exe' },
    Socket: { ImagePath: 'C:\\Planted\\socket.exe' },
    Device: { ImagePath: 'C:\\Planted\\device.exe' },
    CaseVariant: { ImagePath: 'c:\\pLANTED\\MixedCase.EXE' },
    Long: { ImagePath: `C:\\Planted\\${LONG}\\program.exe` },
    Unreadable: { ImagePath: 'C:\\Planted\\closed.exe' },
    Gone: { ImagePath: 'C:\\Planted\\gone.exe' },
  },
  files: ['C:\\Planted\\mixedcase.exe', 'C:\\Planted\\closed.exe', `C:\\Planted\\${LONG}\\program.exe`],
};

let folder: string;
let root: string;
let server: Server;

interface Row {
  readonly type: string;
  readonly name?: string;
  readonly image?: { readonly state: string; readonly sha256: string | null };
}

function scan(options: { uid?: number } = {}): { rows: Row[]; stdout: string; status: number | null } {
  const { status, stdout } = spawnSync(process.execPath, [CLI, 'scan', root, '--stdout', '-q'], {
    encoding: 'utf8',
    timeout: 30_000,
    maxBuffer: 1 << 28,
    ...options,
  });
  return {
    status,
    stdout,
    rows: stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Row),
  };
}

function imageOf(rows: readonly Row[], name: string) {
  return rows.find((row) => row.type === 'service' && row.name === name)?.image;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daemonscope-root-'));
  chmodSync(folder, 0o755);
  root = join(folder, 'evidence');
  for (const [path, bytes] of Object.entries(situationTree(SITUATION))) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), bytes);
  }
  mkdirSync(join(folder, 'outside'));
  writeFileSync(join(folder, 'outside', 'outside.exe'), SECRET);
  const planted = join(root, 'Planted');
  symlinkSync(join(folder, 'outside', 'outside.exe'), join(planted, 'absolute.exe'));
  symlinkSync('../../outside/outside.exe', join(planted, 'relative.exe'));
  symlinkSync('../../outside', join(planted, 'folder'));
  symlinkSync('loop.exe', join(planted, 'loop.exe'));
  spawnSync('mkfifo', [join(planted, 'fifo.exe')]);
  // A path that is too long for a socket is bound at a short one and linked into place.
  server = createServer().listen(join(folder, 's'));
  await new Promise((resolve) => server.once('listening', resolve));
  linkSync(join(folder, 's'), join(planted, 'socket.exe'));
  symlinkSync('/dev/zero', join(planted, 'device.exe'));
  chmodSync(join(planted, 'closed.exe'), 0);
});

afterAll(() => {
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(process.platform === 'win32')('a hostile root', () => {
  it('is the same after a scan: names, sizes, modes, times and contents', () => {
    const before = treeSnapshot(root);
    scan();
    expect(treeSnapshot(root)).toEqual(before);
  });

  it('leads nowhere outside', () => {
    const { rows, stdout } = scan();
    expect(stdout).not.toContain(SECRET);
    for (const name of ['Relative', 'FolderLink']) {
      expect(imageOf(rows, name)?.state, name).toBe('outside-root');
      expect(imageOf(rows, name)?.sha256, name).toBeNull();
    }
    // An absolute link means the root's own top, where nothing of that name lies.
    expect(imageOf(rows, 'Absolute')).toMatchObject({ state: 'missing', sha256: null });
    expect(imageOf(rows, 'Climbing')?.sha256).toBeNull();
  });

  it('cannot hang or feed it: loops, pipes, sockets, devices', () => {
    const { rows } = scan();
    for (const name of ['Loop', 'Pipe', 'Socket', 'Device']) {
      expect(imageOf(rows, name)?.state, name).not.toBe('found');
      expect(imageOf(rows, name)?.sha256, name).toBeNull();
    }
  });

  it('is read in any letter case and at any depth', () => {
    const { rows } = scan();
    for (const name of ['CaseVariant', 'Long']) {
      expect(imageOf(rows, name)?.state, name).toBe('found');
      expect(imageOf(rows, name)?.sha256, name).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(imageOf(rows, 'Gone')?.state).toBe('missing');
  });

  it.runIf(process.getuid?.() === 0)('is read by a user who may not write there (runs as root only)', () => {
    // Only the owner of a file may ask the kernel to leave its access time alone (O_NOATIME, open(2)).
    const before = treeSnapshot(root, { accessTimes: false });
    const { rows, status } = scan({ uid: 65534 });
    expect([0, 4]).toContain(status);
    expect(rows.filter((row) => row.type === 'service')).toHaveLength(
      Object.keys(SITUATION.services ?? {}).length,
    );
    expect(imageOf(rows, 'Unreadable')?.sha256).toBeNull();
    expect(treeSnapshot(root, { accessTimes: false })).toEqual(before);
  });
});
