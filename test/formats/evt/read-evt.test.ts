import { expect, it } from 'vitest';
import { type EvtItem, type EvtSummary, readEvt } from '../../../main/formats/evt/read-evt.ts';
import { corpusAvailable, corpusFile, corpusTruth } from '../../support/corpus.ts';
import { evtFile, evtRecord } from './evt-writer.ts';

function read(bytes: Uint8Array) {
  const items: EvtItem[] = [];
  const walk = readEvt(bytes);
  let summary: EvtSummary;
  for (;;) {
    const step = walk.next();
    if (step.done === true) {
      summary = step.value;
      break;
    }
    items.push(step.value);
  }
  const records = items.flatMap((item) => (item.kind === 'record' ? [item.record] : []));
  const problems = items.flatMap((item) => (item.kind === 'problem' ? [item.code] : []));
  return { records, problems, summary };
}

const T = Date.UTC(2009, 0, 1) / 1000;
const numbers = (bytes: Uint8Array) => read(bytes).records.map((record) => record.recordNumber);
const many = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    number: from + index,
    time: T + from + index,
    strings: ['Spooler', 'running'.slice(0, index % 7)],
  }));

it('reads every field of a record', () => {
  const sid = [1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0];
  const { records, problems, summary } = read(
    evtFile(
      [
        {
          number: 7,
          time: T,
          id: 0x40001b7c,
          type: 4,
          category: 3,
          source: 'SCM',
          computer: 'ÄPC',
          sid,
          strings: ['Spooler', '', 'läuft'],
          data: [1, 2, 255],
        },
      ],
      { size: 1024 },
    ),
  );
  expect(records).toEqual([
    {
      recordNumber: 7,
      offset: 48,
      generated: '2009-01-01T00:00:00Z',
      written: '2009-01-01T00:00:01Z',
      eventId: 7036,
      qualifiers: 0x4000,
      eventType: 4,
      category: 3,
      source: 'SCM',
      computer: 'ÄPC',
      userSid: 'S-1-5-18',
      strings: ['Spooler', '', 'läuft'],
      data: '0102ff',
      recovered: false,
    },
  ]);
  expect(problems).toEqual([]);
  expect(summary).toEqual({
    dirty: false,
    records: 1,
    recovered: 0,
    firstTime: '2009-01-01T00:00:00Z',
    lastTime: '2009-01-01T00:00:00Z',
  });
});

it('follows a log round the end of the file, clean and dirty, whatever the place of the split', () => {
  const records = many(10, 19);
  let splits = 0;
  for (let start = 1500; start < 2048; start += 4) {
    for (const dirty of [false, true]) {
      const file = evtFile(records, { size: 2048, start, dirty });
      const { problems, summary, records: found } = read(file);
      splits += found.some(({ offset }, index) => offset > (found[index + 1]?.offset ?? Infinity)) ? 1 : 0;
      expect({ start, problems, ids: found.map(({ recordNumber }) => recordNumber) }).toEqual({
        start,
        problems: [],
        ids: [10, 11, 12, 13, 14, 15, 16, 17, 18, 19],
      });
      expect(summary).toMatchObject({ dirty, records: 10, recovered: 0 });
    }
  }
  expect(splits).toBeGreaterThan(100);
});

it('finds overwritten records behind the end, marked', () => {
  const remains = Buffer.concat([Buffer.alloc(400), ...many(1, 3).map((spec) => evtRecord(spec))]);
  const { records, summary, problems } = read(evtFile(many(8, 8), { size: 4096, remains }));
  expect(records.map(({ recordNumber, recovered }) => [recordNumber, recovered])).toEqual([
    [8, false],
    [1, true],
    [2, true],
    [3, true],
  ]);
  expect(summary).toMatchObject({ records: 4, recovered: 3, firstTime: '2009-01-01T00:00:01Z' });
  expect(problems).toEqual([]);
});

