import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../../main/formats/byte-source.ts';
import { type EvtxOptions, type EvtxRecord, readEvtx } from '../../../main/formats/evtx/read-evtx.ts';
import { ParseError } from '../../../main/formats/parse-error.ts';
import { CORPUS, corpusAvailable, corpusFile } from '../../support/corpus.ts';
import { writeEvents } from '../../support/evtx-writer.ts';

const FOLDERS = ['evtx', 'evtx-adjacent', 'evtx-clean', 'evtx-malformed'];
const OMIT = new Set(['Provider_Name', 'Version', 'Computer']);

/** All that a file says, each record written down before the next is asked for. */
function told(bytes: Uint8Array, options: EvtxOptions): string[] {
  const lines: string[] = [];
  try {
    const reading = readEvtx(bytesSource(bytes), { omit: OMIT, ...options });
    for (;;) {
      const { done, value } = reading.next();
      if (done) return [...lines, JSON.stringify(value)];
      lines.push(value.kind === 'problem' ? JSON.stringify(value) : lineOf(value.record));
    }
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return [...lines, error.message];
  }
}

function lineOf(record: EvtxRecord): string {
  const { recordId, offset, written, recovered, provider, eventId, channel, computer, time, userSid } =
    record;
  const { moment } = record;
  const head = [recordId, offset, written, recovered, provider, eventId, channel, computer, time, userSid];
  head.push(moment);
  const { fields } = record;
  // Each field by itself is what it is among all.
  const one = Object.keys(fields).map((name) => record.field(name));
  const absent = ['toString', '__proto__', 'Version', 'NoSuchField'].map(
    (name) => record.field(name) ?? null,
  );
  return JSON.stringify([head, fields, one, absent]);
}

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

describe('records that are decoded when they are asked say the same as those that are decoded at once', () => {
  const files = corpusAvailable
    ? FOLDERS.flatMap((folder) => readdirSync(join(CORPUS, folder)).map((name) => `${folder}/${name}`))
    : [];
  it.skipIf(!corpusAvailable).each(files)('%s (needs ../shared/corpus)', (file) => {
    const bytes = corpusFile(file);
    const atOnce = told(bytes, {});
    expect(atOnce.length).toBeGreaterThan(0);
    expect(told(bytes, { transient: true })).toEqual(atOnce);
  });

  it('also with values that are arrays, missing, or have no name', () => {
    const bytes = writeEvents([
      { eventId: 7045, userSid: 'S-1-5-18', data: { ServiceName: 'a', ImagePath: 'b', Extra: null } },
      { eventId: 104, userData: { name: 'LogFileCleared', leaves: { Channel: 'c', Count: 5 } } },
      { eventId: 7045, data: { ServiceName: 'd', Extra: { type: 0x81, bytes: new Uint8Array(9) } } },
      { eventId: 1, data: ['f', 'g'] },
    ]);
    expect(told(bytes, { transient: true })).toEqual(told(bytes, {}));
  });

  it('also where bits are flipped', () => {
    const whole = writeEvents([
      { eventId: 7045, userSid: 'S-1-5-18', data: { ServiceName: 'a', ImagePath: 'b', Extra: null } },
      { eventId: 7045, userSid: 'S-1-5-18', data: { ServiceName: 'c', ImagePath: 'd', Extra: null } },
      { eventId: 104, userData: { name: 'LogFileCleared', leaves: { Channel: 'c', Count: 5 } } },
      { eventId: 7045, data: { ServiceName: 'd', Extra: { type: 0x81, bytes: new Uint8Array(9) } } },
      { eventId: 1, data: ['f', 'g'] },
    ]);
    const below = random(7);
    let damaged = 0;
    for (let round = 0; round < 300; round += 1) {
      const bytes = Uint8Array.from(whole);
      for (let flips = 0; flips < 6; flips += 1) {
        const at = 4096 + 512 + below(5000);
        bytes[at] = (bytes[at] as number) ^ (1 << below(8));
      }
      const atOnce = told(bytes, {});
      if (atOnce.join('\n') !== told(whole, {}).join('\n')) damaged += 1;
      expect(told(bytes, { transient: true })).toEqual(atOnce);
      const wanted = () => true;
      expect(told(bytes, { transient: true, wanted })).toEqual(told(bytes, { wanted }));
    }
    expect(damaged).toBeGreaterThan(100);
  });
});
