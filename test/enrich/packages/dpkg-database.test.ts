import { describe, expect, it } from 'vitest';
import { openPackages } from '../../../main/enrich/packages/packages.ts';
import { memoryEvidence } from '../../../main/evidence/memory-evidence.ts';
import type { MemoryNode } from '../../../main/evidence/memory-node.ts';
import { memoryAudit } from '../../support/memory-audit.ts';
import { digestsOf } from './digests-of.ts';

const D = '/var/lib/dpkg';
const stanza = (name: string, more = '') =>
  `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\n${more}\n`;
const sums = (files: Record<string, string>) =>
  Object.entries(files)
    .map(([path, content]) => `${digestsOf(content).md5}  ${path}\n`)
    .join('');

const BASE: Record<string, MemoryNode> = {
  [`${D}/status`]: stanza('x'),
  [`${D}/info/x.list`]: {
    content: '/.\n/lib\n/lib/systemd/system/x.service\n/usr/bin/y\n/opt/z',
    modified: '2026-01-02T03:04:05Z',
  },
  [`${D}/info/x.md5sums`]: sums({ 'lib/systemd/system/x.service': 'unit', 'usr/bin/y': 'y', 'opt/z': 'z' }),
  '/usr/lib/systemd/system/x.service': 'unit',
  '/usr/bin/y': 'y',
  '/opt/z': 'z',
};
const open = (more: Record<string, MemoryNode>, without: readonly string[] = []) =>
  openPackages(
    memoryEvidence(
      Object.fromEntries(Object.entries({ ...BASE, ...more }).filter(([path]) => !without.includes(path))),
    ),
  );

