import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openPackages } from '../../../main/enrich/packages/packages.ts';
import { memoryEvidence } from '../../../main/evidence/memory-evidence.ts';
import type { MemoryNode } from '../../../main/evidence/memory-node.ts';
import { digestsOf } from './digests-of.ts';

const open = (tree: Record<string, MemoryNode>) => openPackages(memoryEvidence(tree));
const q1 = (content: string) => `Z:Q1${Buffer.from(digestsOf(content).sha1, 'hex').toString('base64')}`;

describe("apk's database", () => {
  const INSTALLED = [
    'P:x',
    'V:1-r0',
    'F:',
    'R:top',
    q1('top'),
    'F:usr/bin',
    'R:x',
    'a:0:0:755',
    q1('x'),
    'R:short',
    `Z:Q2${Buffer.from(digestsOf('short').sha256, 'hex').subarray(0, 20).toString('base64')}`,
    'F:etc',
    'R:x.conf',
    q1('conf'),
    'F:etc/init.d',
    'R:x',
    q1('init'),
    '',
  ].join('\n');

  it('knows the states of a file', () => {
    const packages = open({ '/lib/apk/db/installed': INSTALLED });
    const state = (path: string, content: string) => packages.ownership(path, digestsOf(content)).state;
    expect(packages.databases).toEqual([{ kind: 'apk', path: '/lib/apk/db/installed', packages: 1 }]);
    expect(state('/top', 'top')).toBe('owned-unchanged');
    expect(state('/usr/bin/x', 'x')).toBe('owned-unchanged');
    expect(state('/usr/bin/x', 'y')).toBe('owned-changed');
    expect(state('/usr/bin/short', 'short')).toBe('owned-unchanged');
    expect(state('/etc/x.conf', 'edited')).toBe('conffile-changed');
    expect(state('/etc/init.d/x', 'edited')).toBe('owned-changed');
    expect(state('/usr/bin', '')).toBe('not-owned');
    expect(state('/usr/bin/z', '')).toBe('not-owned');
    expect(packages.ownership('/usr/bin/x', digestsOf('x'))).toMatchObject({
      database: 'apk',
      package: 'x',
      version: '1-r0',
      algorithm: 'sha1',
    });
    expect(packages.installedAt('x')).toBeNull();
    expect(packages.diagnostics).toEqual([]);
  });

  it('is also below /usr', () => {
    const packages = open({ '/usr/lib/apk/db/installed': INSTALLED });
    expect(packages.ownership('/usr/bin/x', digestsOf('x')).state).toBe('owned-unchanged');
  });

  it('reports damage and what cannot be read', () => {
    const damaged = open({ '/lib/apk/db/installed': `x\n${INSTALLED}` });
    expect(damaged.ownership('/usr/bin/x', digestsOf('x')).state).toBe('owned-unchanged');
    expect(damaged.diagnostics).toMatchObject([{ code: 'package-database-malformed', severity: 'warning' }]);
    const unreadable = open({ '/lib/apk/db/installed': { unreadable: 'no permission' } });
    expect(unreadable.ownership('/usr/bin/x', null).state).toBe('no-database');
    expect(unreadable.diagnostics).toMatchObject([{ code: 'package-database-unreadable' }]);
  });
});

describe("pacman's database", () => {
  const LOCAL = '/var/lib/pacman/local';
  const entry = (path: string, content: string) => {
    const { md5, sha256 } = digestsOf(content);
    return `./${path} time=1.0 md5digest=${md5} sha256digest=${sha256}\n`;
  };
  const TREE: Record<string, MemoryNode> = {
    [`${LOCAL}/ALPM_DB_VERSION`]: '9\n',
    [`${LOCAL}/x-tool-1:2.0-3/desc`]: '%NAME%\nx-tool\n\n%INSTALLDATE%\n1700000000\n\n',
    [`${LOCAL}/x-tool-1:2.0-3/files`]: `%FILES%\nusr/\nusr/bin/x\nusr/bin/y\netc/x.conf\n\n%BACKUP%\netc/x.conf\t${digestsOf('conf').md5}\n`,
    [`${LOCAL}/x-tool-1:2.0-3/mtree`]: gzipSync(
      `#mtree\n${entry('usr/bin/x', 'x')}${entry('etc/x.conf', 'conf')}`,
    ),
    '/usr/bin/x': 'x',
  };

  it('knows the states of a file', () => {
    const packages = open(TREE);
    const state = (path: string, content: string) => packages.ownership(path, digestsOf(content)).state;
    expect(packages.databases).toEqual([{ kind: 'pacman', path: LOCAL, packages: 1 }]);
    expect(packages.ownership('/usr/bin/x', digestsOf('x'))).toMatchObject({
      state: 'owned-unchanged',
      package: 'x-tool',
      version: '1:2.0-3',
      algorithm: 'sha256',
    });
    expect(state('/usr/bin/x', 'y')).toBe('owned-changed');
    expect(state('/etc/x.conf', 'conf')).toBe('owned-unchanged');
    expect(state('/etc/x.conf', 'edited')).toBe('conffile-changed');
    expect(state('/usr/bin/y', 'y')).toBe('owned-not-verified');
    expect(state('/usr/bin/z', 'z')).toBe('not-owned');
    expect(packages.installedAt('x-tool')).toBe('2023-11-14T22:13:20.000Z');
    expect(packages.installedAt('y')).toBeNull();
    expect(packages.diagnostics).toEqual([]);
  });

  it('compares backups without an mtree', () => {
    const { [`${LOCAL}/x-tool-1:2.0-3/mtree`]: _mtree, ...rest } = TREE;
    const packages = open(rest);
    expect(packages.ownership('/etc/x.conf', digestsOf('conf'))).toMatchObject({
      state: 'owned-unchanged',
      algorithm: 'md5',
    });
    expect(packages.ownership('/usr/bin/x', digestsOf('x')).state).toBe('owned-not-verified');
  });

  it('reports damage and what is missing', () => {
    const packages = open({ ...TREE, [`${LOCAL}/x-tool-1:2.0-3/mtree`]: Uint8Array.of(0x1f, 0x8b, 1) });
    expect(packages.ownership('/usr/bin/x', digestsOf('x')).state).toBe('owned-not-verified');
    expect(packages.diagnostics).toMatchObject([
      { code: 'package-database-malformed', path: `${LOCAL}/x-tool-1:2.0-3/mtree` },
    ]);
    const missing = open({ ...TREE, [`${LOCAL}/y-1-1/desc`]: '' });
    expect(missing.ownership('/usr/bin/z', null).state).toBe('not-owned');
    expect(missing.diagnostics).toMatchObject([{ code: 'package-list-missing' }]);
  });
});

describe('two databases in one root', () => {
  it('are both asked', () => {
    const packages = open({
      '/lib/apk/db/installed': `P:a\nV:1\nF:usr/bin\nR:a\n${q1('a')}\n`,
      '/var/lib/dpkg/status': 'Package: b\nStatus: install ok installed\nArchitecture: all\nVersion: 1\n',
      '/var/lib/dpkg/info/b.list': '/usr/bin/b\n',
    });
    expect(packages.databases.map(({ kind }) => kind)).toEqual(['dpkg', 'apk']);
    expect(packages.ownership('/usr/bin/a', digestsOf('a')).database).toBe('apk');
    expect(packages.ownership('/usr/bin/b', digestsOf('b')).database).toBe('dpkg');
    expect(packages.ownership('/usr/bin/c', null)).toMatchObject({ state: 'not-owned', database: null });
  });
});
