import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { unpackZstd } from '../../../main/formats/compression/zstd.ts';

const sample = (size: number, kind: string) => {
  let seed = 1;
  const random = () => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return seed;
  };
  if (kind === 'zeros') return new Uint8Array(size);
  if (kind === 'random') return Uint8Array.from({ length: size }, () => random() >> 16);
  let text = '';
  while (text.length < size)
    text += `line ${random() % 997} of ${random()}: unit service-${random() % 13} started\n`;
  return new TextEncoder().encode(text.slice(0, size));
};
it.each(['zeros', 'random', 'text'])('%s', (kind) => {
  for (const size of [0, 1, 5, 100, 1000, 5000, 70000, 300000, 2000000])
    for (const level of ['-1', '-3', '-19', '--fast=5']) {
      const data = sample(size, kind);
      for (const extra of [['--no-check'], ['--check'], ['--no-content-size']]) {
        const packed = execFileSync('zstd', [level, ...extra, '-c', '-q'], { input: data, maxBuffer: 1e9 });
        expect(Buffer.compare(unpackZstd(packed), data)).toBe(0);
      }
    }
}, 100000);
