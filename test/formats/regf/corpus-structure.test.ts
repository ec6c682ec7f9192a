import { describe, expect, it } from 'vitest';
import { type Hive, openHive } from '../../../main/formats/regf/hive.ts';
import type { HiveLogs } from '../../../main/formats/regf/replay.ts';
import { corpusAvailable, corpusFile, corpusTruth } from '../../support/corpus.ts';
import { filetime } from '../../support/registry-spec.ts';
import { walkAll } from './walk.ts';

interface TruthKey {
  readonly path: string;
  readonly lastWrite: string;
  readonly values: readonly { name: string; type: string; size: number; data: string }[];
  readonly subkeysError?: string;
}

interface Truth {
  readonly primary: { readonly keys: readonly TruthKey[] };
  readonly afterLogReplay?: { readonly keys: readonly TruthKey[] };
  readonly windowsRecovered?: { readonly keys: readonly TruthKey[] };
}

const TYPES = [
  'REG_NONE',
  'REG_SZ',
  'REG_EXPAND_SZ',
  'REG_BINARY',
  'REG_DWORD',
  'REG_DWORD_BIG_ENDIAN',
  'REG_LINK',
  'REG_MULTI_SZ',
];

function malformed(name: string, logs: HiveLogs = {}): Hive {
  const zipped = name === 'TruncatedHive' ? '' : '.gz';
  return openHive(corpusFile(`hive-malformed/yarp_${name}${zipped}`), logs);
}

function logsOf(name: string): HiveLogs {
  const log = (number: 1 | 2) => corpusFile(`hive-malformed/yarp_${name}.LOG${number}`);
  return { log1: log(1), log2: log(2) };
}

interface Comparable {
  readonly lastWrite: bigint;
  readonly values: readonly unknown[];
}

/** Our tree in the words of the truth files: up to 128 bytes of data as hex. */
function treeOf(hive: Hive): Map<string, Comparable> {
  return new Map(
    walkAll(hive.root).map((key) => [
      key.path === '' ? '' : `\\${key.path}`,
      {
        lastWrite: key.lastWrite,
        values: key.values().map((value) => ({
          name: value.name,
          type: TYPES[value.type],
          size: value.size,
          data: `hex:${Buffer.from(value.data()).toString('hex').slice(0, 256)}`,
        })),
      },
    ]),
  );
}

/** Times of these truth files went through a floating-point number and are right to two microseconds. */
const TOLERANCE = 20n;

function expectTree(tree: ReadonlyMap<string, Comparable>, keys: readonly TruthKey[]): void {
  expect([...tree.keys()].sort()).toEqual(keys.map((key) => key.path).sort());
  for (const { path, lastWrite, values } of keys) {
    const ours = tree.get(path) as Comparable;
    const difference = ours.lastWrite - filetime(`${lastWrite}Z`);
    expect(difference >= -TOLERANCE && difference <= TOLERANCE, `${path} ${lastWrite}`).toBe(true);
    expect(ours.values, path).toEqual(values.map((value) => ({ ...value, data: value.data.slice(0, 260) })));
  }
}

const UNHARMED = [
  'BigDataHive',
  'BogusKeyNamesHive',
  'CompHive',
  'DeletedDataHive',
  'DeletedTreeHive',
  'DupNameHive',
  'EmptyHive',
  'MultiSzHive',
  'UnicodeHive',
];

