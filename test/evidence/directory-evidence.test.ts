import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDirectory } from '../../main/evidence/directory-evidence.ts';
import type { Evidence } from '../../main/evidence/evidence.ts';
import { openLive } from '../../main/evidence/live-evidence.ts';
import { openLocator } from '../../main/evidence/open-locator.ts';
import { temporaryFolder, writeTree } from '../support/host-tree.ts';
import { memoryAudit } from '../support/memory-audit.ts';
import { treeSnapshot } from '../support/tree-snapshot.ts';

const POSIX = process.platform !== 'win32';
let folder: ReturnType<typeof temporaryFolder>;
let audit: ReturnType<typeof memoryAudit>;
beforeEach(() => {
  folder = temporaryFolder();
  audit = memoryAudit();
});
afterEach(() => folder.dispose());

function open(path = folder.path, target?: string): Evidence {
  const opened = openDirectory(path, target === undefined ? { audit } : { audit, target });
  if (!opened.ok) throw new Error(opened.error.reason);
  return opened.value;
}

function text(evidence: Evidence, path: string): string {
  const bytes = evidence.read(path, 1000);
  return bytes.ok ? new TextDecoder().decode(bytes.value) : `error ${bytes.error.code}`;
}

describe('the root', () => {
  it('may be reached through a link, and keeps the name that the user gave', () => {
    writeTree(folder.path, { '/real/etc/hosts': 'x', '/image': { link: 'real' } });
    const evidence = open(join(folder.path, 'image'));
    expect(evidence.target).toBe(join(folder.path, 'image'));
    expect(evidence.kind).toBe('directory');
    expect(text(evidence, '/etc/hosts')).toBe('x');
    const locator = evidence.locator('/etc/hosts');
    expect(locator.ok && openLocator(locator.value).ok).toBe(true);
  });

  it('is an error, not an exception, when it is missing or a file', () => {
    writeTree(folder.path, { '/file': 'x' });
    const missing = openDirectory(join(folder.path, 'none'), { audit });
    expect(missing).toMatchObject({ ok: false, error: { code: 'missing' } });
    const file = openDirectory(join(folder.path, 'file'), { audit, target: 'case 7' });
    expect(file).toEqual({
      ok: false,
      error: { code: 'not-a-directory', path: 'case 7', reason: 'not a folder' },
    });
    expect(openDirectory('a\0b', { audit }).ok).toBe(false);
    expect(audit.entries.map((entry) => entry.action)).toEqual(['failed', 'failed', 'failed']);
  });
});

describe.skipIf(!POSIX)('links that a driver prefixed with the mount point', () => {
  it('mean the root of the evidence, under each of its names', () => {
    const mount = join(folder.path, 'mount');
    writeTree(folder.path, {
      '/mount/Users/Public/f': 'inside',
      '/mount/Documents and Settings': { link: join(mount, 'Users') },
      '/mount/other': { link: join(folder.path, 'alias', 'Users') },
      '/mount/all': { link: mount },
      '/mount/beside': { link: `${mount}2/Users` },
      '/alias': { link: 'mount' },
    });
    const evidence = open(join(folder.path, 'alias'));
    expect(text(evidence, '/Documents and Settings/Public/f')).toBe('inside');
    expect(text(evidence, '/other/Public/f')).toBe('inside');
    expect(text(evidence, '/all/Users/Public/f')).toBe('inside');
    expect(evidence.lookup('/beside').state).toBe('missing');
  });
});

describe('the cache of names', () => {
  it('sees names that came after the first lookup', () => {
    writeTree(folder.path, { '/etc/a': '1' });
    utimesSync(join(folder.path, 'etc'), 1000, 1000);
    const evidence = open();
    expect(evidence.lookup('/ETC/B', { ignoreCase: true }).state).toBe('missing');
    writeFileSync(join(folder.path, 'etc/b'), '2');
    expect(evidence.lookup('/ETC/B', { ignoreCase: true })).toMatchObject({ path: '/etc/b' });
  });
});

describe.skipIf(process.platform !== 'linux')('names that are not UTF-8', () => {
  it('are listed, refused in the log, and never taken for missing', () => {
    const raw = Buffer.concat([Buffer.from(`${folder.path}/bad`), Buffer.from([0xff])]);
    writeFileSync(raw, 'x');
    writeFileSync(join(folder.path, 'real\uFFFD'), 'y');
    const evidence = open();
    const listed = evidence.list('/');
    expect(listed.ok && listed.value.map((entry) => entry.name)).toEqual(['bad\uFFFD', 'real\uFFFD']);
    expect(audit.entries).toContainEqual({
      action: 'refused',
      path: '/',
      detail: 'name is not valid UTF-8: bad\uFFFD',
    });
    const reason = 'name is not valid UTF-8';
    expect(evidence.lookup('/bad\uFFFD')).toEqual({ state: 'unreadable', reason });
    expect(evidence.lookup('/BAD\uFFFD', { ignoreCase: true })).toEqual({ state: 'unreadable', reason });
    expect(evidence.lookup('/none\uFFFD').state).toBe('missing');
    expect(text(evidence, '/real\uFFFD')).toBe('y');
  });
});

