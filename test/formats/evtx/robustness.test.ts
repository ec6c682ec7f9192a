import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../../main/formats/byte-source.ts';
import { readEvtx } from '../../../main/formats/evtx/read-evtx.ts';
import { ParseError } from '../../../main/formats/parse-error.ts';
import { corpusAvailable, corpusFile } from '../../support/corpus.ts';
import type { FragmentSpec, ValueSpec, XmlSpec } from '../../support/evtx-binxml-writer.ts';
import { eventRecord, resealChunk, text, writeEvents, writeEvtx } from '../../support/evtx-writer.ts';
import { readAll } from './read-all.ts';

const CHUNK = 65_536;
/** Of 40 flipped bits each. */
const ROUNDS = 100;

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

/** Everything that is done with a file; anything but a ParseError, or an offset outside the file, fails. */
function useAll(bytes: Uint8Array): number {
  let records = 0;
  try {
    for (const item of readEvtx(bytesSource(bytes))) {
      const offset = item.kind === 'record' ? item.record.offset : item.offset;
      if (offset < 0 || offset > bytes.length) throw new Error(`offset ${offset}`);
      if (item.kind === 'problem') continue;
      records += 1;
      JSON.stringify([item.record, item.record.fields]);
      try {
        item.record.xml();
      } catch (error) {
        if (!(error instanceof ParseError)) throw error;
      }
    }
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
  }
  return records;
}

const small = writeEvents([
  {
    eventId: 7045,
    qualifiers: 1,
    userSid: 'S-1-5-18',
    data: { ServiceName: 'a', ImagePath: 'b', Extra: null },
  },
  { eventId: 104, userData: { name: 'LogFileCleared', leaves: { Channel: 'c', Count: 5 } } },
  {
    eventId: 7045,
    data: { ServiceName: 'd', ImagePath: 'e', Extra: { type: 0x81, bytes: new Uint8Array(9) } },
  },
  { eventId: 1, data: ['f', 'g'] },
]);
const used = 4096 + new DataView(small.buffer).getUint32(4096 + 48, true);

describe('a damaged log', () => {
  it('is read at every length', () => {
    let previous = 0;
    for (let length = 0; length <= used; length++) {
      const count = useAll(small.slice(0, length));
      expect(count).toBeGreaterThanOrEqual(previous);
      previous = count;
    }
    expect(previous).toBe(4);
  });

  it('is read with any byte set to anything', () => {
    const damaged = small.slice(0, used);
    for (let at = 0; at < used; at++) {
      // What the file header pads with is not read.
      if (at === 128) at = 4096;
      const before = damaged[at] ?? 0;
      // 0x40 is the bit that changes a token into another that is read alike.
      for (const value of [at % 2 === 0 ? 0x00 : 0xff, before ^ 0x40]) {
        damaged[at] = value;
        useAll(damaged);
      }
      damaged[at] = before;
    }
  });

  it.skipIf(!corpusAvailable)(
    'of the corpus is read with flipped bits and cut (needs ../shared/corpus)',
    () => {
      for (const [seed, path] of [
        'evtx/deepblue_disablestop-eventlog.evtx',
        'evtx/mde_ID4688_4697_5140-5145_PSexec_remote_execution_+_admin_share.evtx',
        'evtx-malformed/mde_ID2003-4950-Firewall_disabled.evtx',
      ].entries()) {
        const bytes = corpusFile(path);
        const next = random(seed + 1);
        for (let round = 0; round < ROUNDS; round++) {
          const damaged = bytes.slice(0, round % 4 === 0 ? next(bytes.length) : bytes.length);
          for (let flip = 0; flip < 40; flip++) {
            const at = next(damaged.length + 1);
            damaged[at] = (damaged[at] ?? 0) ^ (1 << next(8));
          }
          useAll(damaged);
        }
      }
    },
  );
});

