import { describe, expect, it } from 'vitest';
import { parseDpkgStatus } from '../../../main/formats/dpkg/dpkg-status.ts';
import { corpusAvailable, corpusFile, corpusTruth } from '../../support/corpus.ts';

const parse = (text: string) => parseDpkgStatus(new TextEncoder().encode(text));

interface Truth {
  readonly stanzas: readonly { Package: string; Version: string; Status?: string; Architecture: string }[];
}

describe('the status database of dpkg', () => {
  it.skipIf(!corpusAvailable).each(['scalibr_transitional', 'scalibr_valid', 'velociraptor_status'])(
    'lists what independent tools list: %s (needs the corpus)',
    (name) => {
      const { packages, problems } = parseDpkgStatus(corpusFile(`dpkg/${name}`));
      const { stanzas } = corpusTruth<Truth>(`dpkg_${name}`);
      expect(problems).toEqual([]);
      expect(
        packages.map(({ name: Package, version, architecture, state }) => ({
          Package,
          version,
          architecture,
          state,
        })),
      ).toEqual(
        stanzas.map(({ Package, Version, Architecture, Status }) => ({
          Package,
          version: Version,
          architecture: Architecture,
          state: Status?.split(' ')[2] ?? null,
        })),
      );
    },
  );

  it.skipIf(!corpusAvailable)(
    'reads the rest of a file with a stanza that names no package (needs the corpus)',
    () => {
      const { packages, problems } = parseDpkgStatus(corpusFile('dpkg/scalibr_nopackage'));
      const { stanzas } = corpusTruth<Truth>('dpkg_scalibr_nopackage');
      expect(packages.map(({ name }) => name)).toEqual(
        stanzas.map((one) => one.Package).filter((name) => name),
      );
      expect(problems).toHaveLength(stanzas.length - packages.length);
    },
  );

  it('reads conffiles with their flags', () => {
    const { packages } = parse(
      [
        'Package: x',
        'Status: install ok installed',
        'conffiles:',
        ' /etc/a 0123456789abcdef0123456789abcdef',
        ' /etc/b c 0123456789abcdef0123456789abcdee obsolete',
        ' /etc/d newconffile',
        ' /etc/e 0123456789abcdef0123456789abcdef remove-on-upgrade',
        ' nonsense',
        'Version: 1',
        '',
      ].join('\n'),
    );
    expect([...(packages[0]?.conffiles ?? [])]).toEqual([
      ['/etc/a', { md5: '0123456789abcdef0123456789abcdef', obsolete: false }],
      ['/etc/b c', { md5: '0123456789abcdef0123456789abcdee', obsolete: true }],
      ['/etc/d', { md5: null, obsolete: false }],
      ['/etc/e', { md5: '0123456789abcdef0123456789abcdef', obsolete: false }],
    ]);
    expect(packages[0]?.version).toBe('1');
  });

  it('says which line is none, and goes on', () => {
    const { packages, problems } = parse(' lost\nPackage: a\nnonsense\n more\nVersion: 1\n\n \nPackage: b\n');
    expect(packages.map(({ name, version }) => [name, version])).toEqual([
      ['a', '1'],
      ['b', ''],
    ]);
    expect(problems.map(({ line }) => line)).toEqual([1, 3, 4]);
  });

  it('takes hostile lines of conffiles in bounded time', () => {
    const started = performance.now();
    const blanks = ' '.repeat(1_000_000);
    const { packages } = parse(
      `Package: x\nConffiles:\n /etc/a${blanks}x\n /etc/b${' obsolete'.repeat(100_000)}\n`,
    );
    expect(packages[0]?.conffiles.size).toBe(0);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('bounds the problems of hostile text', () => {
    const { problems } = parse('x\n'.repeat(50_000));
    expect(problems.at(-1)?.what).toBe('more problems, not listed');
    expect(problems.length).toBeLessThan(30);
  });

  it.skipIf(!corpusAvailable)('stands every truncation and flipped bits (needs the corpus)', () => {
    const bytes = corpusFile('dpkg/velociraptor_status');
    for (let length = 0; length < bytes.length; length += 1) {
      const { packages } = parseDpkgStatus(bytes.subarray(0, length));
      expect(packages.length).toBeLessThanOrEqual(6);
    }
    for (let at = 0; at < bytes.length; at += 1) {
      const flipped = bytes.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      parseDpkgStatus(flipped);
    }
  });
});