describe.skipIf(!corpusAvailable)('test hives of yarp (corpus/hive-malformed)', () => {
  for (const name of UNHARMED) {
    it(`reads ${name} as yarp does`, () => {
      const hive = malformed(name);
      expectTree(treeOf(hive), corpusTruth<Truth>(`yarp_${name}`).primary.keys);
      expect(hive.diagnostics).toEqual([]);
      expect(hive.replay.state).toBe('clean');
    });
  }

  it('reads a hive whose checksum is wrong and says so (GarbageHive)', () => {
    const hive = malformed('GarbageHive');
    expectTree(treeOf(hive), corpusTruth<Truth>('yarp_GarbageHive').primary.keys);
    expect(hive.header.checksumValid).toBe(false);
    expect(hive.diagnostics.map(({ code, offset }) => [code, offset])).toEqual([
      ['base-block-checksum', 508],
      ['hive-dirty', 4],
    ]);
  });

  it('leaves a key where its parent says and finds the one the list should name (BadListHive)', () => {
    const hive = malformed('BadListHive');
    const tree = treeOf(hive);
    const unlisted = hive.root?.descendant('2\\subkey');
    expect(unlisted?.offset).toBe(0x14c8);
    expect(hive.root?.descendant('3\\subkey')?.offset).toBe(0x1470);
    // yarp stops at the wrong element and does not look for the key that should be there.
    tree.delete('\\2\\subkey');
    expectTree(tree, corpusTruth<Truth>('yarp_BadListHive').primary.keys);
    expect(hive.diagnostics.map(({ code, offset }) => [code, offset])).toContainEqual([
      'wrong-parent',
      0x1470,
    ]);
  });

  it('finds the 85 keys that are left of a truncated hive (TruncatedHive)', () => {
    const hive = malformed('TruncatedHive');
    expect(walkAll(hive.root)).toHaveLength(85);
    expect([...hive.scanKeys()]).toHaveLength(85);
    expect(hive.diagnostics.map(({ code }) => code)).toEqual([
      'hive-truncated',
      'cell-outside',
      'subkeys-missing',
    ]);
  });

  it('replays new-format logs to what Windows made of the same hive (NewDirtyHive1)', () => {
    const hive = malformed('NewDirtyHive1', logsOf('NewDirtyHive1'));
    const truth = corpusTruth<Truth>('yarp_NewDirtyHive1');
    expectTree(treeOf(malformed('NewDirtyHive1')), truth.primary.keys);
    expect(treeOf(hive)).toEqual(treeOf(malformed('NewDirtyHive1.RECOVERED_BY_WINDOWS')));
    expectTree(treeOf(hive), truth.windowsRecovered?.keys ?? []);
    expect(hive.replay.entries.map(({ log, sequence }) => [log, sequence])).toEqual([
      ['log1', 2],
      ['log2', 3],
      ['log2', 4],
      ['log2', 5],
    ]);
    expect(hive.diagnostics).toEqual([]);
  });

  it('does not apply what the primary file already has (NewDirtyHive2)', () => {
    const hive = malformed('NewDirtyHive2', logsOf('NewDirtyHive2'));
    const truth = corpusTruth<Truth>('yarp_NewDirtyHive2');
    expectTree(treeOf(hive), truth.afterLogReplay?.keys ?? []);
    expect(hive.replay.entries.map(({ sequence }) => sequence)).toEqual([3, 4, 5]);
    expect(hive.replay.bytesChanged).toBeGreaterThan(0);
  });

  it('refuses logs with a wrong checksum and reads the primary as it is (BadLogHive3)', () => {
    const hive = malformed('BadLogHive3', logsOf('BadLogHive3'));
    expect(hive.replay).toMatchObject({ state: 'no-usable-log', entries: [], bytesChanged: 0 });
    expect(hive.diagnostics.map(({ code, structure }) => [code, structure])).toEqual([
      ['log-base-block', 'log1'],
      ['log-base-block', 'log2'],
    ]);
    expectTree(treeOf(hive), corpusTruth<Truth>('yarp_BadLogHive3').primary.keys);
  });

  it('recovers a deleted key with its value, and the value that a living key lost (DeletedDataHive)', () => {
    const { keys, values } = malformed('DeletedDataHive').recover();
    expect(keys.map((key) => [key.path, key.deleted])).toEqual([['456', true]]);
    expect(keys[0]?.values().map(({ name, size, deleted }) => [name, size, deleted])).toEqual([
      ['v', 14, true],
    ]);
    expect(values.map(({ key, value }) => [key?.path, value.name, value.deleted])).toEqual([
      ['123', 'v2', true],
    ]);
  });

  it('recovers a deleted tree with its paths (DeletedTreeHive)', () => {
    const { keys, cut } = malformed('DeletedTreeHive').recover();
    expect(keys.map((key) => key.path)).toEqual([
      '1\\2\\3\\4\\New Key #1',
      '1\\2\\3',
      '1\\2\\3\\4',
      '1\\2\\3\\4\\5',
    ]);
    expect(keys[1]?.descendant('4\\5')?.path).toBe('1\\2\\3\\4\\5');
    expect(cut).toBe(false);
  });
});

describe.skipIf(!corpusAvailable)('other hives of the corpus', () => {
  it('replays the log of a user hive: 132 pages, as regipy counts them (hive-logs)', () => {
    const primary = corpusFile('hive-logs/transactions_NTUSER.DAT.gz');
    const log1 = corpusFile('hive-logs/transactions_ntuser.dat.log1.gz');
    const before = walkAll(openHive(primary).root);
    const hive = openHive(primary, { log1 });
    const after = walkAll(hive.root);
    expect(hive.replay).toMatchObject({ state: 'replayed', format: 'new', pages: 132 });
    expect(hive.header.hiveBinsSize).toBe(925_696);
    expect(hive.diagnostics).toEqual([]);
    const known = new Set(before.map((key) => key.path));
    const added = after.filter((key) => !known.has(key.path));
    expect(added.length).toBeGreaterThanOrEqual(515);
    for (const key of added) expect(key.fromLog, key.path).toBe(true);
  });

  it('reads a SOFTWARE hive of 54 MB by path (software)', () => {
    const truth = corpusTruth<{ currentVersion: Record<string, unknown> }>('win7sp1-x64_shieldbase.SOFTWARE');
    const hive = openHive(corpusFile('software/win7sp1-x64_shieldbase.SOFTWARE.gz'));
    const key = hive.root?.descendant('microsoft\\WINDOWS NT\\CurrentVersion');
    const name = key?.value('productname')?.data();
    expect(
      Buffer.from(name ?? [])
        .toString('utf16le')
        .replaceAll('\0', ''),
    ).toBe(truth.currentVersion.ProductName);
    expect(hive.diagnostics).toEqual([]);
  });
});
