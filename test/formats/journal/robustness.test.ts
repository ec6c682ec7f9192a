import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../../main/formats/byte-source.ts';
import { mergeJournals } from '../../../main/formats/journal/merge-journals.ts';
import { ParseError } from '../../../main/formats/parse-error.ts';
import { corpusAvailable, corpusFile } from '../../support/corpus.ts';
import {
  type JournalSpec,
  type Packing,
  patched,
  type WrittenEntry,
  writeJournal,
} from '../../support/journal-writer.ts';
import { type CollectedJournal, collectJournal } from './collect-journal.ts';

const PACKINGS: readonly (Packing | undefined)[] = [undefined, 'xz', 'lz4', 'zstd'];
const ENTRIES: readonly WrittenEntry[] = PACKINGS.map((packing, i) => ({
  fields: [
    {
      name: 'MESSAGE',
      value: `message ${i} ${'-'.repeat(i * 3)}`,
      ...(packing === undefined ? {} : { packing }),
    },
    { name: 'UNIT', value: `unit-${i % 2}.service` },
  ],
}));
const FORMS: readonly JournalSpec[] = [false, true].map((compact) => ({
  entries: ENTRIES,
  compact,
  arrayLength: 2,
}));

/** Nothing but a `ParseError`, and that only where it is no journal. */
function attempt(bytes: Uint8Array): CollectedJournal | null {
  try {
    return collectJournal(bytes);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    expect(error.structure).toBe('journal header');
    return null;
  }
}

describe.each(FORMS)('a hostile journal, compact: $compact', (spec) => {
  const { bytes, entryOffsets, arrayOffsets, dataOffsets } = writeJournal(spec);
  const sizeOf = (offset: number) => Number(new DataView(bytes.buffer).getBigUint64(offset + 8, true));

  it('cut at every length: what was whole is read', () => {
    for (let length = 0; length <= bytes.length; length += 1) {
      const read = attempt(bytes.subarray(0, length));
      if (length < 208) expect(read).toBeNull();
      else {
        const whole = entryOffsets.filter((offset) => offset + sizeOf(offset) <= length).length;
        expect(read?.entries.length).toBe(whole);
      }
    }
  });

  it('any bit flipped: nothing hangs or breaks, and a flip outside the header loses two entries at most', () => {
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const damaged = bytes.slice();
      damaged[bit >> 3] = (damaged[bit >> 3] as number) ^ (1 << (bit & 7));
      const read = attempt(damaged);
      if (bit >> 3 >= 272) expect(read?.entries.length).toBeGreaterThanOrEqual(ENTRIES.length - 2);
    }
  });

  it('any number of 64 bits huge, or a reference to the start, to itself, to the last entry', () => {
    for (let at = 88; at + 8 <= bytes.length; at += 8) {
      for (const value of [
        0n,
        2n ** 64n - 1n,
        2n ** 63n,
        2n ** 53n,
        2n ** 32n - 8n,
        BigInt(at - (at % 8)),
        272n,
      ]) {
        attempt(patched(bytes, at, value));
      }
      attempt(patched(bytes, at, entryOffsets.at(-1) ?? 0));
    }
  });

  it('arrays in a circle, and data objects that refer to each other', () => {
    const [first = 0, second = 0] = arrayOffsets;
    const circle = patched(patched(bytes, first + 16, second), second + 16, first);
    expect(attempt(circle)?.entries.length).toBe(ENTRIES.length);
    expect(attempt(patched(bytes, first + 16, first))?.entries.length).toBe(ENTRIES.length);
    const data = [...dataOffsets.values()];
    let hashes = bytes;
    data.forEach((offset, i) => {
      for (const at of [24, 32, 40, 48])
        hashes = patched(hashes, offset + at, data[(i + 1) % data.length] ?? 0);
    });
    expect(attempt(hashes)?.entries.length).toBe(ENTRIES.length);
  });

  it('noise', () => {
    let seed = 7;
    const noise = bytes.slice();
    for (let round = 0; round < 200; round += 1) {
      for (let i = 0; i < 20; i += 1) {
        seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
        noise[8 + ((seed >> 8) % (noise.length - 8))] = seed >> 3;
      }
      attempt(noise);
    }
  });
});

describe('work', () => {
  /** `NAME=AAA…`, 60 MiB, as zstd blocks that repeat one byte. */
  function bomb(name: string): Uint8Array {
    const text = Buffer.from(`${name}=`);
    const bytes = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x88, text.length << 3, 0, 0, ...text];
    const head = ((128 * 1024) << 3) | 2;
    for (let i = 0; i < 480; i += 1) {
      bytes.push((head & 0xff) | (i === 479 ? 1 : 0), (head >> 8) & 0xff, (head >> 16) & 0xff, 0x41);
    }
    return Uint8Array.from(bytes);
  }

  it('of many bombs, each below the limit of one field, ends early', () => {
    const { bytes, dataOffsets } = writeJournal({
      flags: 8,
      entries: Array.from({ length: 60 }, (_, i) => ({ fields: [{ name: 'X', value: bomb(`F${i}`) }] })),
    });
    const view = new DataView(bytes.buffer);
    for (const offset of dataOffsets.values()) {
      // Written as fields of their own; what follows `X=` becomes the payload, and is marked as packed.
      const size = Number(view.getBigUint64(offset + 8, true));
      bytes.copyWithin(offset + 64, offset + 66, offset + size);
      view.setBigUint64(offset + 8, BigInt(size - 2), true);
      bytes[offset + 1] = 4;
    }
    const { problems, entries } = collectJournal(bytes);
    expect(entries[0]?.fields['F0']?.length).toBe(60 * 1024 * 1024);
    expect(problems.map(({ code }) => code)).toContain('limit');
    expect(entries.length).toBeLessThan(15);
  });

  it('of a field with too many items ends', () => {
    const fields = Array.from({ length: 5000 }, (_, i) => ({ name: 'N', value: String(i) }));
    const { entries, problems } = collectJournal(writeJournal({ entries: [{ fields }] }).bytes);
    expect(entries[0]?.fields['N']?.length).toBe(4096);
    expect(problems.map(({ code }) => code)).toEqual(['entry']);
  });

  it('of a journal of nothing but damage: problems are counted, not kept', () => {
    const { bytes, dataOffsets } = writeJournal({
      entries: Array.from({ length: 500 }, (_, i) => ({ fields: [{ name: 'N', value: String(i) }] })),
    });
    for (const offset of dataOffsets.values()) bytes[offset] = 2;
    const { entries, problems } = collectJournal(bytes);
    expect(entries.length).toBe(500);
    expect(problems.length).toBe(201);
    expect(problems.at(-1)).toMatchObject({ code: 'more-problems', what: '300 more problems' });
  });
});

describe.skipIf(!corpusAvailable)('real malformed journals (needs ../shared/corpus)', () => {
  it('cut and flipped at many places', () => {
    const bytes = corpusFile('journal-malformed/systemd_afl_04.journal');
    for (let at = 8; at < bytes.length; at += 37) {
      attempt(bytes.subarray(0, at));
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] as number) ^ 0x55;
      attempt(damaged);
    }
  });

  it('merge with good ones', () => {
    const sources = ['journal/velociraptor_2004.journal.gz', 'journal-malformed/systemd_corrupted_0.journal'];
    const merged = [...mergeJournals(sources.map((path) => bytesSource(corpusFile(path))))];
    expect(merged.filter(({ item, journal }) => item.kind === 'entry' && journal === 0).length).toBe(3);
  });
});
