import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { gunzip, isGzip } from '../../../main/formats/gzip/gunzip.ts';
import { ParseError } from '../../../main/formats/parse-error.ts';

const text = Buffer.from('Jan  1 00:00:00 host systemd[1]: Started something.\n'.repeat(2_000));

it('unpacks a file, and members one after another', () => {
  const packed = gzipSync(text);
  expect(isGzip(packed)).toBe(true);
  const { bytes, problem } = gunzip(packed, 1 << 20);
  expect([text.equals(bytes), problem]).toEqual([true, null]);
  const both = gunzip(Buffer.concat([packed, packed]), 1 << 20);
  expect(Buffer.concat([text, text]).equals(both.bytes)).toBe(true);
});

it('refuses what is no gzip and what would be too large', () => {
  expect(() => gunzip(text, 1 << 20)).toThrow(ParseError);
  expect(() => gunzip(gzipSync(text), text.length - 1)).toThrow(`is more than ${text.length - 1} bytes`);
  expect(() => gunzip(gzipSync(Buffer.alloc(64 << 20)), 1 << 20)).toThrow(ParseError);
});

it('keeps what stands before a cut or damage', () => {
  const content = randomBytes(200_000);
  const packed = gzipSync(content);
  const cut = gunzip(packed.subarray(0, 120_000), 1 << 20);
  expect(cut.problem).toBe('the file is cut short');
  expect(cut.bytes.length).toBeGreaterThan(80_000);
  expect(content.subarray(0, cut.bytes.length).equals(cut.bytes)).toBe(true);
  // Deflate keeps random bytes in stored blocks: a wrong length of one is an error where it stands.
  const lines = Buffer.from(
    Array.from({ length: 40_000 }, (_, at) => `line ${at} ${(at * 7919) % 65_537}\n`).join(''),
  );
  const broken = gzipSync(lines);
  broken.fill(0xff, broken.length >> 1, (broken.length >> 1) + 64);
  const part = gunzip(broken, 4 << 20);
  expect(part.problem).toMatch(/damaged|cut short/);
  expect(part.bytes.length).toBeGreaterThan(lines.length / 4);
  expect(lines.subarray(0, 1000).equals(part.bytes.subarray(0, 1000))).toBe(true);
});

it('throws nothing but ParseError for a file cut at every length and with every bit flipped', () => {
  const packed = gzipSync(text.subarray(0, 520));
  const tryIt = (bytes: Uint8Array) => {
    try {
      gunzip(bytes, 1 << 16);
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
    }
  };
  for (let length = 0; length <= packed.length; length += 1) tryIt(packed.subarray(0, length));
  for (let bit = 0; bit < packed.length * 8; bit += 1) {
    const flipped = Buffer.from(packed);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    tryIt(flipped);
  }
});
