import { describe, expect, it } from 'vitest';
import { ParseError } from '../../../main/formats/parse-error.ts';
import { readRpmPackage } from '../../../main/formats/rpm/rpm-package.ts';
import { rpmHeader, rpmPackageHeader } from './rpm-header-writer.ts';

describe('an rpm header', () => {
  it('is read into a package', () => {
    const one = readRpmPackage(
      rpmPackageHeader('x', { '/usr/bin/x': { digest: 'ab' } }, { epoch: 3, algorithm: 8 }),
    );
    expect(one).toMatchObject({ name: 'x', version: '3:1.0-2', arch: 'noarch', installTime: 1_700_000_000 });
    expect(one.files).toMatchObject({
      digestAlgorithm: 'sha256',
      baseNames: { count: 1 },
      dirNames: { count: 1 },
    });
  });

  it('has digests of MD5 when it names no algorithm, and a name for one unknown', () => {
    expect(readRpmPackage(rpmPackageHeader('x', { '/a': {} })).files?.digestAlgorithm).toBe('md5');
    const odd = rpmPackageHeader('x', { '/a': {} }, { algorithm: 99 });
    expect(readRpmPackage(odd).files?.digestAlgorithm).toBe('algorithm 99');
  });

  it('may have no files (gpg-pubkey)', () => {
    expect(readRpmPackage(rpmHeader({ 1000: { type: 'string', value: 'gpg-pubkey' } })).files).toBeNull();
  });

  it('is refused when it names no package, or its lists do not fit together', () => {
    expect(() => readRpmPackage(rpmHeader({ 1001: { type: 'string', value: '1' } }))).toThrow(
      'names no package',
    );
    expect(() => readRpmPackage(Buffer.alloc(7))).toThrow('needs 8 bytes, 7 remain');
    expect(() => readRpmPackage(Buffer.alloc(8))).toThrow('0 entries and 0 bytes do not fit 8');
    const name = { type: 'string', value: 'x' } as const;
    const bases = { type: 'strings', values: ['a', 'b'] } as const;
    const dirs = { type: 'strings', values: ['/'] } as const;
    expect(() => readRpmPackage(rpmHeader({ 1000: name, 1117: bases }))).toThrow('incomplete list of files');
    const uneven = rpmHeader({ 1000: name, 1116: { type: 'int32', values: [0] }, 1117: bases, 1118: dirs });
    expect(() => readRpmPackage(uneven)).toThrow('as many folders as files in no list');
  });

  it('stands every truncation and flipped bits', () => {
    const header = rpmPackageHeader('x', { '/usr/bin/x': { digest: 'ab' }, '/etc/y': { flags: 1 } });
    const attempt = (bytes: Uint8Array) => {
      try {
        readRpmPackage(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(ParseError);
      }
    };
    for (let length = 0; length < header.length; length += 1) {
      expect(() => readRpmPackage(header.subarray(0, length))).toThrow(ParseError);
    }
    for (let bit = 0; bit < header.length * 8; bit += 1) {
      const flipped = Buffer.from(header);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      attempt(flipped);
    }
  });
});
