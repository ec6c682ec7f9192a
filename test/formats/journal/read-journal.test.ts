import { describe, expect, it } from 'vitest';
import { ByteSourceError, bytesSource } from '../../../main/formats/byte-source.ts';
import { ParseError } from '../../../main/formats/parse-error.ts';
import { patched, START, type WrittenEntry, writeJournal } from '../../support/journal-writer.ts';
import { collectJournal } from './collect-journal.ts';

const ENTRIES: readonly WrittenEntry[] = [
  {
    fields: [
      { name: 'MESSAGE', value: 'first' },
      { name: 'UNIT', value: 'a.service' },
    ],
  },
  {
    fields: [
      { name: 'MESSAGE', value: 'zweite: ö€😀' },
      { name: 'UNIT', value: 'b.service' },
    ],
  },
  {
    fields: [
      { name: 'MESSAGE', value: 'packed '.repeat(50), packing: 'xz' },
      { name: 'UNIT', value: 'a.service' },
    ],
  },
  {
    fields: [
      { name: 'MESSAGE', value: 'tight '.repeat(50), packing: 'lz4' },
      { name: 'X', value: '1' },
    ],
  },
  {
    fields: [
      { name: 'MESSAGE', value: 'small '.repeat(50), packing: 'zstd' },
      { name: 'UNIT', value: 'a.service.d' },
    ],
  },
  {
    fields: [
      { name: 'P', value: '1' },
      { name: 'P', value: '2' },
      { name: 'P', value: '3' },
      { name: 'UNIT', value: '' },
    ],
  },
];
const messages = (journal: Uint8Array) =>
  collectJournal(journal).entries.map(({ fields }) => fields['MESSAGE']);
const codes = (journal: Uint8Array) => collectJournal(journal).problems.map(({ code }) => code);
const plain = (count: number): WrittenEntry[] =>
  Array.from({ length: count }, (_, i) => ({ fields: [{ name: 'MESSAGE', value: `m${i}` }] }));
const expected = (count: number) => Array.from({ length: count }, (_, i) => `m${i}`);