describe('a forged log', () => {
  /** One record of this event. */
  const file = (event: FragmentSpec): Uint8Array =>
    writeEvtx({ chunks: [[{ recordId: 1n, written: 1n, event }]] });

  it('whose template names its own instance does not turn in circles', () => {
    const bytes = small.slice();
    const view = new DataView(bytes.buffer);
    // Every 32-bit number of the second record that could be an offset leads back to the first definition.
    const first = 4096 + 512;
    const second = first + view.getUint32(first + 4, true);
    for (let at = second + 28; at < second + view.getUint32(second + 4, true) - 4; at++) {
      const damaged = bytes.slice();
      new DataView(damaged.buffer).setUint32(at, 512 + 24 + 4 + 10, true);
      useAll(damaged);
    }
  });

  it('whose elements nest without end is refused', () => {
    let nested: XmlSpec = { name: 'x', children: ['y'] };
    for (let depth = 0; depth < 1_000; depth++) nested = { name: 'x', children: [nested] };
    const { records, problems } = readAll(file({ template: nested, values: [] }));
    expect(records).toEqual([]);
    expect(problems.map(({ code, what }) => [code, what])).toEqual([
      ['record', expect.stringContaining('nested deeper than 128')],
    ]);
  });

  it('whose fragments nest without end keeps the outer ones', () => {
    const template: XmlSpec = { name: 'x', children: [{ name: 'n', children: [0] }, 1] };
    let fragment: FragmentSpec = { template, values: [text('end'), text('')] };
    for (let depth = 0; depth < 60; depth++) {
      fragment = { template, values: [text(String(depth)), { fragment }] };
    }
    const { records, problems } = readAll(file(fragment));
    expect(problems.map(({ code, what }) => [code, what])).toEqual([
      ['record-part', expect.stringContaining('nested deeper than 16')],
    ]);
    expect(String(records[0]?.fields['x_n']).split('\n').at(0)).toBe('59');
    expect(records[0]?.xml()).toContain('<n>59</n>');
  });

  it('whose values unfold a thousandfold at each level is refused', () => {
    const template: XmlSpec = {
      name: 'x',
      children: Array.from({ length: 500 }, () => ({ name: 'y', children: [0] })),
    };
    let value: ValueSpec = text('boom');
    for (let depth = 0; depth < 6; depth++) value = { fragment: { template, values: [value] } };
    const started = performance.now();
    const { problems } = readAll(file({ template, values: [value] }));
    expect(problems.map(({ code, what }) => [code, what])).toEqual([
      ['record', expect.stringContaining('unfolds without end')],
    ]);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('that repeats one long text is refused', () => {
    const children = Array.from(
      { length: 1_000 },
      (_, index): XmlSpec => ({
        name: 'Data',
        attributes: [['Name', `n${index % 10}`]],
        children: [0],
      }),
    );
    const template: XmlSpec = { name: 'Event', children: [{ name: 'EventData', children }] };
    const { problems } = readAll(file({ template, values: [text('x'.repeat(10_000))] }));
    expect(problems.map(({ code }) => code)).toEqual(['record']);
  });

  it('with huge counts and sizes is told and not believed', () => {
    const at = 4096 + 512;
    const record = eventRecord({ eventId: 7045, data: { ServiceName: 'a' } });
    const bytes = writeEvtx({ chunks: [[record, record]] });
    const instance = at + 24 + 4;
    const definitionSize = instance + 10 + 20;
    const valueCount = definitionSize + 4 + new DataView(bytes.buffer).getUint32(definitionSize, true);
    for (const place of [at + 4, definitionSize, valueCount, 4096 + 44, 4096 + 48]) {
      const damaged = bytes.slice();
      new DataView(damaged.buffer).setUint32(place, 0xffff_ffff, true);
      resealChunk(damaged.subarray(4096, 4096 + CHUNK));
      useAll(damaged);
    }
    const counted = bytes.slice();
    new DataView(counted.buffer).setUint32(valueCount, 0x3fff_ffff, true);
    expect(readAll(counted).problems).toContainEqual(
      expect.objectContaining({ code: 'record', offset: at, what: expect.stringContaining('values need') }),
    );
  });

  it('of nothing but signatures is read in time', () => {
    const bytes = new Uint8Array(4096 + 16 * CHUNK);
    bytes.set(small.subarray(0, 4096));
    for (let at = 4096; at < bytes.length; at += 4) bytes.set([0x2a, 0x2a, 0, 0], at);
    const started = performance.now();
    expect(readAll(bytes).records).toEqual([]);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
