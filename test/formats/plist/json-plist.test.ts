import { describe, expect, it } from 'vitest';
import { decodePlist } from '../../../main/formats/plist/decode-plist.ts';
import { MAX_PLIST_DEPTH } from '../../../shared/limits.ts';

const decode = (text: string) => decodePlist(Buffer.from(text));
const codesOf = (text: string) => decode(text).problems.map(({ code }) => code);

describe('JSON property lists', () => {
  it('read what JSON has, integers exactly', () => {
    const plist = decode(
      ' {"Label": "a\\u00e9\\n", "RunAtLoad": true, "Disabled": false, "x": null, "n": [1, -2, 9007199254740993, 0.5, 1e3], "o": {}} ',
    );
    expect(plist.format).toBe('json');
    expect(plist.problems).toEqual([]);
    expect(plist.value).toEqual(
      new Map<string, unknown>([
        ['Label', 'aé\n'],
        ['RunAtLoad', true],
        ['Disabled', false],
        ['x', null],
        ['n', [1, -2, 9_007_199_254_740_993n, { kind: 'real', value: 0.5 }, { kind: 'real', value: 1000 }]],
        ['o', new Map()],
      ]),
    );
    expect(decode('\ufeff[]').value).toEqual([]);
  });

  it('say what they read all the same', () => {
    expect(decode('{"a": 1, "a": 2}').value).toEqual(new Map([['a', 2]]));
    expect(decode('{"a": 1, "a": 2}').problems).toEqual([
      { code: 'duplicate-key', offset: 9, message: '"a" again; the last one counts' },
    ]);
    expect(decode(`[${'9'.repeat(50)}]`).value).toEqual(['9'.repeat(50)]);
    expect(codesOf(`[${'9'.repeat(50)}]`)).toEqual(['malformed-scalar']);
    expect(codesOf(`[${'9'.repeat(40)}]`)).toEqual([]);
  });

  it.each([
    ['{"a": }', 'JSON plist at offset 0x6: expected a value, found "}"'],
    ['{"é": }', 'JSON plist at offset 0x7: expected a value'],
    ['{"a": 1,}', 'expected a key in quotes, found "}"'],
    ['{"a": 1', 'expected "," or "}", found the end of the file'],
    ['{"a": 1 "b"}', 'expected "," or "}"'],
    ['[1,]', 'expected a value, found "]"'],
    ['[1 2]', 'expected "," or "]"'],
    ['["a', 'expected a closing quote, found the end of the file'],
    ['["\\', 'expected a closing quote'],
    ['["\\x"]', 'expected a string without control characters'],
    ['["a\nb"]', 'expected a string without control characters'],
    ['[01]', 'expected "," or "]", found "1]"'],
    ['[tru]', 'expected a value'],
    ['{"a": 1} x', 'expected nothing after the value, found "x"'],
  ])('refuse %j', (text, message) => {
    expect(() => decode(text)).toThrow(message);
  });

  it('end at containers nested too deep', () => {
    expect(codesOf(`${'['.repeat(MAX_PLIST_DEPTH)}1${']'.repeat(MAX_PLIST_DEPTH)}`)).toEqual([]);
    expect(() => decode('['.repeat(100_000))).toThrow('nests deeper than');
  });
});