describe.each([false, true])('a journal, compact: %s', (compact) => {
  it('gives entries with their fields, however packed', () => {
    const { bytes, entryOffsets } = writeJournal({ entries: ENTRIES, compact, unused: 4096 });
    const { entries, problems, summary } = collectJournal(bytes);
    expect(problems).toEqual([]);
    expect(entries.map(({ fields }) => ({ ...fields }))).toEqual([
      { MESSAGE: 'first', UNIT: 'a.service' },
      { MESSAGE: 'zweite: ö€😀', UNIT: 'b.service' },
      { MESSAGE: 'packed '.repeat(50), UNIT: 'a.service' },
      { MESSAGE: 'tight '.repeat(50), X: '1' },
      { MESSAGE: 'small '.repeat(50), UNIT: 'a.service.d' },
      { P: ['1', '2', '3'], UNIT: '' },
    ]);
    expect(entries[1]).toMatchObject({
      seqnum: '2',
      offset: entryOffsets[1],
      realtime: '2023-11-14T22:13:20.000001Z',
      monotonic: '1',
      bootId: 'b0'.repeat(16),
      seqnumId: '5e'.repeat(16),
      binaryFields: [],
    });
    expect(summary).toEqual({
      state: 'archived',
      machineId: 'aa'.repeat(16),
      entries: 6,
      skipped: 0,
      recovered: 0,
      firstTime: '2023-11-14T22:13:20.000000Z',
      lastTime: '2023-11-14T22:13:20.000005Z',
      compressed: true,
      compact,
      keyedHash: false,
      sealed: false,
    });
  });

  it('gives only the wanted entries, and only the fields asked for', () => {
    const { bytes } = writeJournal({ entries: ENTRIES, compact });
    const wanted = [{ field: 'UNIT', value: 'a.service' }, { field: 'X' }, { field: 'NONE' }];
    const { entries, summary } = collectJournal(bytes, { wanted, fields: ['UNIT', 'X'] });
    expect(entries.map(({ fields }) => ({ ...fields }))).toEqual([
      { UNIT: 'a.service' },
      { UNIT: 'a.service' },
      { X: '1' },
    ]);
    expect(summary).toMatchObject({ entries: 3, skipped: 3, lastTime: '2023-11-14T22:13:20.000005Z' });
    const packed = collectJournal(bytes, { wanted: [{ field: 'MESSAGE', value: 'small '.repeat(50) }] });
    expect(packed.entries.map(({ seqnum }) => seqnum)).toEqual(['5']);
    const like = (pattern: RegExp): unknown =>
      collectJournal(bytes, { wanted: [{ field: 'UNIT', pattern }] }).entries.map(
        ({ fields }) => fields.UNIT,
      );
    expect(like(/^a\.serv/)).toContain('a.service');
    expect(like(/^\.service/)).toEqual([]);
    expect(collectJournal(bytes, { wanted: [] }).summary).toMatchObject({ entries: 0, skipped: 6 });
    expect(collectJournal(bytes, { wanted: [{ field: 'UNIT', value: '' }] }).summary.entries).toBe(1);
  });

  it('finds what no entry array lists, and goes on where arrays are damaged', () => {
    const entries = plain(10);
    const unlisted = entries.map((entry, i) => ({ ...entry, unlisted: i > 7 }));
    const after = collectJournal(writeJournal({ entries: unlisted, compact, unused: 1000 }).bytes);
    expect(after.entries.map(({ fields }) => fields['MESSAGE'])).toEqual(expected(10));
    expect(after.summary.recovered).toBe(2);

    const { bytes, arrayOffsets, entryOffsets } = writeJournal({ entries, compact });
    const [first = 0, second = 0] = arrayOffsets;
    for (const next of [first, 8, second + 8, bytes.length, 2n ** 60n, 7]) {
      const damaged = patched(bytes, first + 16, next);
      expect(messages(damaged)).toEqual(expected(10));
      expect(codes(damaged)).toContain('entry-array');
      expect(collectJournal(damaged).summary.recovered).toBe(6);
    }
    // One item refers to the last entry, past all others: order is lost, nothing else.
    const jump = bytes.slice();
    new DataView(jump.buffer).setUint32(first + 24, entryOffsets[9] ?? 0, true);
    expect(new Set(messages(jump))).toEqual(new Set(expected(10)));
    // Cut off early, with nothing to see but the header's count.
    const cut = patched(bytes, first + 16, 0);
    expect(messages(cut)).toEqual(expected(10));
    expect(codes(cut)).toEqual(['entry-count']);
  });

  it('says once of each array how many of its references lead nowhere', () => {
    const { bytes, entryOffsets, arrayOffsets } = writeJournal({
      entries: plain(300),
      compact,
      arrayLength: 150,
    });
    const item = (array: number, index: number) => array + 24 + index * (compact ? 4 : 8);
    const astray = (journal: Uint8Array) =>
      collectJournal(journal).problems.filter(({ code }) => code === 'entry-array');
    const [first = 0, second = 0] = arrayOffsets;
    const cut = bytes.subarray(0, entryOffsets[200]);
    expect(messages(cut)).toEqual(expected(200));
    expect(astray(cut)).toEqual([
      {
        kind: 'problem',
        code: 'entry-array',
        offset: item(second, 50),
        what: `refers to ${entryOffsets[200]}, where no further entry is; so do 99 more references of this array`,
      },
    ]);
    // One of the first array as well: each array speaks for itself.
    const both = cut.slice();
    new DataView(both.buffer).setUint32(item(first, 7), 8, true);
    expect(new Set(messages(both))).toEqual(new Set(expected(200)));
    expect(astray(both).map(({ offset, what }) => [offset, what])).toEqual([
      [item(first, 7), 'refers to 8, where no further entry is'],
      [item(second, 50), expect.stringContaining('so do 99 more references')],
    ]);
  });

  it('goes over an object whose size is damaged', () => {
    const { bytes, dataOffsets, arrayOffsets } = writeJournal({ entries: plain(10), compact });
    for (const size of [0, 17, 1000, 100_000, 2n ** 63n]) {
      const damaged = patched(patched(bytes, (dataOffsets.get('MESSAGE=m5') ?? 0) + 8, size), 176, 0);
      expect(messages(damaged).filter((message) => message !== undefined && message !== 'm5').length).toBe(9);
    }
    expect(arrayOffsets.length).toBe(3);
  });
});

