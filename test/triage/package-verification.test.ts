import { describe, expect, it } from 'vitest';
import { memoryEvidence } from '../../main/evidence/memory-evidence.ts';
import { hasGaps } from '../../main/triage/summary.ts';
import { binaryRecordSchema } from '../../shared/model/binary-record.ts';
import { runTriage } from '../support/run-triage.ts';
import { unixTree } from '../support/unix-fixture.ts';

const UNIT = '/usr/lib/systemd/system/a.service';
const evidence = () => {
  const tree = unixTree('linux', {
    name: 'verified',
    files: {
      [UNIT]: '[Service]\nExecStart=/usr/sbin/a\n',
      '/usr/sbin/a': 'ELF a',
      '/usr/bin/other': { content: 'ELF other', mode: '0755' },
      '/usr/bin/lost': 'ELF lost',
      '/usr/share/a/data': 'data',
    },
    packages: { a: [UNIT, '/usr/sbin/a', '/usr/bin/other', '/usr/bin/lost', '/usr/share/a/data'] },
    changed: ['/usr/sbin/a', '/usr/bin/other', '/usr/share/a/data'],
  });
  delete tree['/usr/bin/lost'];
  return memoryEvidence(tree);
};

describe('--verify-packages all', () => {
  it('lists files of packages that no service names, tells of programs, and counts', async () => {
    const result = await runTriage(evidence(), [], { verifyPackages: true });
    const files = result.binaries.map((file) => binaryRecordSchema.parse(file));
    const shown = files
      .filter(({ usedBy }) => usedBy.length === 0)
      .map(({ path, state, package: owner, sha256 }) => [
        path,
        state,
        owner?.state,
        owner?.package,
        sha256 === null,
      ]);
    expect(shown).toEqual([
      ['/usr/bin/other', 'found', 'owned-changed', 'a', false],
      ['/usr/share/a/data', 'found', 'owned-changed', 'a', false],
      ['/usr/bin/lost', 'missing', 'owned-not-verified', 'a', true],
    ]);
    expect(files.filter(({ path }) => path === '/usr/sbin/a')).toHaveLength(1);
    const told = result.diagnostics.filter(({ source }) => source === 'package-verification');
    expect(told.map(({ code, path, severity }) => [code, path, severity])).toEqual([
      ['package-file-missing', '/usr/bin/lost', 'warning'],
      ['package-file-changed', '/usr/bin/other', 'warning'],
      ['package-file-changed', '/usr/sbin/a', 'warning'],
    ]);
    expect(told[1]?.what).toMatch(
      /^the content is not what the package brought: a 1\.0-1, md5 [0-9a-f]{32}$/,
    );
    const row = result.coverage.find(({ source }) => source === 'package-verification');
    expect(row).toMatchObject({
      outcome: 'collected',
      counts: { packages: 2, changed: 3, missing: 1, conffilesChanged: 0 },
    });
    expect(hasGaps(result)).toBe(false);
    // What is said of the files of services is said of them alone.
    const counted = (verifyPackages: boolean) =>
      runTriage(evidence(), [], { verifyPackages }).then(({ coverage }) =>
        coverage.find(({ source }) => source === 'service-files'),
      );
    expect(await counted(true)).toEqual(await counted(false));
  });

  it('says where there is no database', async () => {
    const tree = unixTree('linux', { name: 'none', withoutDatabase: true });
    const { coverage } = await runTriage(memoryEvidence(tree), [], { verifyPackages: true });
    expect(coverage.find(({ source }) => source === 'package-verification')).toMatchObject({
      outcome: 'notPresent',
    });
  });

  it('says that there is nothing to verify on another system', async () => {
    const tree = {
      '/Library/LaunchDaemons/a.plist': '',
      '/System/Library/CoreServices/SystemVersion.plist': '',
    };
    const { coverage, header } = await runTriage(memoryEvidence(tree), [], {
      platform: 'macos',
      verifyPackages: true,
    });
    expect(header.root.platform).toBe('macos');
    expect(coverage.find(({ source }) => source === 'package-verification')).toMatchObject({
      outcome: 'notApplicable',
    });
  });

  it('is not done unless asked for', async () => {
    const { coverage, binaries } = await runTriage(evidence(), []);
    expect(coverage.some(({ source }) => source === 'package-verification')).toBe(false);
    expect(binaries.every(({ usedBy }) => usedBy.length > 0)).toBe(true);
  });
});
