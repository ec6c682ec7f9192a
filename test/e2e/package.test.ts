import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asker, NO_CASE_DATA } from './support/asker.ts';
import { writeBusyHost } from './support/busy-host.ts';
import { startDesktop, TEST_SWITCHES, TOP } from './support/desktop.ts';
import { loggedHost } from './support/logged-host.ts';
import { filmedScreen } from './support/screen.ts';
import { writeTree } from './support/write-tree.ts';

/** The packaged program. Playwright cannot drive it, since it refuses to be debugged; it is started and ends by itself. */
const LOGS = 4;
/** Words on a page have their edges smoothed; an empty screen has one colour, an empty window a few. */
const SHADES = 30;
let folder: string;
let program: string;

describe.runIf(process.platform === 'linux')('a package for Linux', () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'daemonscope-package-test-'));
    const made = spawnSync(
      process.execPath,
      [
        join(TOP, 'scripts/desktop-package.mjs'),
        '--linux',
        'dir',
        `-c.directories.output=${folder}`,
        '--electron',
        process.env['DAEMONSCOPE_ELECTRON'] ?? '',
        process.env['DAEMONSCOPE_ELECTRON_VERSION'] ?? '',
      ],
      { cwd: TOP, encoding: 'utf8' },
    );
    if (made.status !== 0) throw new Error(made.stdout + made.stderr);
    program = join(folder, 'linux-unpacked');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const start = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    spawnSync(join(program, 'daemonscope'), [...TEST_SWITCHES, ...args], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 40_000,
      env: { ...process.env, ...env },
    });

  it('opens its window, keeps its data beside itself, and ends', () => {
    const home = join(folder, 'home');
    const before = readdirSync(folder);
    const { status, stderr } = start(['--quit-when-ready'], {
      HOME: home,
      XDG_CONFIG_HOME: join(home, '.config'),
    });
    expect(status, stderr).toBe(0);
    expect(existsSync(join(program, 'daemonscope-data/session'))).toBe(true);
    expect(readdirSync(folder)).toEqual(before);
  });

  it('says so and ends when it may not write there', () => {
    const { status, stderr } = start(['--quit-when-ready', '--data-dir=/proc/nowhere'], {
      DISPLAY: undefined,
    });
    expect(status).toBe(2);
    expect(stderr).toContain('--data-dir=FOLDER');
  });

  it('refuses to be debugged, to be Node, and to take test switches', () => {
    const data = `--data-dir=${join(folder, 'data')}`;
    expect(start([data, '--remote-debugging-port=0']).status).toBe(2);
    const asNode = start([data, '--quit-when-ready', '-e', 'console.log("is node")'], {
      ELECTRON_RUN_AS_NODE: '1',
    });
    expect(asNode.status).toBe(0);
    expect(asNode.stdout).not.toContain('is node');
    const inspected = start([data, '--quit-when-ready', '--inspect=0'], {
      NODE_OPTIONS: '--require=/nowhere.cjs',
    });
    expect(inspected.status, inspected.stderr).toBe(0);
    expect(inspected.stderr).not.toContain('Debugger listening');
  });

  it('has its fuses blown', async () => {
    const wire = await getCurrentFuseWire(join(program, 'daemonscope'));
    const enabled = (fuse: FuseV1Options) => String.fromCharCode(Number(wire[fuse])) === '1';
    expect(enabled(FuseV1Options.RunAsNode)).toBe(false);
    expect(enabled(FuseV1Options.EnableNodeOptionsEnvironmentVariable)).toBe(false);
    expect(enabled(FuseV1Options.EnableNodeCliInspectArguments)).toBe(false);
    expect(enabled(FuseV1Options.OnlyLoadAppFromAsar)).toBe(true);
    expect(enabled(FuseV1Options.EnableEmbeddedAsarIntegrityValidation)).toBe(true);
  });

  it('holds the bundles and nothing else', () => {
    const files = listPackage(join(program, 'resources/app.asar'), { isPack: false });
    expect(
      files.filter((file) => !/^\/(?:package\.json$|out$|out\/(?:desktop|renderer)(?:$|\/))/.test(file)),
    ).toEqual([]);
    expect(readdirSync(join(program, 'resources'))).toEqual(['app.asar']);
    expect(files.filter((file) => /\.(?:ts|map|node)$/.test(file))).toEqual([]);
  });

  it('scans and exports by its own command line, and its window opens the case', () => {
    const cli = join(program, 'cli/cli.js');
    const plain = (...args: readonly string[]) =>
      spawnSync(process.execPath, [cli, ...args], { cwd: folder, encoding: 'utf8' });
    expect(plain('--version').stdout).toMatch(/^daemonscope \d/);

    const root = join(folder, 'root');
    const out = join(folder, 'out');
    writeTree(root, loggedHost());
    const scanned = plain('scan', root, '-q', '--format', 'html,jsonl,csv,case', '-o', out);
    // 4: the root holds no program files, which is a gap.
    expect([0, 4], scanned.stderr).toContain(scanned.status);
    expect(plain('verify', out).status).toBe(0);
    const lines = readFileSync(join(out, 'daemonscope.jsonl'), 'utf8');
    expect(lines).toContain('"source":"windows-events"');
    expect(lines).toContain('"kind":"event"');

    const file = join(out, 'case.daemonscope');
    const data = join(folder, 'data');
    const opened = start([`--data-dir=${data}`, '--quit-when-ready', file]);
    expect(opened.status, opened.stdout + opened.stderr).toBe(0);
    expect(opened.stdout).toContain(`${file} is open.`);
    expect(JSON.parse(readFileSync(join(data, 'settings/recent.json'), 'utf8'))).toEqual([file]);

    // A report of the case is the same as that of the scan, byte for byte.
    const again = plain('report', file, '--format', 'jsonl', '-o', join(folder, 'again'));
    expect([0, 4], again.stderr).toContain(again.status);
    expect(readFileSync(join(folder, 'again/daemonscope.jsonl'), 'utf8')).toBe(lines);

    const broken = join(folder, 'broken.daemonscope');
    writeFileSync(broken, 'no case');
    const refused = start([`--data-dir=${data}`, '--quit-when-ready', broken]);
    expect(refused.status).toBe(1);
    expect(refused.stdout).toContain('was not opened');
  });

  it('scans with its window on the screen, writes a report, and ends with the exit code of the command line', async () => {
    const film = join(folder, 'film');
    mkdirSync(film);
    const screen = await filmedScreen(film);
    try {
      // Before there is a window the screen has one colour.
      expect(screen.colours().size).toBe(1);
      const root = join(folder, 'busy');
      writeBusyHost(root, LOGS);
      writeFileSync(join(root, 'Windows/System32/winevt/Logs/Broken.evtx'), 'no log');
      const reports = join(folder, 'reports');
      const data = join(folder, 'job-data');
      const job = ['--scan', root, '--report', reports, '--format', 'html,jsonl,case', '--quit-when-done'];
      const child = spawn(join(program, 'daemonscope'), [...TEST_SWITCHES, `--data-dir=${data}`, ...job], {
        cwd: folder,
        env: { ...process.env, DISPLAY: screen.display },
      });
      let said = '';
      let complained = '';
      child.stdout.on('data', (text) => {
        said += String(text);
      });
      child.stderr.on('data', (text) => {
        complained += String(text);
      });
      let ended: number | null = null;
      child.once('exit', (code) => {
        ended = code ?? -1;
      });
      let most = 0;
      while (ended === null) {
        if (most < SHADES) most = Math.max(most, screen.colours().size);
        await pause(300);
      }
      // 4: a log that is none is a gap; the command line says the same of it.
      expect(ended, said + complained).toBe(4);
      expect(most).toBeGreaterThanOrEqual(SHADES);
      const written = /^Report in (.*)$/m.exec(said)?.[1] ?? '';
      expect(dirname(written)).toBe(reports);
      expect(readdirSync(written)).toEqual(
        expect.arrayContaining(['report.html', 'daemonscope.jsonl', 'case.daemonscope']),
      );
      const cli = join(program, 'cli/cli.js');
      const verified = spawnSync(process.execPath, [cli, 'verify', written], { encoding: 'utf8' });
      expect(verified.status, verified.stderr).toBe(0);

      // The same records as the command line's, whatever the header says of when and how.
      const scanned = spawnSync(process.execPath, [cli, 'scan', root, '-q', '--stdout'], {
        encoding: 'utf8',
        maxBuffer: 1 << 30,
      });
      expect(scanned.status).toBe(ended);
      const records = (text: string): string[] => text.split('\n').slice(1);
      expect(records(readFileSync(join(written, 'daemonscope.jsonl'), 'utf8'))).toEqual(
        records(scanned.stdout),
      );
      // Its report holds the case, so nothing is left to recover.
      expect(readdirSync(join(data, 'recovery'))).toEqual([]);
    } finally {
      screen.close();
    }
  }, 240_000);

  it('makes a PDF of a case, and refuses what makes no sense before there is a window', () => {
    const data = `--data-dir=${join(folder, 'job-data')}`;
    const file = join(folder, 'out/case.daemonscope');
    const made = start([data, file, `--report=${join(folder, 'pdf')}`, '--format=pdf', '--quit-when-done']);
    expect(made.status, made.stdout + made.stderr).toBe(0);
    const written = /^Report in (.*)$/m.exec(made.stdout)?.[1] ?? '';
    expect(readFileSync(join(written, 'report.pdf')).subarray(0, 5).toString()).toBe('%PDF-');

    const root = join(folder, 'root');
    for (const [args, says] of [
      [['--scan', root, '--report', join(root, 'inside'), '--quit-when-done'], 'not written to'],
      [['--scan', root, '--quit-when-done'], 'need --report'],
      [['--scan', root, '--live'], 'exclude each other'],
      [['--scan', root, '--report', join(file, 'below-a-file')], 'is not a folder'],
    ] as const) {
      const refused = start([data, ...args]);
      expect([refused.status, refused.stdout]).toEqual([2, '']);
      expect(refused.stderr).toContain(says);
    }
    expect(existsSync(join(root, 'inside'))).toBe(false);
    const nothing = start([
      data,
      '--scan',
      join(folder, 'nowhere'),
      '--report',
      join(folder, 'r'),
      '--quit-when-done',
    ]);
    expect(nothing.status).toBe(3);
    expect(nothing.stderr).toContain('nowhere is not there');
    expect(existsSync(join(folder, 'r'))).toBe(false);
  }, 120_000);

  /** The archive that is shipped, in the same Electron without the fuses that keep a test driver out. */
  it('scans, hashes and exports from its archive', async () => {
    const desktop = await startDesktop(undefined, [], join(program, 'resources/app.asar'));
    try {
      const asked = asker(desktop);
      const root = join(desktop.folder, 'root');
      const image = Buffer.from('MZ a program of our own');
      writeTree(root, { ...loggedHost(), '/Users/Public/Libraries/whsvc.exe': image });
      await asked.scan(root);
      const all = { filter: '', levels: [], hideKnownGood: false, sort: [], offset: 0, limit: 100 };
      const { rows, columns } = await asked.answer('case:rows', { ...all, table: 'files' });
      const hashes = rows.map(({ cells }) => cells[columns.indexOf('sha256')]);
      expect(hashes).toContain(createHash('sha256').update(image).digest('hex'));
      const out = join(desktop.folder, 'reports');
      mkdirSync(out);
      const { folder: written, files } = await asked.answer('report:export', {
        folder: await asked.chosen('output-folder', out),
        formats: ['html', 'jsonl', 'csv', 'case', 'pdf'],
        scope: 'all',
        levels: [],
        verdicts: [],
        caseData: NO_CASE_DATA,
      });
      expect(files).toEqual(expect.arrayContaining(['report.html', 'report.pdf', 'case.daemonscope']));
      const verified = spawnSync(process.execPath, [join(program, 'cli/cli.js'), 'verify', written]);
      expect(verified.status, String(verified.stderr)).toBe(0);
      expect(desktop.problems).toEqual([]);
    } finally {
      await desktop.close();
    }
  });
});