describe('what is strange in a journal', () => {
  it('is a problem with a code and an offset', () => {
    const { bytes, dataOffsets, entryOffsets } = writeJournal({
      entries: plain(3),
      flags: 0x60 | 4,
      state: 9,
    });
    const { problems, entries, summary } = collectJournal(bytes);
    expect(problems).toEqual([
      expect.objectContaining({ code: 'unknown-flags', offset: 12, what: expect.stringContaining('0x60') }),
      expect.objectContaining({ code: 'header', offset: 16 }),
    ]);
    expect(entries.length).toBe(3);
    expect(summary).toMatchObject({ state: 'online', keyedHash: true });

    const good = writeJournal({ entries: plain(3) }).bytes;
    const noData = patched(good, (dataOffsets.get('MESSAGE=m1') ?? 0) + 8, 3);
    expect(messages(noData)).toEqual(['m0', undefined, 'm2']);
    expect(collectJournal(noData).problems).toEqual([
      expect.objectContaining({ code: 'data', offset: entryOffsets[1] }),
    ]);
    expect(codes(good.subarray(0, good.length - 8))).toContain('truncated');
    const late = collectJournal(patched(good, (entryOffsets[0] ?? 0) + 24, 2n ** 64n - 1n));
    expect(late.entries.map(({ seqnum }) => seqnum)).toEqual(['1', '2', '3']);
    expect(late.problems.map(({ code }) => code)).toEqual(['entry']);
    expect(codes(patched(good, 88, 1))).toContain('header');
  });

  it('is an error only where it is no journal', () => {
    const { bytes } = writeJournal({ entries: plain(1) });
    expect(() => collectJournal(bytes.subarray(0, 207))).toThrow(ParseError);
    expect(() => collectJournal(new Uint8Array(1000))).toThrow(ParseError);
  });

  it('does not lose large numbers, nor let a field name reach a prototype', () => {
    const fields = [
      { name: '__proto__', value: 'x' },
      { name: 'constructor', value: 'y' },
    ];
    const { bytes, entryOffsets } = writeJournal({ entries: [{ fields }] });
    const [entry] = collectJournal(patched(bytes, (entryOffsets[0] ?? 0) + 16, 2n ** 64n - 2n)).entries;
    expect(entry?.seqnum).toBe('18446744073709551614');
    expect(Object.entries(entry?.fields ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('keeps what is not UTF-8 as far as it can, and names the field', () => {
    const value = Uint8Array.of(0x61, 0xff, 0x62);
    const fields = [
      { name: 'A', value },
      { name: 'B', value: '\ufffd' },
      { name: 'A', value: Uint8Array.of(0xc3) },
    ];
    const [entry] = collectJournal(writeJournal({ entries: [{ fields }] }).bytes).entries;
    expect({ ...entry?.fields }).toEqual({ A: ['a\ufffdb', '\ufffd'], B: '\ufffd' });
    expect(entry?.binaryFields).toEqual(['A']);
  });

  it('is an I/O error of the source: what can be read is given', () => {
    const fields = [{ name: 'MESSAGE', value: 'x'.repeat(60_000) }];
    const entries = Array.from({ length: 20 }, (_, i) => ({
      fields: [...fields, { name: 'N', value: `${i}`.repeat(30_000) }],
    }));
    const { bytes } = writeJournal({ entries });
    const source = bytesSource(bytes);
    const { problems, entries: read } = collectJournal({
      size: source.size,
      read(offset, into) {
        if (offset >= 256 * 1024) throw new ByteSourceError('input/output error');
        return source.read(offset, into);
      },
    });
    expect(problems.map(({ code }) => code)).toContain('read-error');
    expect(read.length).toBeGreaterThan(2);
  });

  it('is a microsecond in its place', () => {
    const [entry] = collectJournal(
      writeJournal({ entries: [{ realtime: START + 999_999, fields: [{ name: 'A', value: '' }] }] }).bytes,
    ).entries;
    expect(entry?.realtime).toBe('2023-11-14T22:13:20.999999Z');
  });
});
