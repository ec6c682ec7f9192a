import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashFile } from '../../main/enrich/hash-file.ts';
import { HASH_ALGORITHMS } from '../../main/enrich/hash-result.ts';
import { type EvidenceFile, openLocator } from '../../main/evidence/open-locator.ts';
import { HASH_BLOCK } from '../../shared/limits.ts';

function bytesFile(bytes: Uint8Array): EvidenceFile {
  const opened = openLocator({ kind: 'bytes', bytes });
  if (!opened.ok) throw new Error(opened.error.reason);
  return opened.value;
}

function patterned(size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, at) => (at * 31 + (at >> 8)) & 0xff);
}

describe('hashFile', () => {
  it('gives the published digests of "abc" (FIPS 180-4, RFC 1321)', () => {
    expect(hashFile(bytesFile(new TextEncoder().encode('abc')), HASH_ALGORITHMS)).toEqual({
      state: 'hashed',
      bytes: 3,
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      sha1: 'a9993e364706816aba3e25717850c26c9cd0d89d',
      md5: '900150983cd24fb0d6963f7d28e17f72',
    });
  });

  it.each([0, 1, HASH_BLOCK - 1, HASH_BLOCK, HASH_BLOCK + 1, 2 * HASH_BLOCK])('of %i bytes', (size) => {
    const bytes = patterned(size);
    expect(hashFile(bytesFile(bytes), ['sha256'])).toEqual({
      state: 'hashed',
      bytes: size,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      sha1: null,
      md5: null,
    });
  });

  it('stops between blocks when cancelled', () => {
    let asked = 0;
    const cancelled = () => ++asked === 2;
    const file = bytesFile(new Uint8Array(5 * HASH_BLOCK));
    expect(hashFile(file, ['md5'], undefined, cancelled)).toEqual({ state: 'cancelled' });
    expect(asked).toBe(2);
  });

  it('reports an I/O error as unreadable', () => {
    const file: EvidenceFile = {
      size: 10,
      read: () => {
        throw new Error('EIO: i/o error, read');
      },
      close: () => undefined,
    };
    expect(hashFile(file, ['md5'])).toEqual({ state: 'unreadable', reason: 'EIO: i/o error, read' });
  });

  it.each([
    ['grows without end', HASH_BLOCK, (length: number) => length],
    ['shrank', 10, () => 0],
  ])('a file that %s has no digest', (_name, size, read) => {
    const file: EvidenceFile = {
      size,
      read: (_position, _buffer, _offset, length) => read(length),
      close: () => undefined,
    };
    expect(hashFile(file, ['sha1'])).toEqual({ state: 'unreadable', reason: 'changed while being read' });
  });
});
