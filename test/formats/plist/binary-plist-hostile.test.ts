import { describe, expect, it } from 'vitest';
import { decodePlist } from '../../../main/formats/plist/decode-plist.ts';
import { MAX_PLIST_DEPTH } from '../../../shared/limits.ts';
import { arrayOf, ascii, bigEndian, bplist, dictOf } from './bplist-bytes.ts';

const decode = (bytes: Uint8Array) => () => decodePlist(bytes);

describe('hostile binary property lists', () => {
  it('end at objects that contain themselves', () => {
    expect(decode(bplist([arrayOf(0)]))).toThrow('bplist reference at offset 0x9: object 0 contains itself');
    expect(decode(bplist([arrayOf(1), arrayOf(2), dictOf([3], [1]), ascii('k')]))).toThrow(
      'object 1 contains itself',
    );
    expect(decode(bplist([dictOf([0], [0])]))).toThrow('object 0 contains itself');
    expect(decode(bplist([arrayOf(1), arrayOf(2), arrayOf(0)], { offsets: { 2: 10 } }))).toThrow(
      'contains itself',
    );
  });

  it('share objects, and do not unfold them without bound', () => {
    const shared = decodePlist(bplist([arrayOf(1, 1), arrayOf(2), ascii('a')])).value as unknown[];
    expect(shared[0]).toBe(shared[1]);
    const doubling = Array.from({ length: 40 }, (_, index) => arrayOf(index + 1, index + 1));
    const started = performance.now();
    expect(decode(bplist([...doubling, ascii('lol')]))).toThrow('shared objects unfold to more than');
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('end at containers nested too deep, at no less than what is allowed', () => {
    const nested = (levels: number) => {
      const objects = Array.from({ length: levels }, (_, index) => [0xa1, ...bigEndian(index + 1, 2)]);
      return bplist([...objects, [0x09]], { refSize: 2, offsetSize: 2 });
    };
    expect(decodePlist(nested(MAX_PLIST_DEPTH)).problems).toEqual([]);
    expect(decode(nested(MAX_PLIST_DEPTH + 1))).toThrow(`nests deeper than ${MAX_PLIST_DEPTH} containers`);
    expect(decode(nested(20_000))).toThrow('nests deeper');
  });

  it.each([
    ['array', [0xaf, 0x13, 0x7f, 255, 255, 255, 255, 255, 255, 255]],
    ['dictionary', [0xdf, 0x12, 0xff, 255, 255, 255]],
    ['data', [0x4f, 0x12, 0xff, 255, 255, 255]],
    ['ASCII string', [0x5f, 0x14, ...new Array(16).fill(255)]],
    ['UTF-16 string', [0x6f, 0x11, 0xff, 255]],
    ['integer', [0x13, 0]],
    ['real', [0x23, 0]],
    ['date', [0x33, 0]],
    ['UID', [0x8f, 0]],
    ['count', [0xaf]],
    ['count', [0xaf, 0x13, 0]],
  ])('check a size against the bytes that remain: %s', (name, object) => {
    expect(decode(bplist([object]))).toThrow(
      new RegExp(`bplist ${name} at offset .* needs \\d+ bytes, \\d+ remain`),
    );
  });

  it.each([
    ['a count that is no integer', bplist([[0xaf, 0x51, 0x41]]), 'expected an integer, found type 0x51'],
    ['a key that is no string', bplist([dictOf([1], [1]), [0x09]]), 'expected a string as key'],
    ['a reference beyond the objects', bplist([arrayOf(7)]), 'object 7 is not one of 1'],
    [
      'an object in the header',
      bplist([[0x09]], { offsets: { 0: 2 } }),
      'object 0 lies outside the objects (2)',
    ],
    [
      'an object in the offset table',
      bplist([[0x09]], { offsets: { 0: 9 } }),
      'lies outside the objects (9)',
    ],
    ['a real of two bytes', bplist([[0x21, 0, 0]]), 'has 2 bytes, expected 4 or 8'],
    ['a date of four bytes', bplist([[0x32, 0, 0, 0, 0]]), 'has 4 bytes, expected 8'],
    ['a UID of five bytes', bplist([[0x84, 1, 0, 0, 0, 0]]), '4294967296 exceeds 32 bits'],
    ['no objects', bplist([[0x09]], { objectCount: 0 }), 'there are no objects'],
    ['more objects than bytes', bplist([[0x09]], { objectCount: 500_000 }), 'do not lie within the file'],
    ['more objects than allowed', bplist([[0x09]], { objectCount: 2 ** 52 }), 'objects are more than'],
    ['a top object that is none', bplist([[0x09]], { top: 1 }), 'top object 1 is not one of 1'],
    [
      'an offset table beyond the file',
      bplist([[0x09]], { offsetTable: 2 ** 60 }),
      'do not lie within the file',
    ],
    ['no offset size', bplist([[0x09]], { offsetSize: 0 }), 'offsets have no bytes'],
    ['no reference size', bplist([[0x09]], { refSize: 0 }), 'references have no bytes'],
    ['nothing but a header', Buffer.from('bplist00'), 'needs 32 bytes after an object'],
    ['less than a header', Buffer.from('bplist'), 'needs 32 bytes after an object'],
  ])('refuse %s', (_name, bytes, message) => {
    expect(decode(bytes)).toThrow(message);
  });
});
