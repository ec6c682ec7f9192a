import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { unpackLz4Block } from '../../../main/formats/compression/lz4-block.ts';
import { unpackXz } from '../../../main/formats/compression/xz.ts';
import { unpackZstd } from '../../../main/formats/compression/zstd.ts';
import { ParseError } from '../../../main/formats/parse-error.ts';

function available(tool: string): boolean {
  return spawnSync(tool, ['--version']).status === 0;
}

function packWith(tool: string, options: readonly string[], input: Uint8Array): Buffer {
  const { stdout, status } = spawnSync(tool, [...options, '-c', '-q'], { input, maxBuffer: 2 ** 30 });
  expect(status).toBe(0);
  return stdout;
}

/** Repeatable bytes of a kind. */
function sample(kind: string, size: number): Uint8Array {
  let seed = 1;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    return seed;
  };
  if (kind === 'zeros') return new Uint8Array(size);
  if (kind === 'noise') return Uint8Array.from({ length: size }, () => random() >> 16);
  let text = '';
  while (text.length < size) {
    text += `line ${random() % 997} of ${random()}: unit service-${random() % 13} started\n`;
  }
  return new TextEncoder().encode(text.slice(0, size));
}

const KINDS = ['zeros', 'noise', 'text'];
const SIZES = [1, 5, 100, 1000, 5000, 70_000, 300_000];
const samples = () => KINDS.flatMap((kind) => SIZES.map((size) => sample(kind, size)));

/** An LZ4 frame's first block ("LZ4 Frame Format Description"), or null where it is stored as it is. */
function firstLz4Block(frame: Buffer): Uint8Array | null {
  const start = ((frame[4] ?? 0) & 8) === 0 ? 7 : 15;
  const size = frame.readUInt32LE(start);
  return size >= 2 ** 31 ? null : frame.subarray(start + 4, start + 4 + size);
}

/** Whatever becomes of damaged bytes, nothing but a `ParseError` comes out, within the limit and soon. */
function expectSturdy(packed: Uint8Array, unpack: (bytes: Uint8Array) => Uint8Array, limit: number): void {
  const attempt = (bytes: Uint8Array): boolean => {
    try {
      expect(unpack(bytes).length).toBeLessThanOrEqual(limit);
      return true;
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      return false;
    }
  };
  expect(attempt(packed)).toBe(true);
  for (let length = 0; length < packed.length; length += 1) attempt(packed.subarray(0, length));
  for (let at = 0; at < packed.length; at += 1) {
    for (const change of [1, 0x10, 0x80, 0xff]) {
      const damaged = Uint8Array.from(packed);
      damaged[at] = (damaged[at] as number) ^ change;
      attempt(damaged);
    }
  }
}

describe.skipIf(!available('zstd'))('zstd (needs the program zstd)', () => {
  it.each([
    ['--fast=5', '--no-check'],
    ['-1', '--check'],
    ['-3', '--no-content-size'],
    ['-19', '--check'],
  ])('unpacks what zstd %s %s packs', (...options) => {
    for (const data of samples()) {
      const packed = packWith('zstd', options, data);
      expect(Buffer.compare(unpackZstd(packed), data)).toBe(0);
    }
  });

  it('unpacks several frames, and none', () => {
    const [a, b] = [sample('text', 300), sample('noise', 50)];
    const skippable = Uint8Array.of(0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3);
    const packed = Buffer.concat([packWith('zstd', [], a), skippable, packWith('zstd', [], b)]);
    expect(Buffer.compare(unpackZstd(packed), Buffer.concat([a, b]))).toBe(0);
    expect(unpackZstd(packWith('zstd', [], new Uint8Array(0))).length).toBe(0);
  });

  it('stands truncation and flipped bits', () => {
    expectSturdy(packWith('zstd', ['-19'], sample('text', 1500)), (bytes) => unpackZstd(bytes, 5000), 5000);
  });
});

describe.skipIf(!available('xz'))('XZ (needs the program xz)', () => {
  it.each([
    ['-0', '-Cnone'],
    ['-6', '-Ccrc32'],
    ['-9e', '-Csha256'],
    ['--lzma2=lc=0,lp=2,pb=0', '-Ccrc64'],
    ['--lzma2=lc=4,pb=4', '--block-size=40000'],
  ])('unpacks what xz %s %s packs', (...options) => {
    for (const data of samples()) {
      const packed = packWith('xz', ['-T1', ...options], data);
      expect(Buffer.compare(unpackXz(packed), data)).toBe(0);
    }
  });

  it('refuses other filters, naming them', () => {
    const packed = packWith('xz', ['--x86', '--lzma2'], sample('text', 1000));
    expect(() => unpackXz(packed)).toThrow(/filter 0x4 /);
  });

  it('stands truncation and flipped bits', () => {
    const packed = packWith('xz', ['-6', '-Cnone'], sample('text', 1500));
    expectSturdy(packed, (bytes) => unpackXz(bytes, 5000), 5000);
  });
});

describe.skipIf(!available('lz4'))('LZ4 (needs the program lz4)', () => {
  it.each(['-1', '-9', '-12'])('unpacks what lz4 %s packs', (level) => {
    for (const data of samples()) {
      const block = firstLz4Block(packWith('lz4', [level, '-B4', '--no-frame-crc'], data));
      const first = data.subarray(0, 65_536);
      if (block !== null) expect(Buffer.compare(unpackLz4Block(block, first.length), first)).toBe(0);
    }
  });

  it('stands truncation and flipped bits', () => {
    const block = firstLz4Block(packWith('lz4', [], sample('text', 1500)));
    expectSturdy(block ?? new Uint8Array(0), (bytes) => unpackLz4Block(bytes, 1500), 1500);
  });
});

describe('bytes that unpack to far more', () => {
  /** A frame of `count` blocks that repeat one byte 128 Ki times. */
  const bomb = (count: number) => {
    const block = [((128 * 1024) << 3) | 2, 0x41];
    const bytes = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x88];
    for (let i = 0; i < count; i += 1) {
      const [head = 0, byte = 0] = block;
      const last = i === count - 1 ? 1 : 0;
      bytes.push((head & 0xff) | last, (head >> 8) & 0xff, (head >> 16) & 0xff, byte);
    }
    return Uint8Array.from(bytes);
  };

  it('are refused before they are in memory', () => {
    expect(unpackZstd(bomb(512)).length).toBe(64 * 1024 * 1024);
    expect(() => unpackZstd(bomb(513))).toThrow('more than 67108864');
    expect(() => unpackLz4Block(new Uint8Array(10), 2 ** 40)).toThrow(ParseError);
    expect(() => unpackLz4Block(Uint8Array.of(0x1f, 0x41, 1, 0, 255, 255, 255, 0), 100)).toThrow(ParseError);
  });

  it('and sizes that headers state allocate nothing', () => {
    const stated = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0xe0, 255, 255, 255, 255, 255, 255, 0, 0, 1, 0, 0);
    expect(() => unpackZstd(stated)).toThrow('are stated');
  });

  it.skipIf(!available('xz'))('also as XZ (needs the program xz)', () => {
    const packed = packWith('xz', ['-0'], new Uint8Array(1_000_000));
    expect(() => unpackXz(packed, 999_999)).toThrow('more than 999999');
    expect(unpackXz(packed, 1_000_000).length).toBe(1_000_000);
  });
});
