import { describe, expect, it } from 'vitest';
import { HIVE_DIAGNOSTIC_CODES, type HiveDiagnosticCode } from '../../../main/formats/regf/diagnostics.ts';
import { type Hive, openHive } from '../../../main/formats/regf/hive.ts';
import type { HiveLogs } from '../../../main/formats/regf/replay.ts';
import { MAX_DIAGNOSTICS_PER_FILE } from '../../../shared/limits.ts';
import { sealBaseBlock } from '../../support/hive-writer.ts';
import { sealLogEntry, writeNewLog } from '../../support/hive-writer-logs.ts';
import { at, damaged, SAMPLE, SERVICES, sampleHive } from './sample-hive.ts';
import { walkAll } from './walk.ts';

const clean = sampleHive();
const divided = sampleHive({ leafSize: 1 });
const manyValues = Object.fromEntries(Array.from({ length: 1_100 }, (_, index) => [`v${index}`, index]));
const shared = sampleHive({}, { ...SAMPLE, First: { values: manyValues }, Second: { values: manyValues } });
const dirty = sampleHive({ sequences: [8, 7] });
const next = sampleHive({}, { ...SAMPLE, Added: {} });

const ALPHA = `${SERVICES}\\Alpha`;
const BETA = `${SERVICES}\\Beta`;
const list = at(clean.subkeyLists, SERVICES);

function log(damage: (view: DataView, bytes: Uint8Array) => void, sequence = 7): HiveLogs {
  const log1 = writeNewLog([dirty.bytes, next.bytes, dirty.bytes], sequence);
  damage(new DataView(log1.buffer), log1);
  return { log1 };
}

/** For every code: a hive (and logs) that must raise it. Offsets: record = cell + 4. */
const RAISED_BY: Record<HiveDiagnosticCode, { bytes: Uint8Array; logs?: HiveLogs; offset?: number }> = {
  'base-block-signature': { bytes: damaged(clean, (_, bytes) => bytes.fill(0, 0, 4)), offset: 0 },
  'base-block-checksum': { bytes: damaged(clean, (_, bytes) => bytes.fill(0x55, 508, 512)), offset: 508 },
  'base-block-version': {
    bytes: damaged(clean, (view, bytes) => {
      view.setUint32(24, 9, true);
      sealBaseBlock(bytes);
    }),
  },
  'hive-truncated': { bytes: clean.bytes.slice(0, clean.bytes.length - 4096) },
  'hive-dirty': { bytes: dirty.bytes, offset: 4 },
  'bin-header': { bytes: damaged(clean, (_, bytes) => bytes.fill(0, 4096, 4100)), offset: 4096 },
  'root-cell': {
    bytes: damaged(clean, (view, bytes) => {
      view.setUint32(36, 0x28, true);
      sealBaseBlock(bytes);
    }),
  },
  'cell-outside': {
    bytes: damaged(clean, (view) => view.setUint32(list + 8, 0x7ffffff8, true)),
    offset: list + 8,
  },
  'cell-size': {
    bytes: damaged(clean, (view) => view.setInt32(at(clean.keys, ALPHA), -8, true)),
    offset: at(clean.keys, ALPHA),
  },
  'cell-free': {
    bytes: damaged(clean, (view) => {
      const cell = at(clean.keys, ALPHA);
      view.setInt32(cell, -view.getInt32(cell, true), true);
    }),
    offset: at(clean.keys, ALPHA),
  },
  'wrong-signature': {
    bytes: damaged(clean, (view) => view.setUint16(at(clean.keys, BETA) + 4, 0, true)),
    offset: at(clean.keys, BETA),
  },
  'wrong-parent': {
    bytes: damaged(clean, (view) => view.setUint32(at(clean.keys, BETA) + 20, 0x1230, true)),
    offset: at(clean.keys, BETA),
  },
  'wrong-hash': {
    bytes: damaged(clean, (view) => view.setUint32(list + 8 + 12, 1, true)),
    offset: at(clean.keys, BETA),
  },
  'list-repeated': {
    bytes: damaged(clean, (view) => view.setUint32(list + 16, view.getUint32(list + 8, true), true)),
    offset: list + 16,
  },
  'list-nested': {
    bytes: damaged(divided, (view, bytes) => {
      const root = at(divided.subkeyLists, SERVICES);
      bytes.set([0x72, 0x69], 4096 + view.getUint32(root + 8, true) + 4);
    }),
  },
  'list-size': { bytes: damaged(clean, (view) => view.setUint16(list + 6, 60_000, true)), offset: list },
  'subkey-count': {
    bytes: damaged(clean, (view) => view.setUint32(at(clean.keys, SERVICES) + 24, 1, true)),
    offset: at(clean.keys, SERVICES),
  },
  'subkeys-missing': {
    bytes: damaged(clean, (view) => view.setUint32(at(clean.keys, SERVICES) + 24, 99, true)),
    offset: at(clean.keys, SERVICES),
  },
  'key-cycle': {
    bytes: damaged(clean, (view) => view.setUint32(list + 8, at(clean.keys, '') - 4096, true)),
    offset: list + 8,
  },
  'key-name': {
    bytes: damaged(clean, (view) => view.setUint16(at(clean.keys, BETA) + 76, 0, true)),
    offset: at(clean.keys, BETA),
  },
  'key-lost': {
    bytes: damaged(clean, (view) => view.setUint16(at(clean.keys, SERVICES) + 4, 0, true)),
    offset: at(clean.keys, SERVICES),
  },
  'class-name': {
    bytes: damaged(clean, (view) => view.setUint32(at(clean.keys, ALPHA) + 52, 0xfffff0, true)),
    offset: at(clean.keys, ALPHA),
  },
  'value-list': {
    bytes: damaged(clean, (view) => view.setUint32(at(clean.keys, BETA) + 44, 0xfffff0, true)),
    offset: at(clean.keys, BETA),
  },
  'value-list-shared': {
    bytes: damaged(shared, (view) => {
      view.setUint32(at(shared.keys, 'Second') + 44, at(shared.valueLists, 'First') - 4096, true);
    }),
    offset: at(shared.keys, 'Second'),
  },
  'value-name': {
    bytes: damaged(clean, (view) => view.setUint16(at(clean.values, `${BETA}\\Start`) + 20, 0, true)),
    offset: at(clean.values, `${BETA}\\Start`),
  },
  'value-data': {
    bytes: damaged(clean, (view) => view.setUint32(at(clean.values, `${BETA}\\ImagePath`) + 8, 9_000, true)),
    offset: at(clean.values, `${BETA}\\ImagePath`),
  },
  'security-cell': {
    bytes: damaged(clean, (_, bytes) =>
      bytes.fill(0, at(clean.security, '') + 4, at(clean.security, '') + 6),
    ),
    offset: at(clean.security, ''),
  },
  'limit-reached': {
    bytes: damaged(clean, (view) => view.setUint32(at(clean.keys, BETA) + 40, 70_000, true)),
    offset: at(clean.keys, BETA),
  },
  'log-base-block': { bytes: dirty.bytes, logs: log((_, bytes) => bytes.fill(0x55, 508, 512)), offset: 0 },
  'log-entry': { bytes: dirty.bytes, logs: log((_, bytes) => bytes.fill(0x55, 600, 601)), offset: 512 },
  'log-gap': {
    bytes: dirty.bytes,
    logs: log((view, bytes) => {
      const second = 512 + view.getUint32(516, true);
      view.setUint32(second + 12, 9, true);
      sealLogEntry(bytes, second);
    }),
  },
  'log-not-applicable': { bytes: dirty.bytes, logs: log(() => {}, 3), offset: 4 },
};

