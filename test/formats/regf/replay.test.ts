import { describe, expect, it } from 'vitest';
import { type Hive, openHive } from '../../../main/formats/regf/hive.ts';
import { type HiveOptions, sealBaseBlock } from '../../support/hive-writer.ts';
import { sealLogEntry, writeNewLog, writeOldLog } from '../../support/hive-writer-logs.ts';
import { binary } from '../../support/registry-spec.ts';
import { damaged, LONG, SAMPLE, SERVICES, sampleHive } from './sample-hive.ts';
import { walkAll } from './walk.ts';

const DIRTY: HiveOptions = { sequences: [8, 7] };
const before = sampleHive(DIRTY);
const middle = sampleHive(DIRTY, {
  ...SAMPLE,
  [`${SERVICES}\\Middle`]: { values: { ImagePath: 'middle.sys' } },
});
const after = sampleHive(DIRTY, { ...SAMPLE, [`${SERVICES}\\New`]: { values: { ImagePath: binary(LONG) } } });

function pathsOf(hive: Hive): string[] {
  return walkAll(hive.root)
    .map((key) => key.path)
    .sort();
}

const expected = { before: pathsOf(openHive(before.bytes)), after: pathsOf(openHive(after.bytes)) };
const codes = (hive: Hive) => hive.diagnostics.map((diagnostic) => diagnostic.code);

describe('replay of new-format logs', () => {
  it('applies entries that follow each other across both logs, in either file', () => {
    const first = writeNewLog([before.bytes, middle.bytes], 7);
    const second = writeNewLog([middle.bytes, after.bytes], 8);
    for (const logs of [
      { log1: first, log2: second },
      { log1: second, log2: first },
    ]) {
      const hive = openHive(before.bytes, logs);
      expect(pathsOf(hive)).toEqual(expected.after);
      expect(hive.replay.state).toBe('replayed');
      expect(hive.replay.entries.map((entry) => entry.sequence)).toEqual([7, 8]);
      expect(hive.header.hiveBinsSize).toBe(after.bytes.length - 4096);
      expect(hive.header.dirty).toBe(true);
      expect(hive.diagnostics).toEqual([]);
    }
  });

  it('grows a copy and leaves the bytes of the caller as they were', () => {
    const kept = before.bytes.slice();
    const hive = openHive(before.bytes, { log1: writeNewLog([before.bytes, after.bytes], 7) });
    expect(after.bytes.length).toBeGreaterThan(before.bytes.length);
    const data = hive.root?.descendant(`${SERVICES}\\New`)?.value('ImagePath')?.data();
    expect(Buffer.from(LONG).equals(data ?? Buffer.alloc(0))).toBe(true);
    expect(Buffer.from(before.bytes).equals(kept)).toBe(true);
  });

  it('marks only what a log changed', () => {
    const hive = openHive(before.bytes, { log1: writeNewLog([before.bytes, after.bytes], 7) });
    const added = hive.root?.descendant(`${SERVICES}\\New`);
    expect(added?.fromLog).toBe(true);
    expect(added?.value('ImagePath')?.fromLog).toBe(true);
    const alpha = hive.root?.descendant(`${SERVICES}\\Alpha`);
    expect(alpha?.fromLog).toBe(false);
    expect(alpha?.value('Big')?.fromLog).toBe(false);
    expect(hive.replay.bytesChanged).toBeGreaterThan(LONG.length);
  });

  it('leaves a clean hive alone, without looking at logs', () => {
    const clean = sampleHive();
    const hive = openHive(clean.bytes, {
      log1: writeNewLog([clean.bytes, after.bytes], 1),
      log2: new Uint8Array(9),
    });
    expect(hive.replay.state).toBe('clean');
    expect(hive.header.dirty).toBe(false);
    expect(hive.diagnostics).toEqual([]);
  });

  it('stops at the first entry that is not whole and keeps those before it', () => {
    const log1 = writeNewLog([before.bytes, after.bytes, before.bytes], 7);
    log1[log1.length - 1] = (log1.at(-1) as number) ^ 1;
    const hive = openHive(before.bytes, { log1 });
    expect(hive.replay.entries.map((entry) => entry.sequence)).toEqual([7]);
    expect(pathsOf(hive)).toEqual(expected.after);
    expect(codes(hive)).toEqual(['log-entry']);
  });

  it('stops where a sequence number is missing between the logs', () => {
    const log1 = writeNewLog([before.bytes, after.bytes], 7);
    const log2 = writeNewLog([after.bytes, before.bytes], 9);
    const hive = openHive(before.bytes, { log1, log2 });
    expect(pathsOf(hive)).toEqual(expected.after);
    expect(codes(hive)).toEqual(['log-gap']);
  });

  it('takes older entries behind the last one for what they are: left over', () => {
    const log1 = writeNewLog([before.bytes, after.bytes, before.bytes], 7);
    const second = 512 + new DataView(log1.buffer).getUint32(516, true);
    new DataView(log1.buffer).setUint32(second + 12, 3, true);
    const hive = openHive(before.bytes, { log1 });
    expect(pathsOf(hive)).toEqual(expected.after);
    expect(hive.diagnostics).toEqual([]);
  });

  it('does not apply a log that is older than the primary file', () => {
    const hive = openHive(before.bytes, { log1: writeNewLog([before.bytes, after.bytes], 6) });
    expect(hive.replay.state).toBe('no-usable-log');
    expect(pathsOf(hive)).toEqual(expected.before);
    expect(codes(hive)).toEqual(['log-not-applicable']);
  });

  it('takes the base block from the log with the latest entries when the primary has none', () => {
    const bytes = damaged(before, (_, target) => target.fill(0, 0, 512));
    const log1 = writeNewLog([before.bytes, middle.bytes], 7);
    const log2 = writeNewLog([before.bytes, after.bytes], 8);
    const hive = openHive(bytes, { log1, log2 });
    expect(hive.replay).toMatchObject({ state: 'replayed', baseBlockFrom: 'log2' });
    expect(hive.replay.entries.map((entry) => entry.log)).toEqual(['log2']);
    expect(hive.header).toMatchObject({ signatureValid: true, fileType: 0, fileName: 'SYSTEM' });
    expect(pathsOf(hive)).toEqual(expected.after);
    expect(hive.diagnostics).toEqual([]);
  });

  it('says that there is no log when none was given or all are empty', () => {
    for (const logs of [{}, { log1: new Uint8Array(0), log2: new Uint8Array(8_192) }]) {
      const hive = openHive(before.bytes, logs);
      expect(hive.replay.state).toBe('no-log');
      expect(codes(hive)).toEqual(['hive-dirty']);
    }
  });

  it('does not grow a hive beyond what file and logs hold', () => {
    const log1 = writeNewLog([before.bytes, after.bytes], 7);
    new DataView(log1.buffer).setUint32(512 + 16, 0x7ffff000, true);
    sealLogEntry(log1, 512);
    const hive = openHive(before.bytes, { log1 });
    expect(hive.replay.state).toBe('no-usable-log');
    expect(codes(hive)).toEqual(['log-entry']);
  });

  it('refuses entries whose sizes, counts or pages cannot be true', () => {
    const damages: ((view: DataView) => void)[] = [
      (view) => view.setUint32(512 + 4, 0x7ffffe00, true),
      (view) => view.setUint32(512 + 4, 100, true),
      (view) => view.setUint32(512 + 16, 100, true),
      (view) => view.setUint32(512 + 20, 0x7fffffff, true),
      (view) => view.setUint32(512 + 40, 0x7ffff000, true),
      (view) => view.setUint32(512 + 44, 0, true),
      (view) => view.setUint32(512 + 44, 0x7ffff000, true),
    ];
    for (const damage of damages) {
      const log1 = writeNewLog([before.bytes, after.bytes], 7);
      const view = new DataView(log1.buffer);
      const size = view.getUint32(516, true);
      damage(view);
      if (view.getUint32(516, true) === size) sealLogEntry(log1, 512);
      expect(codes(openHive(before.bytes, { log1 }))).toEqual(['log-entry']);
    }
  });
});

