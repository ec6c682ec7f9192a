import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { type Packing, unpackFile } from '../../../main/formats/compression/unpack-file.ts';
import { ParseError } from '../../../main/formats/parse-error.ts';

const LIMIT = 2 ** 24;
const TOOLS: readonly (readonly [Packing, string, readonly (readonly string[])[]])[] = [
  ['gz', 'gzip', [['-1'], ['-9']]],
  [
    'xz',
    'xz',
    [
      ['-T1', '-0'],
      ['-T1', '-6', '--block-size=30000'],
      ['-9e', '-Csha256'],
    ],
  ],
  ['bz2', 'bzip2', [['-1'], ['-9']]],
  ['zst', 'zstd', [['-1'], ['-19'], ['--ultra', '-22', '--long=27']]],
  ['lz4', 'lz4', [['-1'], ['-9', '-B4', '-BD'], ['-B5', '-BX', '--content-size'], ['-B7', '--no-frame-crc']]],
];

function pack(tool: string, options: readonly string[], input: Uint8Array): Uint8Array {
  const { stdout, status } = spawnSync(tool, [...options, '-c', '-q'], { input, maxBuffer: 2 ** 30 });
  expect(status).toBe(0);
  return new Uint8Array(stdout);
}

function text(size: number, start = 1): Uint8Array {
  let seed = start;
  let all = '';
  while (all.length < size) {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    all += `Mar  1 00:00:0${seed % 10} host systemd[1]: Started service-${seed % 131}.service - aaaaaaaaaaaa${seed}.\n`;
  }
  return new TextEncoder().encode(all.slice(0, size));
}

/** Every shape that a decoder treats in a way of its own: nothing, runs of all lengths about four, noise, several blocks. */
function samples(): readonly Uint8Array[] {
  const runs = Array.from({ length: 300 }, (_, length) => 'ab'[length % 2]?.repeat(length) ?? '').join('');
  const noise = Uint8Array.from({ length: 70_000 }, (_, i) => Math.imul(i, 2_654_435_761) >>> 24);
  const every = Uint8Array.from({ length: 512 }, (_, i) => i);
  const zeros = new Uint8Array(300_000);
  return [
    new Uint8Array(0),
    Uint8Array.of(7),
    new TextEncoder().encode(runs),
    noise,
    every,
    zeros,
    text(1_200_000),
  ];
}

const equal = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

for (const [packing, tool, settings] of TOOLS) {
  const missing = spawnSync(tool, ['--version']).error !== undefined;
  describe.skipIf(missing)(`.${packing} (needs the program ${tool})`, () => {
    it.each(settings.map((options) => [options]))('unpacks what is packed with %j', (options) => {
      for (const data of samples()) {
        const { bytes, problem } = unpackFile(pack(tool, options, data), packing, LIMIT);
        expect([bytes.length, equal(bytes, data), problem]).toEqual([data.length, true, null]);
      }
    });

    it('unpacks several files one after the other', () => {
      const parts = [text(5_000), new Uint8Array(0), text(40_000, 9)];
      const packed = Buffer.concat(parts.map((part) => pack(tool, [], part)));
      const { bytes, problem } = unpackFile(packed, packing, LIMIT);
      expect([equal(bytes, Buffer.concat(parts)), problem]).toEqual([true, null]);
    });

    it('keeps what stands before a cut, and says so', () => {
      const data = text(3_000_000);
      const packed = Buffer.concat([pack(tool, [], data), pack(tool, [], text(90_000, 5))]);
      const { bytes, problem } = unpackFile(packed.subarray(0, packed.length - 40), packing, LIMIT);
      expect(problem).not.toBeNull();
      expect(bytes.length).toBeGreaterThanOrEqual(data.length - 1);
      expect(equal(bytes.subarray(0, data.length), data.subarray(0, bytes.length))).toBe(true);
    });

    it('makes no more than the limit', () => {
      const packed = pack(tool, [], new Uint8Array(400_000));
      const most = (limit: number): number => {
        try {
          return unpackFile(packed, packing, limit).bytes.length;
        } catch (error) {
          if (!(error instanceof ParseError)) throw error;
          return 0;
        }
      };
      expect(most(400_000)).toBe(400_000);
      expect(most(399_999)).toBeLessThanOrEqual(399_999);
    });

    it('stands truncation and flipped bits', () => {
      const packed = pack(tool, [], text(1_500));
      const attempt = (bytes: Uint8Array): void => {
        try {
          expect(unpackFile(bytes, packing, 5_000).bytes.length).toBeLessThanOrEqual(5_000);
        } catch (error) {
          if (!(error instanceof ParseError)) throw error;
        }
      };
      for (let length = 0; length < packed.length; length += 1) attempt(packed.subarray(0, length));
      for (let at = 0; at < packed.length; at += 1) {
        for (const change of [1, 0x10, 0x80, 0xff]) {
          const damaged = Uint8Array.from(packed);
          damaged[at] = (damaged[at] ?? 0) ^ change;
          attempt(damaged);
        }
      }
    });
  });
}

describe('files without end', () => {
  const times = (part: readonly number[], count: number): Uint8Array => {
    const bytes = new Uint8Array(part.length * count);
    for (let i = 0; i < count; i += 1) bytes.set(part, i * part.length);
    return bytes;
  };

  it('of a million streams that hold nothing end soon', () => {
    const bzip2 = [0x42, 0x5a, 0x68, 0x39, 0x17, 0x72, 0x45, 0x38, 0x50, 0x90, 0, 0, 0, 0];
    const lz4 = [0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82, 0, 0, 0, 0];
    expect(unpackFile(times(bzip2, 1_000_000), 'bz2', 10)).toEqual({
      bytes: new Uint8Array(),
      problem: null,
    });
    expect(unpackFile(times(lz4, 1_000_000), 'lz4', 10)).toEqual({ bytes: new Uint8Array(), problem: null });
  }, 20_000);

  it('of blocks of XZ that hold nothing end soon', () => {
    const head = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 0, 0, 0, 0, 0];
    const block = [2, 0, 0x21, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    const bytes = Buffer.concat([Buffer.from(head), times(block, 300_000)]);
    expect(() => unpackFile(bytes, 'xz', 10)).toThrow(ParseError);
  }, 20_000);

  it.each<Packing>(['gz', 'xz', 'bz2', 'zst', 'lz4'])('no .%s at all', (packing) => {
    expect(() => unpackFile(new TextEncoder().encode('Mar  1 00:00:00 h x: y'), packing, 100)).toThrow(
      ParseError,
    );
  });
});