describe("dpkg's database", () => {
  it('reads nothing before the first question', () => {
    const audit = memoryAudit();
    const packages = openPackages(memoryEvidence(BASE, { audit }));
    expect(packages.diagnostics).toEqual([]);
    expect(audit.entries).toEqual([]);
    expect(packages.databases).toEqual([{ kind: 'dpkg', path: D, packages: 1 }]);
    expect(audit.entries).not.toEqual([]);
  });

  it.each([
    ['linked', { '/lib': { link: 'usr/lib' } }],
    ['linked absolutely', { '/lib': { link: '/usr/lib' } }],
    ['not in the collection', {}],
  ])('knows /usr/lib by /lib: %s', (_how, more) => {
    const packages = open(more);
    const digests = digestsOf('unit');
    expect(packages.ownership('/usr/lib/systemd/system/x.service', digests).state).toBe('owned-unchanged');
    expect(packages.ownership('/lib/systemd/system/x.service', digests).state).toBe('owned-unchanged');
  });

  it('keeps /lib and /usr/lib apart where they are two folders', () => {
    const packages = open({ '/lib/systemd/system/x.service': 'unit' });
    expect(packages.ownership('/lib/systemd/system/x.service', digestsOf('unit')).state).toBe(
      'owned-unchanged',
    );
    expect(packages.ownership('/usr/lib/systemd/system/x.service', digestsOf('unit')).state).toBe(
      'not-owned',
    );
  });

  it('knows a folder that was moved and linked', () => {
    const packages = open({ '/opt': { link: 'srv/opt' }, '/srv/opt/z': 'z' }, ['/opt/z']);
    expect(packages.ownership('/srv/opt/z', digestsOf('z')).state).toBe('owned-unchanged');
  });

  it('answers for the file that a link leads to', () => {
    const packages = open({
      '/usr/bin/a': { link: 'y' },
      '/usr/bin/b': { link: '/tmp/b' },
      '/tmp/b': 'b',
      '/usr/bin/c': { link: '/tmp/b' },
      [`${D}/info/x.list`]: '/usr/bin/y\n/usr/bin/c\n',
    });
    expect(packages.ownership('/usr/bin/a', digestsOf('y'))).toMatchObject({
      state: 'owned-unchanged',
      package: 'x',
    });
    expect(packages.ownership('/usr/bin/b', digestsOf('b')).state).toBe('not-owned');
    // The link is the package's, what it leads to is not.
    expect(packages.ownership('/usr/bin/c', digestsOf('b')).state).toBe('not-owned');
  });

  it('has words for what was not compared', () => {
    const packages = open({}, [`${D}/info/x.md5sums`]);
    expect(packages.ownership('/usr/bin/y', digestsOf('y'))).toMatchObject({
      state: 'owned-not-verified',
      algorithm: null,
    });
    expect(open({}).ownership('/usr/bin/y', null)).toMatchObject({
      state: 'owned-not-verified',
      algorithm: 'md5',
      recorded: digestsOf('y').md5,
    });
    expect(open({}).ownership('/usr/bin/y', { sha256: digestsOf('y').sha256 }).state).toBe(
      'owned-not-verified',
    );
  });

  it('says when a package was installed', () => {
    expect(open({}).installedAt('x')).toBe('2026-01-02T03:04:05Z');
    expect(open({}).installedAt('none')).toBeNull();
  });

  it('reads images without dpkg (status.d)', () => {
    const packages = openPackages(
      memoryEvidence({
        [`${D}/status.d/base`]: 'Package: base-files\nVersion: 12\nArchitecture: amd64\n',
        [`${D}/status.d/base.md5sums`]: sums({ './usr/bin/y': 'y' }),
        '/usr/bin/y': 'y',
      }),
    );
    expect(packages.databases).toEqual([{ kind: 'dpkg', path: D, packages: 1 }]);
    expect(packages.ownership('/usr/bin/y', digestsOf('y'))).toMatchObject({
      state: 'owned-unchanged',
      package: 'base-files',
      version: '12',
    });
    expect(packages.ownership('/usr/bin/z', digestsOf('y')).state).toBe('not-owned');
  });

  it('takes what dpkg has not yet merged', () => {
    const packages = open({ [`${D}/updates/0000`]: stanza('x').replace('Version: 1', 'Version: 2') });
    expect(packages.ownership('/usr/bin/y', digestsOf('y')).version).toBe('2');
  });

  it('has no database where there is none', () => {
    const packages = openPackages(memoryEvidence({ '/usr/bin/y': 'y' }));
    expect(packages.ownership('/usr/bin/y', digestsOf('y'))).toMatchObject({
      state: 'no-database',
      database: null,
    });
    expect(packages.databases).toEqual([]);
    expect(packages.diagnostics).toEqual([]);
  });

  it('says of an empty status that it is empty', () => {
    const packages = open({ [`${D}/status`]: '' });
    expect(packages.ownership('/usr/bin/y', digestsOf('y')).state).toBe('no-database');
    expect(packages.diagnostics.map(({ code }) => code)).toEqual(['package-database-empty']);
  });

  it('reports what it could not read', () => {
    const unreadable = open({ [`${D}/info/x.list`]: { unreadable: 'no permission' } });
    expect(unreadable.ownership('/usr/bin/y', null).state).toBe('no-database');
    expect(unreadable.diagnostics.map(({ code }) => code)).toEqual([
      'package-database-unreadable',
      'package-list-missing',
      'package-lists-absent',
    ]);
    const two = open({ [`${D}/status`]: `${stanza('x')}\n${stanza('w')}` });
    expect(two.ownership('/usr/bin/q', null).state).toBe('not-owned');
    expect(two.diagnostics).toMatchObject([
      { severity: 'warning', code: 'package-list-missing', source: 'packages', path: `${D}/info/w.list` },
    ]);
    const damaged = open({ [`${D}/diversions`]: 'x\n', [`${D}/info/x.md5sums`]: 'y\n' });
    expect(damaged.ownership('/usr/bin/y', digestsOf('y')).state).toBe('owned-not-verified');
    expect(damaged.diagnostics.map(({ path, code }) => [path, code])).toEqual([
      [`${D}/diversions`, 'package-database-malformed'],
      [`${D}/info/x.md5sums`, 'package-database-malformed'],
    ]);
    const none = open({ [`${D}/status`]: { unreadable: 'no permission' } });
    expect(none.ownership('/usr/bin/y', null).state).toBe('no-database');
    expect(none.diagnostics.map(({ code }) => code)).toEqual(['package-database-unreadable']);
  });

  it('does not leave its folder for a package with a hostile name', () => {
    const packages = open({
      [`${D}/status`]: stanza('../../../etc/passwd'),
      '/etc/passwd.list': '/usr/bin/y\n',
    });
    expect(packages.ownership('/usr/bin/y', null).state).toBe('no-database');
  });
});
