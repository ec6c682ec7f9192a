import { describe, expect, it } from 'vitest';
import { memoryEvidence } from '../../main/evidence/memory-evidence.ts';
import { recogniseRoot } from '../../main/sources/recognise-root.ts';

type Tree = Parameters<typeof memoryEvidence>[0];

function rootOf(paths: readonly string[], target = 'memory', more: Tree = {}) {
  const tree = { ...Object.fromEntries(paths.map((path) => [path, 'x'])), ...more };
  const found = recogniseRoot(memoryEvidence(tree, { target }));
  if (!found.ok) throw new Error(found.error);
  return found.value;
}

const folders = (paths: readonly string[], target?: string) =>
  rootOf(paths, target).folders.map(({ path, standsFor }) => `${path} ${standsFor}`);

describe('bare folders of launchd jobs', () => {
  it('lists each folder with what it stands for', () => {
    const root = rootOf(['/LaunchDaemons/a.plist', '/LaunchAgents/b.plist', '/notes.txt']);
    expect(root).toMatchObject({
      layout: 'macos-jobs',
      platform: 'macos',
      base: '',
      filesComplete: false,
      folders: [
        { path: '/LaunchAgents', standsFor: '/Library/LaunchAgents' },
        { path: '/LaunchDaemons', standsFor: '/Library/LaunchDaemons' },
      ],
    });
    expect(root.reason).toContain('/LaunchAgents for /Library/LaunchAgents');
  });

  it.each([
    ['/System/LaunchDaemons', '/System/Library/LaunchDaemons'],
    ['/cas/web/System/LaunchAgents', '/System/Library/LaunchAgents'],
    ['/systemLaunchDaemons', '/System/Library/LaunchDaemons'],
    ['/SYSTEM_LAUNCHDAEMONS', '/System/Library/LaunchDaemons'],
    ['/case/mac/Users/alice/LaunchAgents', '/Users/alice/Library/LaunchAgents'],
    ['/A.app/Contents/Library/LaunchAgents', '/Applications/A.app/Contents/Library/LaunchAgents'],
    ['/launchdaemons', '/Library/LaunchDaemons'],
    ['/com.apple.xpc.launchd', '/private/var/db/com.apple.xpc.launchd'],
  ])('takes %s for %s', (path, standsFor) => {
    const root = rootOf([`${path}/com.example.plist`]);
    expect(root.folders).toEqual([{ path, standsFor }]);
  });

  it.each([
    ['/cases/7/LaunchDaemons', '/Library/LaunchDaemons'],
    ['/cases/7/Library/LaunchAgents/', '/Library/LaunchAgents'],
    ['/Volumes/Image/System/Library/LaunchDaemons', '/System/Library/LaunchDaemons'],
    ['/Volumes/Image/Users/alice/Library/LaunchAgents', '/Users/alice/Library/LaunchAgents'],
    ['/Users/analyst/cases/LaunchAgents', '/Library/LaunchAgents'],
    ['C:\\cases\\System\\Library\\LaunchAgents', '/System/Library/LaunchAgents'],
  ])('takes the target %s for %s', (target, standsFor) => {
    expect(folders(['/com.example.plist'], target)).toEqual([`/ ${standsFor}`]);
  });

  it('takes an unnamed folder for jobs when a property list in it is one', () => {
    const job =
      '<plist><dict><key>Label</key><string>a</string><key>Program</key><string>/x</string></dict></plist>';
    const other = '<plist><dict><key>Label</key><string>a</string></dict></plist>';
    const jobs = rootOf([], '/cases/plists', { '/a.plist': other, '/b.plist': 'damaged', '/c.plist': job });
    expect(jobs).toMatchObject({
      layout: 'macos-jobs',
      folders: [{ path: '/', standsFor: '/Library/LaunchDaemons' }],
    });
    expect(rootOf([], '/cases/agents', { '/c.plist': job }).folders[0]?.standsFor).toBe(
      '/Library/LaunchAgents',
    );
    expect(recogniseRoot(memoryEvidence({ '/a.plist': other, '/b.plist': 'damaged' })).ok).toBe(false);
  });

  it('is none without property lists', () => {
    expect(recogniseRoot(memoryEvidence({ '/LaunchDaemons/readme.txt': 'x' })).ok).toBe(false);
    expect(recogniseRoot(memoryEvidence({ '/LaunchDaemons': { directory: true } })).ok).toBe(false);
  });
});

