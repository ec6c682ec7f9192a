import { describe, expect, it } from 'vitest';
import { ParseError } from '../../../main/formats/parse-error.ts';
import { type Hive, openHive } from '../../../main/formats/regf/hive.ts';
import type { HiveLogs } from '../../../main/formats/regf/replay.ts';
import type { RegistryKey } from '../../../main/formats/registry-tree.ts';
import { corpusAvailable, corpusFile } from '../../support/corpus.ts';
import { writeNewLog, writeOldLog } from '../../support/hive-writer-logs.ts';
import { SERVICES, sampleHive } from './sample-hive.ts';
import { readValues, walkAll } from './walk.ts';

const TRUNCATIONS = 200;
const FLIPS = 2_000;
/** Services read from one damaged hive: not all, so that thousands of hives can be read. */
const SERVICES_READ = 30;
/** What one damaged hive may take, on a slow machine that does other things too. Usual are two milliseconds. */
const HANG_MS = 5_000;

/** Park and Miller's generator: the same damage on every machine. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 0x7fffffff;
    return state % below;
  };
}

/** The decoder may refuse a hive with ParseError and nothing else. */
function opened(bytes: Uint8Array, logs?: HiveLogs): Hive | null {
  try {
    return openHive(bytes, logs);
  } catch (error) {
    if (error instanceof ParseError) return null;
    throw error;
  }
}

function readServices(hive: Hive | null, from = 0): void {
  const services = hive?.root?.descendant(SERVICES)?.subkeys() ?? [];
  for (let index = 0; index < Math.min(SERVICES_READ, services.length); index += 1) {
    const service = services[(from + index) % services.length] as RegistryKey;
    void [service.path, service.security(), service.className, service.value('ImagePath')?.size];
    readValues(service);
    const parameters = service.subkey('Parameters');
    if (parameters !== undefined) readValues(parameters);
  }
}

/** File offsets worth damaging: what leads to the services and what they consist of. */
function targets(hive: Hive): number[] {
  const services = hive.root?.descendant(SERVICES);
  const cells: number[] = [0x20, 0x28, 4096, 4104];
  for (const key of [
    hive.root,
    hive.root?.subkey('ControlSet001'),
    services,
    ...(services?.subkeys() ?? []),
  ]) {
    if (key?.offset === null || key === undefined || key === null) continue;
    cells.push(key.offset, ...key.values().map((value) => value.offset ?? 0));
  }
  return cells;
}

const HIVES = [
  'hive/win10-1709-x64_DESKTOP-PM6C56D.SYSTEM.gz',
  'hive/win10-21h2-x64_clean_DESKTOP-M3OSHQU.SYSTEM.gz',
  'hive/win81-x64_SENSEI.SYSTEM.gz',
  'hive/winxp-x86_CORRUPT_GINEVRA.SYSTEM.gz',
  'hive/winxp-x86_suspicious_M57-PAT.SYSTEM.gz',
];

describe.skipIf(!corpusAvailable)('damaged hives (corpus/hive)', () => {
  for (const path of HIVES) {
    const name = path.slice(5, -10);

    it(`${name} cut off at ${TRUNCATIONS} places gives what is left, or ParseError`, () => {
      const bytes = corpusFile(path);
      const random = randomNumbers(1_234_567);
      let slowest = 0;
      const before = process.memoryUsage().arrayBuffers;
      for (let index = 0; index < TRUNCATIONS; index += 1) {
        const start = performance.now();
        readServices(opened(bytes.subarray(0, random(bytes.length))), random(1_000));
        slowest = Math.max(slowest, performance.now() - start);
      }
      expect(slowest).toBeLessThan(HANG_MS);
      // What is allocated must not grow with what damaged lengths claim.
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(3 * bytes.length);
    });

    it(`${name} with one of ${FLIPS} bits flipped gives what is left, or ParseError`, () => {
      const bytes = corpusFile(path);
      const random = randomNumbers(7_654_321);
      const places = targets(openHive(bytes));
      let slowest = 0;
      for (let index = 0; index < FLIPS; index += 1) {
        // Half anywhere, half where it hurts: most of a hive is not about services.
        const near = Math.min((places[random(places.length)] as number) + random(100), bytes.length - 1);
        const at = index % 2 === 0 ? random(bytes.length) : near;
        const kept = bytes[at] as number;
        bytes[at] = kept ^ (1 << random(8));
        const start = performance.now();
        readServices(opened(bytes), random(1_000));
        slowest = Math.max(slowest, performance.now() - start);
        bytes[at] = kept;
      }
      expect(slowest).toBeLessThan(HANG_MS);
    });
  }
});

describe('damaged hives that the tests write', () => {
  const dirty = sampleHive(
    { sequences: [8, 7], leafSize: 2 },
    { [`${SERVICES}\\A`]: { values: { Start: 2 } } },
  );
  const after = sampleHive(
    { sequences: [8, 7], leafSize: 2 },
    { [`${SERVICES}\\B`]: { values: { Path: 'b.sys' } } },
  );
  const logs = [writeNewLog([dirty.bytes, after.bytes], 7), writeOldLog(dirty.bytes, after.bytes, 9)];

  function readAll(hive: Hive | null): void {
    if (hive === null) return;
    walkAll(hive.root, 10_000);
    for (const key of hive.scanKeys()) readValues(key);
    const { keys, values } = hive.recover();
    for (const key of keys) readValues(key);
    for (const { value } of values) void value.name;
  }

  it('can be cut off at every length', () => {
    for (let length = 0; length <= dirty.bytes.length; length += 1) {
      readAll(opened(dirty.bytes.slice(0, length)));
    }
  });

  it('can have any byte changed', () => {
    const bytes = sampleHive(
      { leafSize: 2 },
      { [`${SERVICES}\\A`]: { values: { Start: 2, Path: 'a.sys' } } },
    ).bytes;
    for (let at = 0; at < bytes.length; at += 1) {
      // Behind the last cell is only free space.
      if (bytes[at] === 0 && at > 6_000) continue;
      const kept = bytes[at] as number;
      for (const value of [0, 0xff, kept ^ 0x80]) {
        bytes[at] = value;
        readAll(opened(bytes));
      }
      bytes[at] = kept;
    }
  });

  it('can have logs that are cut off at every length or have any byte changed', () => {
    for (const log of logs) {
      for (let length = 0; length <= log.length; length += 7) {
        readAll(opened(dirty.bytes, { log1: log.slice(0, length) }));
      }
      const bytes = log.slice();
      for (let at = 0; at < 1_100; at += 1) {
        const kept = bytes[at] as number;
        bytes[at] = kept ^ 0x41;
        readAll(opened(dirty.bytes, { log1: bytes }));
        bytes[at] = kept;
      }
    }
  });
});
