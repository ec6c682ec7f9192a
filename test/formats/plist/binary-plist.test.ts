import { describe, expect, it } from 'vitest';
import { decodePlist } from '../../../main/formats/plist/decode-plist.ts';
import { arrayOf, ascii, bplist, dictOf, double, int64 } from './bplist-bytes.ts';

const read = (...objects: number[][]) => decodePlist(bplist(objects)).value;
const codesOf = (bytes: Uint8Array) => decodePlist(bytes).problems.map(({ code }) => code);

describe('binary property lists', () => {
  it('read every type of object', () => {
    expect(read([0x00])).toBeNull();
    expect(read([0x08])).toBe(false);
    expect(read([0x09])).toBe(true);
    expect(read([0x22, 0x3f, 0x80, 0, 0])).toEqual({ kind: 'real', value: 1 });
    expect(read(double(0x23, 0.1))).toEqual({ kind: 'real', value: 0.1 });
    expect(read([0x43, 1, 2, 3])).toEqual({ kind: 'data', bytes: Uint8Array.of(1, 2, 3) });
    expect(read(ascii('Label'))).toBe('Label');
    expect(read([0x62, 0x21, 0x2c, 0xd8, 0x00])).toBe('\u212c\ud800');
    expect(read([0x81, 1, 2])).toEqual({ kind: 'uid', value: 258 });
    expect(read(arrayOf(1, 1, 2), ascii('a'), [0x09])).toEqual(['a', 'a', true]);
    expect(read(dictOf([1], [2]), ascii('a'), [0x09])).toEqual(new Map([['a', true]]));
  });

  it('keep integers exact: 1, 2 and 4 bytes unsigned, 8 and 16 signed', () => {
    expect(read([0x10, 0xff])).toBe(255);
    expect(read([0x11, 0xff, 0xff])).toBe(65_535);
    expect(read([0x12, 0xff, 0xff, 0xff, 0xff])).toBe(4_294_967_295);
    expect(read(int64(-1n))).toBe(-1);
    expect(read(int64(2n ** 53n - 1n))).toBe(Number.MAX_SAFE_INTEGER);
    expect(read(int64(2n ** 53n + 1n))).toBe(9_007_199_254_740_993n);
    expect(read(int64(-(2n ** 63n)))).toBe(-(2n ** 63n));
    expect(read([0x14, ...new Array(8).fill(0), ...new Array(8).fill(0xff)])).toBe(2n ** 64n - 1n);
    expect(read([0x14, ...new Array(16).fill(0xff)])).toBe(-1);
    expect(() => read([0x15, ...new Array(32).fill(0)])).toThrow(
      'bplist integer at offset 0x8: has 32 bytes, expected 16 or fewer',
    );
  });

  it('keep dates to the microsecond, and a date of no calendar as its number', () => {
    expect(read(double(0x33, 303_949_650.385_449))).toEqual({
      kind: 'date',
      iso: '2010-08-19T22:27:30.385449Z',
    });
    expect(read(double(0x33, 0))).toEqual({ kind: 'date', iso: '2001-01-01T00:00:00Z' });
    expect(read(double(0x33, -0.000_000_1))).toEqual({ kind: 'date', iso: '2001-01-01T00:00:00Z' });
    expect(read(double(0x33, 1e12))).toEqual({ kind: 'date', iso: '+033689-09-27T01:46:40Z' });
    const never = bplist([double(0x33, Number.NaN)]);
    expect(decodePlist(never).value).toEqual({ kind: 'real', value: Number.NaN });
    expect(codesOf(never)).toEqual(['malformed-scalar']);
  });

  it('take counts from an integer object, references and offsets of other sizes', () => {
    const long = 'x'.repeat(300);
    expect(read([0x5f, 0x11, 1, 44, ...Buffer.from(long)])).toBe(long);
    const wide = [0xa1, 0, 0, 0, 0, 0, 0, 0, 0, 1];
    expect(decodePlist(bplist([wide, [0x09]], { refSize: 9, offsetSize: 3 })).value).toEqual([true]);
    expect(decodePlist(bplist([[0x08], [0x09]], { top: 1 })).value).toBe(true);
  });

  it('read versions that begin with 0 and refuse the others', () => {
    expect(decodePlist(bplist([[0x09]], { version: '01' })).value).toBe(true);
    for (const version of ['15', '16', '17'])
      expect(() => decodePlist(bplist([[0x09]], { version }))).toThrow(
        `bplist header at offset 0x6: unsupported version "${version}", expected "00"`,
      );
    for (const type of [0x0c, 0x0d, 0x0e, 0x0f, 0x70, 0xb0, 0xe0, 0xf0])
      expect(() => read([type, 0])).toThrow(`type 0x${type.toString(16)} is none of version "00"`);
  });

  it('say what they read all the same', () => {
    expect(codesOf(bplist([[0x09]]))).toEqual([]);
    const twice = bplist([dictOf([1, 1], [2, 3]), ascii('a'), [0x09], [0x08]]);
    expect(decodePlist(twice).value).toEqual(new Map([['a', true]]));
    expect(decodePlist(twice).problems).toEqual([
      { code: 'duplicate-key', offset: 10, message: '"a" again; the first one counts' },
    ]);
    expect(decodePlist(bplist([[0xc1, 1], [0x09]])).value).toEqual([true]);
    expect(codesOf(bplist([[0xc1, 1], [0x09]]))).toEqual(['set-as-array']);
    expect(codesOf(bplist([[0x51, 0xe9]]))).toEqual(['invalid-text']);
    expect(codesOf(bplist([[0x09]], { gap: 3 }))).toEqual(['trailer']);
    const many = [[0x5f, 0x11, 1, 44, ...Buffer.from('x'.repeat(300))], [0x09]];
    expect(codesOf(bplist(many))).toEqual(['trailer']);
  });
});
