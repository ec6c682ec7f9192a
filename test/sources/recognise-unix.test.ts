import { describe, expect, it } from 'vitest';
import { NO_AUDIT } from '../../main/evidence/audit.ts';
import { openDirectory } from '../../main/evidence/directory-evidence.ts';
import type { Evidence } from '../../main/evidence/evidence.ts';
import { memoryEvidence } from '../../main/evidence/memory-evidence.ts';
import { recogniseRoot } from '../../main/sources/recognise-root.ts';
import { memoryAudit } from '../support/memory-audit.ts';

type Tree = Parameters<typeof memoryEvidence>[0];

function recognised(evidence: Evidence) {
  const found = recogniseRoot(evidence);
  if (!found.ok) throw new Error(found.error);
  return found.value;
}

/** Evidence that holds these files, all without content, and what else is given. */
function rootOf(paths: readonly string[], more: Tree = {}, target = 'memory') {
  const tree = { ...Object.fromEntries(paths.map((path) => [path, 'x'])), ...more };
  return recognised(memoryEvidence(tree, { target }));
}

/** Programs enough for a volume. */
function programs(base: string): string[] {
  return Array.from({ length: 24 }, (_, at) => `${base}/usr/bin/program${at}`).concat(
    `${base}/usr/lib/libc.so`,
  );
}

describe('Linux', () => {
  it.each([
    [
      'a merged /usr',
      [...programs(''), '/etc/os-release'],
      { '/bin': { link: 'usr/bin' }, '/lib': { link: 'usr/lib' } },
    ],
    ['programs and no sign of a distribution', ['/etc/passwd', '/usr/bin/env'], {}],
    ['a small tree with a shell', ['/etc/systemd/system/a.service', '/bin/sh'], {}],
    ['busybox', ['/etc/alpine-release', '/lib/apk/db/installed', '/bin/busybox'], {}],
    ['distroless', ['/var/lib/dpkg/status.d/base', '/etc/passwd'], {}],
    ['an old host', ['/etc/init.d/ssh', '/sbin/init'], {}],
  ])('is a volume with %s', (_what, paths, more) => {
    expect(rootOf(paths, more)).toMatchObject({
      layout: 'linux-volume',
      platform: 'linux',
      base: '',
      folders: [],
      filesComplete: true,
      reason: expect.stringMatching(/^Linux volume: the root holds /),
    });
  });

  it.each([
    '/etc/systemd/system/a.service',
    '/usr/lib/systemd/system/a.service',
    '/lib/systemd/system/a.service',
    '/etc/init.d/a',
    '/var/lib/dpkg/status',
    '/etc/os-release',
    '/home/alice/.config/systemd/user/a.service',
    '/root/.config/systemd/user/a.service',
    '/home/alice/%2Econfig/systemd/user/a.service',
  ])('is a collection with %s only', (path) => {
    expect(rootOf([path])).toMatchObject({
      layout: 'linux-collection',
      platform: 'linux',
      base: '',
      filesComplete: false,
    });
  });

  it('takes links that lead nowhere in the collection for a sign', () => {
    expect(rootOf([], { '/etc/os-release': { link: '../usr/lib/os-release' } }).layout).toBe(
      'linux-collection',
    );
  });

  it.each([
    ['/[root]', 'UAC'],
    ['/uac-web01-linux-20240501120000/[root]', 'UAC in its folder'],
    ['/uploads/auto', 'Velociraptor'],
    ['/Collection-web01-2024/uploads/file', 'Velociraptor in its folder'],
    ['/web01', 'a folder named after the host'],
    ['/case/fs', 'acquire'],
    ['/tree/files/root', 'a tree of files'],
    ['/@', 'a subvolume of btrfs'],
    ['/snap/@/snapshot', 'a snapshot'],
  ])('finds %s (%s)', (base) => {
    expect(
      rootOf([
        `${base}/etc/systemd/system/a.service`,
        '/live_response/process/ps.txt',
        '/bodyfile/bodyfile.txt',
      ]),
    ).toMatchObject({
      layout: 'linux-collection',
      base,
      filesComplete: false,
    });
  });

  it('takes a whole system in a folder for a volume, but not one that its name says was collected', () => {
    const marker = '/etc/os-release';
    expect(rootOf([...programs('/web01'), `/web01${marker}`])).toMatchObject({
      layout: 'linux-volume',
      base: '/web01',
      filesComplete: true,
    });
    expect(rootOf([...programs('/[root]'), `/[root]${marker}`]).filesComplete).toBe(false);
    expect(rootOf([...programs('/uploads/auto'), `/uploads/auto${marker}`]).filesComplete).toBe(false);
  });

  it('wants more than a shell below a wrapper before absence counts', () => {
    expect(rootOf(['/web01/etc/os-release', '/web01/bin/sh']).filesComplete).toBe(false);
  });

  it('heeds the name of the target itself', () => {
    const paths = ['/etc/systemd/system/a.service', '/bin/sh'];
    expect(rootOf(paths, {}, '/cases/7/uac-web01-linux-2024/[root]').filesComplete).toBe(false);
    expect(rootOf(paths, {}, 'C:\\cases\\web01\\uploads\\auto').filesComplete).toBe(false);
    expect(rootOf(paths, {}, '/mnt/image').filesComplete).toBe(true);
  });

  it('names further hosts and prefers a whole volume', () => {
    const root = rootOf([...programs('/b'), '/b/etc/os-release', '/a/etc/os-release', '/c1/etc/os-release']);
    expect(root.base).toBe('/b');
    expect(root.reason).toMatch(/not examined: \/a, \/c1$/);
  });

  it('knows the running host, whatever it lacks', () => {
    const live = memoryEvidence({ '/etc/os-release': 'x' }, { kind: 'live' });
    expect(recognised(live)).toMatchObject({ layout: 'linux-volume', filesComplete: true });
  });

  it('takes BSD for none of its own', () => {
    const bsd = [...programs(''), '/etc/rc.conf', '/etc/os-release', '/libexec/ld-elf.so.1'];
    expect(recogniseRoot(memoryEvidence(Object.fromEntries(bsd.map((path) => [path, 'x'])))).ok).toBe(false);
    expect(rootOf([...bsd, '/etc/systemd/system/a.service']).platform).toBe('linux');
  });

  it.skipIf(process.platform !== 'linux')('knows the host that runs this test (skipped: not Linux)', () => {
    const audit = memoryAudit();
    const opened = openDirectory('/', { audit, kind: 'directory' });
    if (!opened.ok) throw new Error(opened.error.reason);
    expect(recognised(opened.value)).toMatchObject({ platform: 'linux', base: '', filesComplete: true });
    expect(audit.entries.length).toBeLessThan(40);
  });
});

