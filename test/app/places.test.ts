import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { maySend } from '../../main/app/ask-sender.ts';
import { forbiddenSwitch, parseCommandLine } from '../../main/app/command-line.ts';
import { dataFolder } from '../../main/app/data-place.ts';
import { isOwnAddress } from '../../main/app/origin.ts';
import { listServedFiles, servedFile } from '../../main/app/served-files.ts';

describe('dataFolder', () => {
  const place = {
    executable: '/media/stick/daemonscope/daemonscope',
    platform: 'linux',
    checkout: null,
  } as const;

  it('lies beside the program, the AppImage, or the bundle', () => {
    expect(dataFolder(null, { ...place, appImage: undefined }, '/root')).toBe(
      '/media/stick/daemonscope/daemonscope-data',
    );
    expect(
      dataFolder(
        null,
        { ...place, executable: '/tmp/.mount_x/daemonscope', appImage: '/media/stick/d.AppImage' },
        '/root',
      ),
    ).toBe('/media/stick/daemonscope-data');
    expect(
      dataFolder(
        null,
        {
          ...place,
          executable: '/Volumes/stick/Daemonscope.app/Contents/MacOS/Daemonscope',
          platform: 'darwin',
          appImage: undefined,
        },
        '/root',
      ),
    ).toBe('/Volumes/stick/daemonscope-data');
  });

  it('is the one that the user names', () => {
    expect(dataFolder('/x/y', { ...place, appImage: undefined }, '/root')).toBe('/x/y');
    expect(dataFolder('~/y', { ...place, appImage: undefined }, '/home/a')).toBe('/home/a/y');
  });
});

describe('parseCommandLine', () => {
  const parse = (...args: string[]) => parseCommandLine(args, true);

  it('reads what is to be done at once', () => {
    expect(parse('--scan', '/mnt/x', '--report=/out', '--quit-when-done').job).toEqual({
      scan: '/mnt/x',
      hash: true,
      report: '/out',
      formats: ['html', 'jsonl', 'csv', 'case'],
      quit: true,
    });
    expect(parse('--live', '--no-hash').job).toMatchObject({
      scan: 'live',
      hash: false,
      report: null,
      quit: false,
    });
    const ofCase = parse('a.daemonscope', '--report', 'out.daemonscope', '--format', 'pdf');
    expect(ofCase).toMatchObject({
      caseFile: 'a.daemonscope',
      job: { scan: null, report: 'out.daemonscope', formats: ['pdf'] },
    });
    expect(parse('a.daemonscope')).toMatchObject({ job: null, mistake: null });
  });

  it.each([
    [['--scan'], 'needs a folder'],
    [['--scan', '--live'], 'needs a folder'],
    [['--scan', '/a', '--live'], 'exclude'],
    [['--scan', '/a', 'b.daemonscope'], 'not both'],
    [['--report', '/a'], 'needs --scan'],
    [['--scan', '/a', '--report'], 'needs a folder'],
    [['--live', '--quit-when-done'], 'need --report'],
    [['--live', '--format=pdf'], 'need --report'],
  ])('says what is wrong with %j', (args, says) => {
    expect(parse(...args).job).toBeNull();
    expect(parse(...args).mistake).toContain(says);
  });

  it('reads both ways to give a value, and passes over what is not ours', () => {
    const line = parseCommandLine(
      ['--no-sandbox', '.', '--data-dir', '/d', '--test-choose=/a', 'x.daemonscope'],
      false,
    );
    expect(line).toEqual({
      dataFolder: '/d',
      caseFile: 'x.daemonscope',
      gpu: false,
      quitWhenReady: false,
      job: null,
      mistake: null,
      dialogAnswers: '/a',
    });
    expect(parseCommandLine(['--data-dir=/e'], true).dataFolder).toBe('/e');
    expect(parseCommandLine(['--data-dir', '--gpu'], true)).toMatchObject({ dataFolder: null, gpu: true });
  });

  it('has no test switch in a package', () => {
    expect(parseCommandLine(['--test-choose=/a'], true).dialogAnswers).toBeNull();
    expect(forbiddenSwitch((name) => name === 'remote-debugging-port')).toBe('remote-debugging-port');
    expect(forbiddenSwitch(() => false)).toBeNull();
  });
});

describe('who may ask', () => {
  const top = { url: 'app://daemonscope/index.html', parent: null };
  it('is the top frame of our window only', () => {
    expect(maySend(1, top, 1)).toBe(true);
    expect(maySend(2, top, 1)).toBe(false);
    expect(maySend(1, top, null)).toBe(false);
    expect(maySend(1, null, 1)).toBe(false);
    expect(maySend(1, { ...top, parent: top }, 1)).toBe(false);
    expect(maySend(1, { ...top, url: 'about:blank' }, 1)).toBe(false);
  });

  it('is told by the parsed address', () => {
    for (const address of [
      'app://daemonscope.example/',
      'app://x@daemonscope/',
      'app://daemonscope:1/',
      'https://daemonscope/',
      'file:///app://daemonscope/',
      'app:daemonscope',
      '',
    ]) {
      expect(isOwnAddress(address), address).toBe(false);
    }
  });
});

describe('servedFile', () => {
  it('knows the files of the folder by their exact path, and nothing else', () => {
    const folder = mkdtempSync(join(tmpdir(), 'daemonscope-served-'));
    try {
      mkdirSync(join(folder, 'site/assets'), { recursive: true });
      for (const file of ['secret.html', 'site/index.html', 'site/assets/a.js', 'site/notes.txt']) {
        writeFileSync(join(folder, file), file);
      }
      const files = listServedFiles(join(folder, 'site'));
      expect([...files.keys()].sort()).toEqual(['/assets/a.js', '/index.html']);
      const status = (path: string) => servedFile(files, `app://daemonscope${path}`) !== undefined;
      expect(status('/assets/../index.html')).toBe(true);
      for (const path of [
        '',
        '/',
        '//index.html',
        '/../secret.html',
        '/%2e%2e/secret.html',
        '/..%2fsecret.html',
        '/__proto__',
        '/index.html%00',
        '/index.html/',
      ]) {
        expect(status(path), path).toBe(false);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