describe('replay of old-format logs', () => {
  for (const fileType of [1, 2]) {
    it(`writes the dirty pages of a log of type ${fileType}`, () => {
      const hive = openHive(before.bytes, { log: writeOldLog(before.bytes, after.bytes, 9, fileType) });
      expect(hive.replay).toMatchObject({ state: 'replayed', format: 'old', baseBlockFrom: null });
      expect(hive.replay.entries.map(({ log, sequence }) => [log, sequence])).toEqual([['log', 9]]);
      expect(pathsOf(hive)).toEqual(expected.after);
      expect(hive.diagnostics).toEqual([]);
    });
  }

  it('uses the second log when the first is of another write', () => {
    const other = sampleHive({ ...DIRTY, lastWritten: '2001-01-01T00:00:00Z' });
    const log1 = writeOldLog(before.bytes, other.bytes, 9);
    const hive = openHive(before.bytes, { log1, log2: writeOldLog(before.bytes, after.bytes, 9) });
    expect(hive.replay.entries.map((entry) => entry.log)).toEqual(['log2']);
    const alone = openHive(before.bytes, { log1 });
    expect(alone.replay.state).toBe('no-usable-log');
    expect(codes(alone)).toEqual(['log-not-applicable']);
  });

  it('does not use a log that was not written to its end', () => {
    const log1 = writeOldLog(before.bytes, after.bytes, 9);
    new DataView(log1.buffer).setUint32(8, 8, true);
    sealBaseBlock(log1);
    expect(codes(openHive(before.bytes, { log1 }))).toEqual(['log-not-applicable']);
  });

  it('takes the base block from the log when the time of the first bin is the same', () => {
    const bytes = damaged(before, (_, target) => target.fill(0, 0, 512));
    const hive = openHive(bytes, { log1: writeOldLog(before.bytes, after.bytes, 9) });
    expect(hive.replay).toMatchObject({ state: 'replayed', format: 'old', baseBlockFrom: 'log1' });
    expect(pathsOf(hive)).toEqual(expected.after);
  });

  it('stops at a bin that is not of its place and at the end of the log', () => {
    const log1 = writeOldLog(before.bytes, after.bytes, 9);
    const pages = 512 + Math.ceil((4 + Math.ceil((after.bytes.length - 4096) / 4096)) / 512) * 512;
    const wrong = log1.slice();
    new DataView(wrong.buffer).setUint32(pages + 4, 0x5000, true);
    expect(codes(openHive(before.bytes, { log1: wrong }))).toContain('log-entry');
    expect(codes(openHive(before.bytes, { log1: log1.slice(0, -512) }))).toContain('log-entry');
    const noVector = log1.slice();
    noVector.fill(0, 512, 516);
    expect(codes(openHive(before.bytes, { log1: noVector }))).toEqual(['log-entry']);
  });
});
