import { describe, expect, it } from 'vitest';
import { type ByteSource, ByteSourceError, bytesSource } from '../../../main/formats/byte-source.ts';
import type { EvtxIdentity } from '../../../main/formats/evtx/read-evtx.ts';
import { ParseError } from '../../../main/formats/parse-error.ts';
import type { XmlSpec } from '../../support/evtx-binxml-writer.ts';
import {
  type EventSpec,
  eventRecord,
  filetime,
  text,
  writeEvents,
  writeEvtx,
} from '../../support/evtx-writer.ts';
import { readAll } from './read-all.ts';

const CHUNK = 65_536;
const INSTALLED: EventSpec = {
  eventId: 7045,
  qualifiers: 16_384,
  time: '2024-05-06T07:08:09.1234567Z',
  computer: 'srv01.example.test',
  userSid: 'S-1-5-21-1-2-3-1001',
  data: { ServiceName: 'evil', ImagePath: 'C:\\temp\\e.exe & "x"', StartType: 3, AccountName: null },
};

function first(event: EventSpec) {
  const [record] = readAll(writeEvents([event])).records;
  if (record === undefined) throw new Error('no record');
  return record;
}

describe('an event', () => {
  it('has its header and all fields', () => {
    const record = first(INSTALLED);
    expect(record).toMatchObject({
      recordId: '1',
      offset: 4096 + 512,
      written: '2024-05-06T07:08:09.1234567Z',
      time: '2024-05-06T07:08:09.1234567Z',
      recovered: false,
      provider: 'Service Control Manager',
      eventId: 7045,
      channel: 'System',
      computer: 'srv01.example.test',
      userSid: 'S-1-5-21-1-2-3-1001',
    });
    expect({ ...record.fields }).toEqual({
      Provider_Name: 'Service Control Manager',
      EventID: 7045,
      Qualifiers: 16_384,
      Version: 0,
      Level: 4,
      Keywords: '0x8080000000000000',
      TimeCreated_SystemTime: '2024-05-06T07:08:09.1234567Z',
      EventRecordID: 1,
      Execution_ProcessID: 632,
      Execution_ThreadID: 700,
      Channel: 'System',
      Computer: 'srv01.example.test',
      Security_UserID: 'S-1-5-21-1-2-3-1001',
      ServiceName: 'evil',
      ImagePath: 'C:\\temp\\e.exe & "x"',
      StartType: 3,
      AccountName: null,
    });
  });

  it('is XML on one line, escaped, without what has no value', () => {
    const { userSid: _, ...withoutSid } = INSTALLED;
    expect(first(withoutSid).xml()).toBe(
      '<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System>' +
        '<Provider Name="Service Control Manager"/><EventID Qualifiers="16384">7045</EventID><Version>0</Version>' +
        '<Level>4</Level><Keywords>0x8080000000000000</Keywords>' +
        '<TimeCreated SystemTime="2024-05-06T07:08:09.1234567Z"/><EventRecordID>1</EventRecordID>' +
        '<Execution ProcessID="632" ThreadID="700"/><Channel>System</Channel><Computer>srv01.example.test</Computer>' +
        '<Security/></System><EventData><Data Name="ServiceName">evil</Data>' +
        '<Data Name="ImagePath">C:\\temp\\e.exe &amp; &quot;x&quot;</Data><Data Name="StartType">3</Data>' +
        '<Data Name="AccountName"></Data></EventData></Event>',
    );
  });

  it('numbers unnamed data and joins it', () => {
    expect(first({ eventId: 1, data: ['one', 'two'] }).fields).toMatchObject({
      param1: 'one',
      param2: 'two',
      Data: 'one\ntwo',
    });
  });

  it('repeats the element of an array', () => {
    const list = { type: 0x81, bytes: new Uint8Array(Buffer.from('one\0two\0', 'utf16le')) };
    const record = first({ eventId: 1, data: { List: list } });
    expect(record.fields['List']).toBe('one\ntwo');
    expect(record.xml()).toContain('<Data Name="List">one</Data><Data Name="List">two</Data>');
  });

  it('names UserData by its elements, and never like the header', () => {
    const record = first({
      eventId: 104,
      userData: {
        name: 'LogFileCleared',
        leaves: { SubjectUserName: 'eve', Channel: 'Security', EventID: 1 },
      },
    });
    expect(record.fields).toMatchObject({
      Channel: 'System',
      EventID: 104,
      SubjectUserName: 'eve',
      UserData_Channel: 'Security',
      UserData_EventID: 1,
    });
  });

  it('may have fields that objects are born with', () => {
    const record = first({
      eventId: 1,
      userData: { name: 'U', leaves: { constructor: 'a', toString: 'b' } },
    });
    expect(record.fields).toMatchObject({ constructor: 'a', toString: 'b' });
    const hostile = first({ eventId: 1, data: Object.fromEntries([['__proto__', 'c']]) });
    expect(Object.keys(hostile.fields)).toContain('__proto__');
    expect(hostile.fields['valueOf']).toBeUndefined();
  });

  it('may stand there without a template, every value as text', () => {
    const bare: XmlSpec = {
      name: 'Event',
      children: [
        {
          name: 'System',
          children: [
            { name: 'Provider', attributes: [['Name', 'P']] },
            { name: 'EventID', attributes: [['Qualifiers', '5']], children: ['4697'] },
            { name: 'TimeCreated', attributes: [['SystemTime', '2021-06-03T19:39:52.893115500Z']] },
            { name: 'Channel', children: ['Security'] },
          ],
        },
        {
          name: 'EventData',
          children: [{ name: 'Data', attributes: [['Name', 'ServiceName']], children: ['x'] }],
        },
      ],
    };
    const file = writeEvtx({ chunks: [[{ recordId: 9n, written: 1n, event: { bare } }]] });
    const [record] = readAll(file).records;
    expect(record).toMatchObject({
      provider: 'P',
      eventId: 4697,
      channel: 'Security',
      time: '2021-06-03T19:39:52.8931155Z',
    });
    expect(record?.fields).toMatchObject({ Qualifiers: 5, ServiceName: 'x' });
    const asked: EvtxIdentity[] = [];
    readAll(file, { wanted: (identity) => asked.push(identity) > 0 });
    expect(asked).toEqual([{ provider: 'P', eventId: 4697, channel: 'Security' }]);
  });

  it.each([
    '2021-06-03T19:39:52.XXXXXXXZ',
    '2021-06-03T19:39:52x8931155Z',
    'Z'.padStart(28, 'x'),
  ])('has no time where its text %s is none', (time) => {
    const bare: XmlSpec = {
      name: 'Event',
      children: [
        {
          name: 'System',
          children: [
            { name: 'EventID', children: ['1'] },
            { name: 'TimeCreated', attributes: [['SystemTime', time]] },
          ],
        },
      ],
    };
    const file = writeEvtx({ chunks: [[{ recordId: 9n, written: 1n, event: { bare } }]] });
    expect(readAll(file).records[0]).toMatchObject({ eventId: 1, time: null, moment: null });
  });

  it('keeps a record identifier of 64 bits', () => {
    const record = { ...eventRecord(INSTALLED), recordId: 0xffff_ffff_ffff_fffen };
    expect(readAll(writeEvtx({ chunks: [[record]] })).records[0]?.recordId).toBe('18446744073709551614');
  });
});