function read(bytes: Uint8Array, logs?: HiveLogs): Hive {
  const hive = openHive(bytes, logs);
  walkAll(hive.root);
  for (const name of ['Alpha', 'Beta', 'Gamma', 'Служба']) hive.root?.descendant(`${SERVICES}\\${name}`);
  return hive;
}

describe('diagnostics of hives', () => {
  for (const code of HIVE_DIAGNOSTIC_CODES) {
    it(`reports ${code} where it is`, () => {
      const { bytes, logs, offset } = RAISED_BY[code];
      const found = read(bytes, logs).diagnostics.filter((diagnostic) => diagnostic.code === code);
      expect(found).not.toEqual([]);
      expect(found[0]?.what).not.toBe('');
      if (offset !== undefined) expect(found.map((diagnostic) => diagnostic.offset)).toContain(offset);
    });
  }

  it('reports nothing for hives and logs that are whole', () => {
    for (const hive of [clean, divided, shared]) expect(read(hive.bytes).diagnostics).toEqual([]);
    const replayed = read(
      dirty.bytes,
      log(() => {}),
    );
    expect(replayed.replay.state).toBe('replayed');
    expect(replayed.diagnostics).toEqual([]);
  });

  it('keeps the other services whatever is broken', () => {
    for (const code of HIVE_DIAGNOSTIC_CODES) {
      const { bytes, logs } = RAISED_BY[code];
      const gamma = read(bytes, logs).root?.descendant(`${SERVICES}\\Gamma`);
      expect(gamma?.value('ImagePath')?.size, code).toBe(20);
    }
  });

  it('counts the same defect once however often it is read', () => {
    const hive = openHive(RAISED_BY['wrong-signature'].bytes);
    walkAll(hive.root);
    const total = hive.diagnosticsTotal;
    walkAll(hive.root);
    expect(hive.diagnosticsTotal).toBe(total);
  });

  it('keeps a limited number and counts them all', () => {
    const bytes = damaged(shared, (view) => {
      const values = at(shared.valueLists, 'First') + 4;
      for (let index = 0; index < 1_100; index += 1) view.setUint32(values + 4 * index, 0xfffffff0, true);
    });
    const hive = read(bytes);
    expect(hive.diagnostics).toHaveLength(MAX_DIAGNOSTICS_PER_FILE);
    expect(hive.diagnosticsTotal).toBeGreaterThanOrEqual(1_100);
  });
});
