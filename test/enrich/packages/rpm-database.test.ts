import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openPackages } from '../../../main/enrich/packages/packages.ts';
import { memoryEvidence } from '../../../main/evidence/memory-evidence.ts';
import type { MemoryNode } from '../../../main/evidence/memory-node.ts';
import { readRpmPackage } from '../../../main/formats/rpm/rpm-package.ts';
import { openSqlite } from '../../../main/formats/sqlite/sqlite-file.ts';
import { PACKAGE_STATES } from '../../../shared/model/package-ownership.ts';
import { rpmPackageHeader } from '../../formats/rpm/rpm-header-writer.ts';
import { bdbFile, ndbFile } from '../../formats/rpm/rpm-store-writers.ts';
import { corpusAvailable, corpusFile, corpusTruth } from '../../support/corpus.ts';
import { digestsOf } from './digests-of.ts';

const CORPUS_FILE = 'rpmdb/cbl-mariner-2.0_rpmdb.sqlite.gz';

interface Truth {
  readonly packages: readonly {
    name: string;
    epoch: string;
    version: string;
    release: string;
    arch: string;
    installTime: string;
  }[];
}

/** Header blobs of the real database. */
function corpusBlobs(): Uint8Array[] {
  const blobs: Uint8Array[] = [];
  const file = openSqlite(corpusFile(CORPUS_FILE));
  const table = file.tables.find(({ name }) => name === 'Packages');
  if (table === undefined) throw new Error('no table Packages');
  const problems = file.rows(table, ({ values: [, blob] }) => {
    if (blob instanceof Uint8Array) blobs.push(blob);
  });
  expect(problems).toEqual([]);
  return blobs;
}

const berkeleyDbAvailable = spawnSync('perl', ['-MDB_File', '-e', '1']).status === 0;

/** A database that the real Berkeley DB has written, by way of Perl. */
function realBdb(blobs: readonly Uint8Array[]): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'bdb-'));
  const program = [
    'use DB_File; use Fcntl; my ($in, $out) = @ARGV; my %h;',
    "tie(%h, 'DB_File', $out, O_RDWR | O_CREAT, 0644, $DB_HASH) or die $!;",
    "open(F, '<:raw', $in) or die $!; local $/; my $d = <F>; my ($p, $n) = (0, 0);",
    "$h{pack('V', 0)} = pack('V', 1000);",
    "while ($p < length $d) { my $l = unpack('N', substr($d, $p, 4));",
    "$h{pack('V', ++$n)} = substr($d, $p + 4, $l); $p += 4 + $l } untie %h;",
  ].join(' ');
  try {
    const parts = blobs.flatMap((blob) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(blob.length);
      return [length, blob];
    });
    writeFileSync(join(folder, 'in'), Buffer.concat(parts));
    execFileSync('perl', ['-e', program, join(folder, 'in'), join(folder, 'Packages')], { stdio: 'ignore' });
    return new Uint8Array(readFileSync(join(folder, 'Packages')));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.skipIf(!corpusAvailable)('a real rpm database (needs the corpus)', () => {
  const truth = () =>
    corpusTruth<Truth>('cbl-mariner-2.0_rpmdb.sqlite')
      .packages.map((one) => {
        const version = `${one.version}-${one.release}`;
        return [
          one.name,
          one.epoch === '' ? version : `${one.epoch}:${version}`,
          one.arch,
          Number(one.installTime),
        ];
      })
      .sort();

  it('lists what rpm lists', () => {
    const listed = corpusBlobs().map((blob) => {
      const { name, version, arch, installTime } = readRpmPackage(blob);
      return [name, version, arch ?? '(none)', installTime];
    });
    expect(listed.sort()).toEqual(truth());
  });

  function answers(name: string, bytes: Uint8Array): void {
    const path = `/var/lib/rpm/${name}`;
    const packages = openPackages(memoryEvidence({ [path]: new Uint8Array(bytes) }));
    expect(packages.databases).toEqual([{ kind: 'rpm', path, packages: truth().length }]);
    expect(packages.diagnostics).toEqual([]);
    // As `rpm -q --qf` gives digest and flags of this file.
    const issue = 'ab4094f1eeb70563635c7cd70f3f260cd43e516b579ede1ceb638e7f36eb476e';
    expect(packages.ownership('/etc/issue', { sha256: issue })).toEqual({
      state: 'owned-unchanged',
      database: 'rpm',
      package: 'mariner-release',
      version: '2.0-4.cm2',
      conffile: true,
      diverted: null,
      algorithm: 'sha256',
      recorded: issue,
    });
    expect(packages.ownership('/etc/issue', digestsOf('edited')).state).toBe('conffile-changed');
    expect(packages.ownership('/etc/nothing', digestsOf('')).state).toBe('not-owned');
    expect(packages.installedAt('mariner-release')).toBe('2022-01-27T10:30:51.000Z');
  }

  it.each([
    ['sqlite', 'rpmdb.sqlite', () => corpusFile(CORPUS_FILE)],
    ['ndb', 'Packages.db', () => ndbFile(corpusBlobs())],
    ['bdb', 'Packages', () => bdbFile(corpusBlobs(), 'LE')],
    ['bdb of the other byte order', 'Packages', () => bdbFile(corpusBlobs(), 'BE')],
  ])('answers alike from %s', (_kind, name, make) => answers(name, make()));

  it.skipIf(!berkeleyDbAvailable)(
    "answers alike from what Berkeley DB's library wrote (needs Perl's DB_File)",
    () => {
      answers('Packages', realBdb(corpusBlobs()));
    },
  );
});

