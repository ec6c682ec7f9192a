import { describe, expect, it } from 'vitest';
import { plistToJson } from '../../../main/formats/plist/plist-to-json.ts';
import type { PlistValue } from '../../../main/formats/plist/plist-value.ts';

const dict = (...entries: [string, PlistValue][]): PlistValue => new Map(entries);

describe('plistToJson', () => {
  it.each<[PlistValue, unknown]>([
    ['a', 'a'],
    [true, true],
    [null, null],
    [-1, -1],
    [2n ** 63n, { integer: '9223372036854775808' }],
    [{ kind: 'real', value: 1.5 }, 1.5],
    [{ kind: 'real', value: Number.NaN }, { real: 'NaN' }],
    [{ kind: 'real', value: Number.NEGATIVE_INFINITY }, { real: '-Infinity' }],
    [{ kind: 'date', iso: '2001-01-01T00:00:00Z' }, '2001-01-01T00:00:00Z'],
    [{ kind: 'data', bytes: Uint8Array.of(1, 2, 3) }, { base64: 'AQID' }],
    [{ kind: 'uid', value: 3 }, { uid: 3 }],
    [
      ['a', ['b']],
      ['a', ['b']],
    ],
    [dict(['b', 1], ['a', dict(['c', 2])]), { b: 1, a: { c: 2 } }],
  ])('writes value %#', (value, expected) => {
    expect(plistToJson(value)).toEqual(expected);
  });

  it('keeps the order of keys, and __proto__ as a key like any other', () => {
    const json = plistToJson(dict(['z', 1], ['__proto__', dict(['x', 1])], ['a', 1]));
    expect(JSON.stringify(json)).toBe('{"z":1,"__proto__":{"x":1},"a":1}');
    expect(Object.getPrototypeOf(json)).toBe(Object.prototype);
  });

  it('writes the values of keyed archives', () => {
    const url = { kind: 'url', relative: 'b', base: null } as const;
    expect(plistToJson(url)).toBe('b');
    expect(plistToJson({ kind: 'url', relative: 'c', base: url })).toEqual({ relative: 'c', base: 'b' });
    expect(plistToJson({ kind: 'uuid', value: 'A' })).toBe('A');
    expect(plistToJson({ kind: 'set', values: [1n, 'a'] })).toEqual([{ integer: '1' }, 'a']);
    expect(plistToJson({ kind: 'reference', uid: 4 })).toEqual({ reference: 4 });
    expect(plistToJson({ kind: 'object', class: 'X', fields: new Map([['a', 1]]) })).toEqual({
      class: 'X',
      fields: { a: 1 },
    });
  });
});
