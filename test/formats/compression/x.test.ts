import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { unpackLz4Block } from '../../../main/formats/compression/lz4-block.ts';
import { unpackXz } from '../../../main/formats/compression/xz.ts';

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
    for (const level of ['-0', '-6', '-9e', '--lzma2=lc=0,lp=2,pb=0', '--lzma2=lc=4,pb=4']) {
      const data = sample(size, kind);
      for (const extra of [['-Cnone'], ['-Csha256']]) {
        const packed = execFileSync('xz', [level, ...extra, '-c', '-q'], { input: data, maxBuffer: 1e9 });
        const t = performance.now();
        expect(Buffer.compare(unpackXz(packed), data)).toBe(0);
        if (size === 2000000) console.log(kind, level, performance.now() - t);
      }
    }
}, 100000);
it('lz4', () => {
  for (const kind of ['zeros', 'random', 'text'])
    for (const size of [1, 5, 100, 1000, 5000, 65000]) {
      const data = sample(size, kind);
      const packed = execFileSync('lz4', ['-1', '--no-frame-crc', '-B4', '-c', '-q'], {
        input: data,
        maxBuffer: 1e9,
      });
      const flg = packed[4];
      const at = 7 + (flg! & 8 ? 8 : 0);
      const n = packed.readUInt32LE(at);
      const blk = packed.subarray(at + 4, at + 4 + (n & 0x7fffffff));
      if (n & 0x80000000) continue;
      expect(Buffer.compare(unpackLz4Block(blk, size), data)).toBe(0);
    }
});