const CONFIG = 1;
const GHOST = 64;
const open = (tree: Record<string, MemoryNode>) => openPackages(memoryEvidence(tree));
const files = {
  '/usr/bin/x': { digest: digestsOf('x').sha256 },
  '/etc/x.conf': { digest: digestsOf('conf').sha256, flags: CONFIG },
  '/var/log/x': { digest: digestsOf('log').sha256, flags: GHOST },
  '/usr/lib64/x.so': { digest: digestsOf('so').sha256, state: 1 },
  '/usr/share/x': {},
};

describe("rpm's database", () => {
  it('knows the states of a file', () => {
    const packages = open({
      '/var/lib/rpm/Packages.db': ndbFile([rpmPackageHeader('x', files, { algorithm: 8 })]),
    });
    const state = (path: string, content: string) => packages.ownership(path, digestsOf(content)).state;
    expect(state('/usr/bin/x', 'x')).toBe('owned-unchanged');
    expect(state('/usr/bin/x', 'y')).toBe('owned-changed');
    expect(state('/etc/x.conf', 'conf')).toBe('owned-unchanged');
    expect(state('/etc/x.conf', 'other')).toBe('conffile-changed');
    expect(state('/var/log/x', 'other')).toBe('owned-not-verified');
    // Replaced by another package's file, says the state.
    expect(state('/usr/lib64/x.so', 'so')).toBe('not-owned');
    expect(state('/usr/share/x', '')).toBe('owned-not-verified');
    expect(packages.installedAt('y')).toBeNull();
  });

  it('names an algorithm that was not computed', () => {
    const sha512 = 'ab'.repeat(64);
    const header = rpmPackageHeader('x', { '/usr/bin/x': { digest: sha512 } }, { algorithm: 10 });
    const packages = open({ '/var/lib/rpm/Packages.db': ndbFile([header]) });
    expect(packages.ownership('/usr/bin/x', digestsOf('x'))).toMatchObject({
      state: 'owned-not-verified',
      algorithm: 'sha512',
      recorded: sha512,
    });
  });

  it('is found through links, and one left behind is named', () => {
    const file = ndbFile([rpmPackageHeader('x', files, { algorithm: 8 })]);
    const linked = open({
      '/usr/lib/sysimage/rpm/Packages.db': file,
      '/var/lib/rpm': { link: '../../usr/lib/sysimage/rpm' },
    });
    expect(linked.databases).toHaveLength(1);
    expect(linked.diagnostics).toEqual([]);
    const two = open({
      '/usr/lib/sysimage/rpm/Packages.db': file,
      '/var/lib/rpm/Packages': bdbFile([], 'LE'),
    });
    expect(two.databases.map(({ path }) => path)).toEqual(['/usr/lib/sysimage/rpm/Packages.db']);
    expect(two.diagnostics).toMatchObject([
      { code: 'package-database-ignored', path: '/var/lib/rpm/Packages' },
    ]);
  });

  it('knows /usr/sbin where it is a link to /usr/bin', () => {
    const header = rpmPackageHeader('x', { '/usr/sbin/x': { digest: digestsOf('x').md5 } });
    const packages = open({
      '/var/lib/rpm/Packages.db': ndbFile([header]),
      '/usr/sbin': { link: 'bin' },
      '/sbin': { link: 'usr/sbin' },
      '/usr/bin/x': 'x',
    });
    for (const path of ['/usr/bin/x', '/usr/sbin/x', '/sbin/x']) {
      expect(packages.ownership(path, digestsOf('x')).state).toBe('owned-unchanged');
    }
  });

  it('says that a write-ahead log was not read', () => {
    const log = (content: string) =>
      open({ '/var/lib/rpm/rpmdb.sqlite': 'x', '/var/lib/rpm/rpmdb.sqlite-wal': content });
    const codes = (content: string) => {
      const packages = log(content);
      expect(packages.databases).toEqual([]);
      return packages.diagnostics.map(({ code }) => code);
    };
    expect(codes('x')).toEqual(['sqlite-wal-not-read', 'package-database-malformed']);
    expect(codes('')).toEqual(['package-database-malformed']);
  });

  it('stands flipped bits in a header, and never throws', () => {
    const file = ndbFile([rpmPackageHeader('x', files, { algorithm: 8 })]);
    for (let at = 4096; at < file.length; at += 1) {
      const flipped = new Uint8Array(file);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      const packages = open({ '/var/lib/rpm/Packages.db': flipped });
      for (const path of Object.keys(files)) {
        expect(PACKAGE_STATES).toContain(packages.ownership(path, digestsOf('x')).state);
      }
      packages.installedAt('x');
    }
  });

  it('goes on after a header that is none', () => {
    const packages = open({
      '/var/lib/rpm/Packages.db': ndbFile([Buffer.alloc(50), rpmPackageHeader('x', files, { algorithm: 8 })]),
    });
    expect(packages.ownership('/usr/bin/x', digestsOf('x')).state).toBe('owned-unchanged');
    expect(packages.diagnostics).toMatchObject([{ severity: 'warning', code: 'package-database-malformed' }]);
    const none = open({ '/var/lib/rpm/Packages.db': ndbFile([Buffer.alloc(50)]) });
    expect(none.ownership('/usr/bin/x', null).state).toBe('no-database');
    const unreadable = open({ '/var/lib/rpm/Packages.db': { unreadable: 'no permission' } });
    expect(unreadable.ownership('/usr/bin/x', null).state).toBe('no-database');
    expect(unreadable.diagnostics).toMatchObject([{ code: 'package-database-unreadable' }]);
  });
});