describe('bare folders of units', () => {
  it.each<[string[], string[]]>([
    [['/systemd/system/a.service', '/systemd/system.conf'], ['/systemd /etc/systemd']],
    [['/systemd/user/a.service'], ['/systemd /etc/systemd']],
    [['/systemd/a.service'], ['/systemd /etc/systemd/system']],
    [['/system/a.timer'], ['/system /etc/systemd/system']],
    [['/user/a.service'], ['/user /etc/systemd/user']],
    [['/a.service', '/a.service.d/b.conf'], ['/ /etc/systemd/system']],
    [['/units/a.socket'], ['/units /etc/systemd/system']],
    [['/case/web/deep/systemd/system/a.service'], ['/case/web/deep/systemd /etc/systemd']],
  ])('lists %j as %j', (paths, expected) => {
    expect(folders(paths)).toEqual(expected);
    expect(rootOf(paths)).toMatchObject({ layout: 'linux-units', platform: 'linux', filesComplete: false });
  });

  it.each([
    ['/cases/7/systemd', '/system/a.service', '/ /etc/systemd'],
    ['/mnt/usr/lib/systemd', '/system/a.service', '/ /usr/lib/systemd'],
    ['/mnt/lib/systemd/system', '/a.service', '/ /lib/systemd/system'],
    ['/mnt/usr/local/lib/systemd/system/', '/a.service', '/ /usr/local/lib/systemd/system'],
    ['/mnt/run/systemd/system', '/a.service', '/ /run/systemd/system'],
    ['/mnt/home/al/.config/systemd/user', '/a.service', '/ /home/al/.config/systemd/user'],
    ['C:\\cases\\etc\\systemd\\user', '/a.service', '/ /etc/systemd/user'],
  ])('heeds the target %s', (target, path, expected) => {
    expect(folders([path], target)).toEqual([expected]);
  });

  it('is none without a unit that starts something', () => {
    expect(recogniseRoot(memoryEvidence({ '/units/a.target': 'x' })).ok).toBe(false);
    expect(recogniseRoot(memoryEvidence({ '/a/b/c.service': 'x' })).ok).toBe(false);
    expect(recogniseRoot(memoryEvidence({ '/.service': 'x' })).ok).toBe(false);
  });

  it('says when not all folders were searched', () => {
    const many = Array.from({ length: 2_100 }, (_, at) => `/a/f${at}/readme.txt`);
    expect(rootOf(['/system/a.service', ...many]).reason).toMatch(/only 2000 folders were searched$/);
    expect(rootOf(['/system/a.service']).reason).not.toContain('searched');
  });

  it('names the folders of the other system', () => {
    const root = rootOf(['/systemd/system/a.service', '/system/b.service', '/LaunchDaemons/a.plist']);
    expect(root.layout).toBe('linux-units');
    expect(root.reason).toContain('of macOS and not examined: /LaunchDaemons');
  });
});

describe('folders that lie deep down as on their system', () => {
  it.each([
    ['/case/web/deep', '/usr/lib/systemd/system/a.service', 'linux-collection'],
    ['/case/web/deep', '/etc/systemd/user/a.service', 'linux-collection'],
    ['/case/web/deep', '/home/al/.config/systemd/user/a.service', 'linux-collection'],
    ['/case/mac/deep', '/System/Library/LaunchAgents/com.example.plist', 'macos-collection'],
    ['/case/mac/deep', '/Users/al/Library/LaunchAgents/com.example.plist', 'macos-collection'],
  ])('are a collection below %s with %s', (base, path, layout) => {
    expect(rootOf([`${base}${path}`])).toMatchObject({ layout, base, folders: [], filesComplete: false });
  });

  it('are examined for the first host, the others are named', () => {
    const root = rootOf([
      '/case/web/one/etc/systemd/system/a.service',
      '/case/web/two/etc/systemd/system/a.service',
    ]);
    expect(root.base).toBe('/case/web/one');
    expect(root.reason).toContain('not examined: /case/web/two');
  });
});