describe('a file', () => {
  const many = Array.from(
    { length: 100 },
    (_, index): EventSpec => ({
      eventId: index % 2 === 0 ? 7036 : 7045,
      time: `2024-01-01T00:${String(index % 60).padStart(2, '0')}:00.0000000Z`,
      data: { param1: `service ${index}`, param2: 'running' },
    }),
  );

  it('gives every record, valid after the reading has gone on', () => {
    const { records, problems, summary } = readAll(writeEvents(many, { perChunk: 30 }));
    expect(problems).toEqual([]);
    expect(records.map((record) => record.fields['param1'])).toEqual(
      many.map((_, index) => `service ${index}`),
    );
    expect(records[0]?.xml()).toContain('<Data Name="param1">service 0</Data>');
    expect(records[99]?.xml()).toContain('<Data Name="param1">service 99</Data>');
    expect(summary).toEqual({
      dirty: false,
      full: false,
      chunks: 4,
      chunksDamaged: 0,
      records: 100,
      skipped: 0,
      recovered: 0,
      again: 0,
      firstTime: '2024-01-01T00:00:00.0000000Z',
      lastTime: '2024-01-01T00:59:00.0000000Z',
    });
  });

  it('asks once for each identity and decodes only what is wanted', () => {
    const asked: EvtxIdentity[] = [];
    const { records, summary } = readAll(writeEvents(many, { perChunk: 30 }), {
      wanted(identity) {
        asked.push(identity);
        return identity.eventId === 7045;
      },
    });
    expect(records).toHaveLength(50);
    expect(summary).toMatchObject({ records: 100, skipped: 50, firstTime: '2024-01-01T00:00:00.0000000Z' });
    expect(asked).toEqual(
      [7036, 7045].map((eventId) => ({ provider: 'Service Control Manager', eventId, channel: 'System' })),
    );
  });

  it('takes a template of a known identifier for known only when it says the same', () => {
    const template = (name: string): XmlSpec => ({
      name: 'Event',
      children: [
        { name: 'EventData', children: [{ name: 'Data', attributes: [['Name', name]], children: [0] }] },
      ],
    });
    const chunks = ['NameA', 'NameB'].map((name) => [
      { recordId: 1n, written: 1n, event: { template: template(name), values: [text('v')] } },
    ]);
    const file = writeEvtx({ chunks });
    // The same GUID and size for both, as a forger would.
    const instance = 4096 + 512 + 24 + 4;
    const id = file.slice(instance + 2, instance + 6);
    file.set(id, instance + CHUNK + 2);
    file.set(id, instance + CHUNK + 14);
    expect(readAll(file).records.map((record) => ({ ...record.fields }))).toEqual([
      { NameA: 'v' },
      { NameB: 'v' },
    ]);
  });

  it('of a dirty log is read to its end, whatever its header counts', () => {
    const file = writeEvents(many, { perChunk: 30, dirty: true });
    new DataView(file.buffer).setUint16(42, 1, true);
    expect(readAll(file).summary).toMatchObject({ dirty: true, chunks: 4, records: 100 });
  });

  it('without records is none the worse', () => {
    const { records, problems, summary } = readAll(writeEvtx({ chunks: [[]] }));
    expect([records, problems]).toEqual([[], []]);
    expect(summary).toMatchObject({ chunks: 1, records: 0, firstTime: null, lastTime: null });
  });

  it('that is something else is refused', () => {
    expect(() => readAll(new Uint8Array(100_000))).toThrow(ParseError);
    expect(() => readAll(new Uint8Array(0))).toThrow(ParseError);
  });
});