describe('times', () => {
  it.skipIf(!POSIX)('are UTC with nanoseconds, also before 1970', () => {
    writeTree(folder.path, { '/new': 'x', '/old': 'x' });
    utimesSync(join(folder.path, 'new'), 1, 1_700_000_000.5);
    utimesSync(join(folder.path, 'old'), 1, new Date(-250));
    const evidence = open();
    expect(evidence.lookup('/new')).toMatchObject({ stat: { modified: '2023-11-14T22:13:20.500000000Z' } });
    expect(evidence.lookup('/old')).toMatchObject({ stat: { modified: '1969-12-31T23:59:59.750000000Z' } });
  });
});

describe.skipIf(process.platform !== 'linux')('paths longer than the system takes', () => {
  it('are unreadable, not missing', () => {
    const component = 'd'.repeat(250);
    // As deep as one path can name (PATH_MAX counts the final NUL).
    const path = `/${component}`.repeat(Math.floor((4095 - folder.path.length) / (component.length + 1)));
    const host = folder.path + path;
    mkdirSync(host, { recursive: true });
    symlinkSync('.', join(folder.path, component, 's'));
    // By relative paths a tree can be deeper than any path that names it.
    execFileSync('mkdir', ['-p', `${component}/${component}`], { cwd: host });
    const evidence = open();
    const unreadable = { state: 'unreadable', reason: 'name too long (ENAMETOOLONG)' };
    expect(evidence.lookup(path)).toMatchObject({ state: 'directory', path });
    const detour = `/${component}${'/s'.repeat(30)}`;
    expect(evidence.lookup(detour + path.slice(component.length + 1))).toMatchObject({ path });
    expect(evidence.lookup(`${path}/${component}`)).toEqual(unreadable);
    expect(evidence.lookup(`${path}/${component.toUpperCase()}`, { ignoreCase: true })).toEqual(unreadable);
    expect(evidence.read(`${path}/${component}/${component}`, 1)).toMatchObject({
      error: { code: 'unreadable' },
    });
    expect(evidence.list(path)).toMatchObject({ ok: true, value: [{ name: component, kind: 'directory' }] });
    execFileSync('rm', ['-rf', folder.path]);
  });
});

describe('evidence', () => {
  it.skipIf(!POSIX)('is not changed by anything, access times of files included', () => {
    writeTree(folder.path, {
      '/Windows/System32/config/SYSTEM': 'hive',
      '/etc/link': { link: '/Windows' },
      '/etc/out': { link: '../../x' },
      '/etc/fifo': { special: 'fifo' },
      '/etc/closed': { directory: true, unreadable: '' },
    });
    utimesSync(join(folder.path, 'Windows/System32/config/SYSTEM'), 1000, 2000);
    const before = treeSnapshot(folder.path);
    expect(before.length).toBeGreaterThan(8);
    const evidence = open();
    for (const path of ['/windows/system32/CONFIG/system', '/etc/link/x', '/etc/out', '/etc/fifo', '/none']) {
      evidence.lookup(path, { ignoreCase: true });
      evidence.lookup(path);
      evidence.read(path, 100);
      evidence.list(path);
      evidence.locator(path);
    }
    expect(text(evidence, '/Windows/System32/config/SYSTEM')).toBe('hive');
    const locator = evidence.locator('/Windows/System32/config/SYSTEM');
    const file = locator.ok ? openLocator(locator.value) : locator;
    if (!file.ok) throw new Error(file.error.reason);
    expect(file.value.read(0, new Uint8Array(4), 0, 4)).toBe(4);
    file.value.close();
    for (const path of ['/', '/etc', '/etc/closed', '/Windows']) evidence.list(path);
    expect(treeSnapshot(folder.path)).toEqual(before);
  });
});

describe.skipIf(!POSIX)('the live host', () => {
  it('is read from /, and files of /proc have content though their size is zero', () => {
    const opened = openLive({ audit });
    if (!opened.ok) throw new Error(opened.error.reason);
    const evidence = opened.value;
    expect(evidence.kind).toBe('live');
    writeTree(folder.path, { '/f': 'live' });
    expect(text(evidence, join(folder.path, 'f'))).toBe('live');
    expect(evidence.lookup('/dev/null').state).toBe('special');
    if (process.platform === 'linux') {
      expect(text(evidence, '/proc/self/comm')).not.toBe('');
      expect(evidence.read('/proc/self/status', 20)).toMatchObject({
        ok: false,
        error: { code: 'too-large' },
      });
    }
  });
});
