import { describe, expect, it } from 'vitest';
import { ParseError } from '../../../main/formats/parse-error.ts';
import { isBdbHash, walkBdbHash } from '../../../main/formats/rpm/bdb-hash.ts';
import { isNdb, walkNdb } from '../../../main/formats/rpm/ndb-packages.ts';
import { bdbFile, ndbFile } from './rpm-store-writers.ts';

const BLOBS = [1, 100, 5000, 20_000].map((size) => Buffer.alloc(size, size % 251));

function ndb(bytes: Uint8Array) {
  const found: Uint8Array[] = [];
  return { problems: walkNdb(bytes, (_index, blob) => found.push(blob)), found };
}
function bdb(bytes: Uint8Array) {
  const found: Uint8Array[] = [];
  return { problems: walkBdbHash(bytes, (_key, value) => found.push(value)), found };
}

/** Runs and gives whether the bytes were refused; anything thrown but a ParseError fails. */
function refused(run: () => unknown): boolean {
  try {
    run();
    return false;
  } catch (error) {
    expect(error).toBeInstanceOf(ParseError);
    return true;
  }
}

describe('ndb', () => {
  it('gives every blob', () => {
    const { found, problems } = ndb(ndbFile(BLOBS));
    expect(problems).toEqual([]);
    expect(found.map((blob) => Buffer.compare(blob, BLOBS[found.indexOf(blob)] ?? Buffer.of()))).toEqual([
      0, 0, 0, 0,
    ]);
    expect(isNdb(ndbFile([]))).toBe(true);
    expect(ndb(ndbFile([])).found).toEqual([]);
  });

  it('names a blob that is damaged and gives the others', () => {
    const file = ndbFile(BLOBS);
    file.write('xxxx', file.length - 4);
    file.write('xxxx', 32 + 100 * 16);
    file.writeUInt32LE(0xffffffff, 32 + 16 + 8);
    const { found, problems } = ndb(file);
    expect(found).toHaveLength(2);
    expect(problems.map(({ message }) => message.replace(/.*: /, ''))).toEqual([
      'blob of package 2 lies outside the file',
      'blob of package 4 is damaged',
      'has no magic "Slot"',
    ]);
  });

  it('does not visit a blob for each of many slots', () => {
    const file = ndbFile([Buffer.alloc(50_000, 1)]);
    for (let slot = 1; slot < 200; slot += 1) file.copyWithin(32 + slot * 16, 32, 48);
    const { found, problems } = ndb(file);
    expect(found).toHaveLength(1);
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining('blobs overlap')]);
  });

  it('refuses what is none, and another version', () => {
    expect(() => ndb(Buffer.alloc(100))).toThrow('ndb header at offset 0x0: has no magic "RpmP"');
    const file = ndbFile([]);
    file.writeUInt32LE(1, 4);
    expect(() => ndb(file)).toThrow('version 1 is not known');
  });

  it('stands every truncation and flipped bits', () => {
    const file = ndbFile(BLOBS.slice(0, 3));
    for (let length = 0; length < file.length; length += length < 100 ? 1 : 7) {
      const cut = file.subarray(0, length);
      if (!refused(() => ndb(cut))) expect(ndb(cut).problems).not.toEqual([]);
    }
    for (let at = 0; at < 200; at += 1) {
      const flipped = Buffer.from(file);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      refused(() => ndb(flipped));
    }
  });
});

describe.each(['LE', 'BE'] as const)('Berkeley DB hash, %s', (order) => {
  it('gives every pair, on its page and on others', () => {
    const file = bdbFile(BLOBS, order);
    expect(isBdbHash(file)).toBe(true);
    const { found, problems } = bdb(file);
    expect(problems).toEqual([]);
    expect(found.slice(1).map((value, index) => Buffer.compare(value, BLOBS[index] ?? Buffer.of()))).toEqual([
      0, 0, 0, 0,
    ]);
  });

  it('ends at overflow pages that point to each other', () => {
    const file = bdbFile([Buffer.alloc(9000)], order, 512);
    const first = 512 * 4;
    file[`writeUInt32${order}`](4, first + 16);
    const { found, problems } = bdb(file);
    expect(found).toHaveLength(1);
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining('page 4 is used twice')]);
  });

  it('does not visit items that overlap again and again', () => {
    const file = bdbFile([Buffer.alloc(3000, 1)], order);
    const page = 4096 * 2;
    const u16 = (value: number, at: number) => file[`writeUInt16${order}`](value, page + at);
    const inline = 4096 - 5 - 3001;
    u16(400, 20);
    for (let index = 0; index < 400; index += 2) {
      u16(index === 0 ? 4091 : 4095, 26 + index * 2);
      u16(inline, 28 + index * 2);
    }
    // Every other pair is refused, as its key would end before it begins; one is read until the bytes are used up.
    const { found } = bdb(file);
    expect(found.length).toBeLessThan(6);
  });

  it('stands every truncation and flipped bits', () => {
    const file = bdbFile([Buffer.alloc(10, 1), Buffer.alloc(700, 2)], order, 512);
    for (let length = 0; length < file.length; length += 1) {
      const cut = file.subarray(0, length);
      if (!refused(() => bdb(cut)) && length % 512 !== 0) expect(bdb(cut).problems).not.toEqual([]);
    }
    for (let at = 0; at < file.length; at += 1) {
      const flipped = Buffer.from(file);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      refused(() => bdb(flipped));
    }
  });
});

describe('Berkeley DB', () => {
  it('refuses other databases, encryption and checksums', () => {
    expect(() => bdb(Buffer.alloc(4096))).toThrow('has no magic of a hash database');
    const encrypted = bdbFile([], 'LE');
    encrypted[24] = 1;
    expect(() => bdb(encrypted)).toThrow('encrypted or checksummed pages are not read');
    const odd = bdbFile([], 'LE');
    odd.writeUInt32LE(1000, 20);
    expect(() => bdb(odd)).toThrow('1000 is no page size');
  });
});