describe('macOS', () => {
  const SYSTEM = [
    '/System/Library/CoreServices/SystemVersion.plist',
    '/usr/lib/dyld',
    '/bin/sh',
    '/sbin/launchd',
  ];

  it('is a volume with its programs', () => {
    expect(rootOf([...SYSTEM, '/Library/LaunchDaemons/a.plist', '/private/etc/hosts'])).toMatchObject({
      layout: 'macos-volume',
      platform: 'macos',
      base: '',
      filesComplete: true,
    });
    expect(rootOf([...SYSTEM, '/System/Volumes/Data/Library/LaunchDaemons/a.plist']).filesComplete).toBe(
      true,
    );
  });

  it('is not complete without its Data volume, nor is the Data volume alone', () => {
    expect(rootOf(SYSTEM)).toMatchObject({
      layout: 'macos-volume',
      filesComplete: false,
      reason: expect.stringContaining('without its Data volume'),
    });
    const data = [
      '/Library/LaunchDaemons/a.plist',
      '/Users/alice/x',
      '/private/var/db/x',
      '/Applications/A.app/x',
    ];
    expect(rootOf([...data, '/usr/local/bin/brew', '/System/Library/AssetsV2/x'])).toMatchObject({
      layout: 'macos-volume',
      filesComplete: false,
      reason: expect.stringContaining('without its system volume'),
    });
    expect(rootOf(data.map((path) => `/[root]${path}`)).layout).toBe('macos-collection');
  });

  it.each([
    '/System/Library/LaunchDaemons/a.plist',
    '/Library/LaunchDaemons/a.plist',
    '/Library/LaunchAgents/a.plist',
    '/Users/alice/Library/LaunchAgents/a.plist',
    '/private/var/db/com.apple.xpc.launchd/disabled.plist',
  ])('is a collection with %s only', (path) => {
    for (const base of ['', '/[root]', '/uploads/auto', '/mac1']) {
      expect(rootOf([`${base}${path}`])).toMatchObject({
        layout: 'macos-collection',
        platform: 'macos',
        base,
        filesComplete: false,
      });
    }
  });

  it('does not let a planted folder hide the Linux around it', () => {
    const linux = ['/etc/os-release', '/usr/lib/systemd/system/a.service', '/bin/sh'];
    const root = rootOf([...linux, '/Library/LaunchDaemons/a.plist', '/Library/LaunchAgents/b.plist']);
    expect(root).toMatchObject({ platform: 'linux', layout: 'linux-volume' });
    expect(root.reason).toContain('it also has signs of macos');
  });
});

describe('recognising', () => {
  it('keeps the audit log short over many folders that are nothing', () => {
    const audit = memoryAudit();
    const tree = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`/f${at}/readme.txt`, 'x']));
    expect(recogniseRoot(memoryEvidence(tree, { audit })).ok).toBe(false);
    expect(audit.entries.length).toBeLessThan(300 * 7);
  });

  it('prefers Windows in a collection to folders that look like Linux', () => {
    const root = rootOf([
      '/uploads/auto/C%3A/Windows/System32/config/SYSTEM',
      '/x/etc/systemd/system/a.service',
    ]);
    expect(root.platform).toBe('windows');
  });

  it('gives an error for a target that is no folder', () => {
    const opened = openDirectory(new URL(import.meta.url).pathname, { audit: NO_AUDIT });
    if (opened.ok) expect(recogniseRoot(opened.value).ok).toBe(false);
  });
});
