import { describe, expect, it } from 'vitest';
import { ParseError } from '../../../main/formats/parse-error.ts';
import { decodePlist } from '../../../main/formats/plist/decode-plist.ts';
import { isKeyedArchive, unarchiveKeyed } from '../../../main/formats/plist/keyed-archive.ts';
import { plistToJson } from '../../../main/formats/plist/plist-to-json.ts';
import { corpusAvailable, corpusFile, corpusTruth } from '../../support/corpus.ts';

const FILES = 20;
const TRUNCATIONS = 200;
const FLIPS = 2_000;

/** A seeded generator (mulberry32): the same damage on every run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Everything that is done with a file; anything but a ParseError fails. */
function useAll(bytes: Uint8Array): 'read' | 'refused' {
  try {
    const { value } = decodePlist(bytes);
    if (isKeyedArchive(value)) JSON.stringify(plistToJson([...unarchiveKeyed(value).values()]));
    JSON.stringify(plistToJson(value));
    return 'read';
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    expect(error.offset).toBeGreaterThanOrEqual(0);
    expect(error.offset).toBeLessThanOrEqual(bytes.length);
    return 'refused';
  }
}

/** Half XML, half binary, spread over the corpus. */
function sample(): readonly string[] {
  const truth = Object.entries(corpusTruth<Record<string, { format: string }>>('plist'));
  return ['xml', 'binary'].flatMap((format) => {
    const paths = truth.filter(([, entry]) => entry.format === format).map(([path]) => path);
    const step = Math.floor(paths.length / (FILES / 2));
    return Array.from({ length: FILES / 2 }, (_, index) => paths[index * step] ?? '');
  });
}

describe.skipIf(!corpusAvailable)('damaged property lists', () => {
  it('are read or refused with a ParseError', () => {
    const counts = { read: 0, refused: 0 };
    let slowest = 0;
    for (const [index, path] of sample().entries()) {
      const bytes = corpusFile(path);
      const next = random(index + 1);
      for (let round = 0; round < TRUNCATIONS + FLIPS; round++) {
        const damaged = round < TRUNCATIONS ? bytes.slice(0, next(bytes.length)) : bytes.slice();
        if (round >= TRUNCATIONS) {
          const at = next(damaged.length);
          damaged[at] = (damaged[at] ?? 0) ^ (1 << next(8));
        }
        const started = performance.now();
        counts[useAll(damaged)] += 1;
        slowest = Math.max(slowest, performance.now() - started);
      }
    }
    expect(counts.read + counts.refused).toBe(FILES * (TRUNCATIONS + FLIPS));
    expect(counts.refused).toBeGreaterThan(FILES * TRUNCATIONS);
    expect(slowest).toBeLessThan(1000);
  });

  it('are many in little time: 1,500 files, half binary', () => {
    const files = sample().map(corpusFile);
    const run = () => {
      const started = process.cpuUsage();
      for (let index = 0; index < 1_500; index++) decodePlist(files[index % FILES] ?? new Uint8Array());
      const { user, system } = process.cpuUsage(started);
      return (user + system) / 1000;
    };
    run();
    // Processor time, 15 to 40 ms in a plain process: what else runs on the machine does not count.
    expect(Math.min(run(), run(), run())).toBeLessThan(200);
  });
});