it('searches records where the header is gone, and goes on behind a damaged one', () => {
  const file = evtFile(many(1, 5), { size: 4096 });
  const headless = Buffer.from(file).fill(0, 0, 48);
  // The end-of-file record still says where the log begins.
  expect(read(headless)).toMatchObject({ problems: ['evt-header'], summary: { records: 5, recovered: 0 } });
  const bare = Buffer.from(headless);
  bare.fill(0, bare.indexOf('11111111', 0, 'hex'), bare.indexOf('11111111', 0, 'hex') + 16);
  expect(read(bare)).toMatchObject({
    problems: ['evt-header', 'evt-no-chain'],
    summary: { records: 5, recovered: 5 },
  });
  const third = read(file).records[2]?.offset ?? 0;
  const broken = Buffer.from(file);
  broken.writeUInt32LE(99, third);
  expect(read(broken)).toMatchObject({
    problems: ['evt-record-unreadable', 'evt-remains-unreadable'],
    summary: { records: 4, recovered: 2 },
  });
  expect(numbers(broken)).toEqual([1, 2, 4, 5]);
});

it('keeps a record whose strings, data or SID lie outside it', () => {
  const file = evtFile([{ number: 1, time: T, strings: ['a'], data: [1], sid: [9, 9, 9, 9] }], { size: 512 });
  file.writeUInt32LE(0xfffffff0, 48 + 36);
  file.writeUInt32LE(0xfffffff0, 48 + 52);
  const { records, problems } = read(file);
  expect(records).toMatchObject([{ recordNumber: 1, strings: [], data: '', userSid: null }]);
  expect(problems).toEqual(['evt-record-malformed', 'evt-record-malformed', 'evt-record-malformed']);
});

it('reads an empty log, and says when a file is none', () => {
  expect(read(evtFile([], { size: 256 }))).toMatchObject({ records: [], problems: [] });
  expect(() => read(new Uint8Array(47))).toThrow('event log at offset 0x0');
  expect(read(new Uint8Array(48)).problems).toEqual(['evt-header', 'evt-no-chain']);
});

it('is read cut at every length, with every bit flipped', () => {
  const file = evtFile(many(1, 6), { size: 700, start: 300 });
  for (let length = 48; length < file.length; length += 1) read(file.subarray(0, length));
  for (let bit = 0; bit < file.length * 8; bit += 1) {
    const flipped = Buffer.from(file);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const { records } = read(flipped);
    expect(records.length).toBeLessThanOrEqual(7);
  }
});

it('takes a file full of signatures in bounded time', () => {
  const file = Buffer.alloc(4 * 1024 * 1024, 'LfLe', 'latin1');
  expect(read(file).problems.length).toBeLessThanOrEqual(201);
  for (let at = 48; at + 16 < file.length; at += 16) file.writeUInt32LE(file.length - 60, at);
  const started = performance.now();
  read(file);
  expect(performance.now() - started).toBeLessThan(3_000);
});

interface Truth {
  readonly count: number;
  readonly events: readonly Readonly<Record<string, string | readonly string[]>>[];
}

it.skipIf(!corpusAvailable)('agrees with libevt on every field of real logs', () => {
  for (const [name, dirty] of [
    ['dissect_TestLog.evt', false],
    ['dissect_TestLog-dirty.evt', true],
  ] as const) {
    const { records, summary } = read(corpusFile(`evt/${name}`));
    const { count, events } = corpusTruth<Truth>(name);
    expect(summary).toMatchObject({ dirty, records: count, recovered: 0 });
    for (const [index, event] of events.entries()) {
      const record = records[index];
      if (record === undefined) throw new Error(`record ${index} is missing`);
      const id = (record.qualifiers << 16) | record.eventId;
      expect({
        record: String(record.recordNumber),
        strings: record.strings,
        'Creation time': asPrinted(record.generated),
        'Written time': asPrinted(record.written),
        'Event type': `${TYPES[record.eventType]} event (${record.eventType})`,
        'Computer name': record.computer,
        'Source name': record.source,
        'Event identifier': `0x${id.toString(16).padStart(8, '0')} (${id})`,
        'Number of strings': String(record.strings.length),
      }).toEqual(event);
    }
  }
});

const TYPES: Readonly<Record<number, string>> = {
  1: 'Error',
  2: 'Warning',
  4: 'Information',
  8: 'Success Audit',
  16: 'Failure Audit',
};

function asPrinted(iso: string): string {
  const date = new Date(iso);
  const month = date.toLocaleString('en', { month: 'short', timeZone: 'UTC' });
  return `${month} ${String(date.getUTCDate()).padStart(2, '0')}, ${date.getUTCFullYear()} ${iso.slice(11, 19)} UTC`;
}