describe('damage', () => {
  const events = Array.from(
    { length: 6 },
    (_, index): EventSpec => ({
      ...INSTALLED,
      time: `2024-01-0${index + 1}T00:00:00.0000000Z`,
      data: { ServiceName: `s${index}` },
    }),
  );
  const names = (file: Uint8Array, recover = true): unknown =>
    readAll(file, { recover }).records.map(({ fields, recovered }) => [fields['ServiceName'], recovered]);
  /** File offset of the record of index `index`, all in one chunk. */
  function recordAt(file: Uint8Array, index: number): number {
    const view = new DataView(file.buffer);
    let at = 4096 + 512;
    for (let before = 0; before < index; before++) at += view.getUint32(at + 4, true);
    return at;
  }

  it('of the file header does not hide the chunks', () => {
    const file = writeEvents(events);
    file.fill(0, 0, 4096);
    const { problems, summary } = readAll(file);
    expect(summary).toMatchObject({ chunks: 1, records: 6, chunksDamaged: 0 });
    expect(problems).toEqual([
      { kind: 'problem', code: 'file-header', offset: 0, what: expect.stringContaining('0x1000') },
    ]);
  });

  it('of the chunk header leaves its records recovered', () => {
    const file = writeEvents(events);
    file.fill(0xaa, 4096, 4096 + 128);
    const { summary, problems } = readAll(file);
    expect(summary).toMatchObject({ chunks: 0, chunksDamaged: 1, records: 0, recovered: 6 });
    expect(problems.map(({ code }) => code)).toEqual(['chunk-header']);
    expect(names(file)).toEqual(events.map((_, index) => [`s${index}`, true]));
    expect(names(file, false)).toEqual([]);
  });

  it('of one record costs that one', () => {
    const file = writeEvents(events);
    file.fill(0xff, recordAt(file, 2), recordAt(file, 2) + 8);
    expect(names(file)).toEqual([
      ['s0', false],
      ['s1', false],
      ['s3', true],
      ['s4', true],
      ['s5', true],
    ]);
    const { problems } = readAll(file);
    expect(problems.map(({ code, offset }) => [code, offset])).toEqual([
      ['chunk-checksum', 4096],
      ['record-head', recordAt(file, 2)],
    ]);
  });

  it('inside a record is told with its place, and the next are read', () => {
    const file = writeEvents(events);
    file[recordAt(file, 1) + 24 + 4] = 0x77;
    const { problems, summary } = readAll(file);
    expect(summary).toMatchObject({ records: 6, chunksDamaged: 1 });
    expect(problems).toContainEqual({
      kind: 'problem',
      code: 'record',
      offset: recordAt(file, 1),
      what: expect.stringContaining(`0x${(recordAt(file, 1) + 28).toString(16)}`),
    });
    expect(names(file)).toHaveLength(5);
  });

  it('of a checksum is told once, and only when something was decoded', () => {
    const file = writeEvents(events);
    file[4096 + 52] = (file[4096 + 52] ?? 0) ^ 1;
    expect(readAll(file).problems.map(({ code }) => code)).toEqual(['chunk-checksum']);
    expect(readAll(file, { wanted: () => false }).problems).toEqual([]);
    file[4096 + 120] = 4;
    expect(readAll(file).problems).toEqual([]);
  });

  it('finds what the free space of a chunk still holds, once', () => {
    const file = writeEvents(events);
    new DataView(file.buffer).setUint32(4096 + 48, recordAt(file, 4) - 4096, true);
    const copied = file.slice(recordAt(file, 0), recordAt(file, 1));
    file.set(copied, 4096 + CHUNK - copied.length);
    expect(names(file)).toEqual(events.map((_, index) => [`s${index}`, index >= 4]));
    expect(readAll(file).summary).toMatchObject({
      records: 4,
      recovered: 2,
      lastTime: '2024-01-04T00:00:00.0000000Z',
    });
    expect(names(file, false)).toHaveLength(4);
  });

  it('finds chunks that have lost their alignment', () => {
    const file = writeEvents(events, { perChunk: 2 });
    const cut = Buffer.concat([file.subarray(0, 4096 + CHUNK + 600), file.subarray(4096 + CHUNK + 8_000)]);
    const { records } = readAll(new Uint8Array(cut));
    expect(records.map((record) => record.fields['ServiceName'])).toEqual(
      expect.arrayContaining(['s0', 's1', 's4', 's5']),
    );
  });

  it('of the disk costs the chunks it hits', () => {
    const file = writeEvents(events, { perChunk: 2 });
    const inner = bytesSource(file);
    const source: ByteSource = {
      size: file.length,
      read(offset, into) {
        if (offset === 4096 + CHUNK) throw new ByteSourceError('bad sector');
        return inner.read(offset, into);
      },
    };
    const { records, problems } = readAll(source);
    expect(records.map((record) => record.fields['ServiceName'])).toEqual(['s0', 's1', 's4', 's5']);
    expect(problems.map(({ code, offset }) => [code, offset])).toEqual([['unreadable', 4096 + CHUNK]]);
  });

  it('of a fragment leaves the rest of the event', () => {
    const broken = eventRecord({ ...INSTALLED, data: { ServiceName: 's' } });
    const event = broken.event as Extract<typeof broken.event, { template: unknown }>;
    const values = [...event.values.slice(0, -1), { raw: () => Uint8Array.of(0x0f, 1, 1, 0, 0x0c, 1, 0, 0) }];
    const { records, problems } = readAll(
      writeEvtx({ chunks: [[{ ...broken, event: { ...event, values } }]] }),
    );
    expect(records[0]?.fields).toMatchObject({ EventID: 7045, Channel: 'System' });
    expect(problems.map(({ code }) => code)).toEqual(['record-part']);
  });
});

it('the writer of the tests counts in FILETIME', () => {
  expect(filetime('1970-01-01T00:00:00.0000001Z')).toBe(116_444_736_000_000_001n);
});
