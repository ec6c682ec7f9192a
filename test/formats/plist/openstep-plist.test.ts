import { describe, expect, it } from 'vitest';
import { decodePlist } from '../../../main/formats/plist/decode-plist.ts';
import { MAX_PLIST_DEPTH } from '../../../shared/limits.ts';

const decode = (text: string) => decodePlist(Buffer.from(text));
const codesOf = (text: string) => decode(text).problems.map(({ code }) => code);

describe('OpenStep property lists', () => {
  it('read dictionaries, arrays, data and strings, and comments between', () => {
    const plist = decode(`// !$*UTF8*$!
{ Label = com.example.a; /* why */ "Program Arguments" = (/bin/sh, '-c', "a b",);
  Data = <0fbd77 1c2735ae>; Empty = (); None = {}; 'é' = "é"; Short; }
`);
    expect(plist.format).toBe('openstep');
    expect(plist.problems).toEqual([]);
    expect(plist.value).toEqual(
      new Map<string, unknown>([
        ['Label', 'com.example.a'],
        ['Program Arguments', ['/bin/sh', '-c', 'a b']],
        ['Data', { kind: 'data', bytes: Uint8Array.of(0x0f, 0xbd, 0x77, 0x1c, 0x27, 0x35, 0xae) }],
        ['Empty', []],
        ['None', new Map()],
        ['é', 'é'],
        ['Short', 'Short'],
      ]),
    );
  });

  it('read a strings file, a lone value, and nothing', () => {
    expect(decode('/* a */ "key" = "value";\nother;').value).toEqual(
      new Map([
        ['key', 'value'],
        ['other', 'other'],
      ]),
    );
    expect(decode('(a)').value).toEqual(['a']);
    expect(decode('<>').value).toEqual({ kind: 'data', bytes: new Uint8Array() });
    expect(decode('word').value).toBe('word');
    expect(decode(' // nothing\n').value).toEqual(new Map());
    expect(codesOf(' // nothing\n')).toEqual(['empty']);
    expect(() => decode('')).toThrow('the file is empty');
  });

  it('read escapes: octal in the NeXTSTEP character set, U, letters', () => {
    expect(decode(String.raw`{ a = "\101\7x\341\U00e9\n\"\\\q\U4"; }`).value).toEqual(
      new Map([['a', 'A\x07xÆé\n"\\q\x04']]),
    );
  });

  it('take the last of equal keys', () => {
    expect(decode('{a=1;a=2;}').value).toEqual(new Map([['a', '2']]));
    expect(decode('{a=1;a=2;}').problems).toEqual([
      { code: 'duplicate-key', offset: 5, message: '"a" again; the last one counts' },
    ]);
  });

  it('read UTF-16, and mark bytes that are no text', () => {
    expect(decodePlist(Buffer.from('\ufeff{a="é";}', 'utf16le')).value).toEqual(new Map([['a', 'é']]));
    const latin = decodePlist(Buffer.from('{a="\xe9";}', 'latin1'));
    expect(latin.value).toEqual(new Map([['a', 'é']]));
    expect(latin.problems.map(({ code }) => code)).toEqual(['invalid-text']);
  });

  it.each([
    ['{a = b}', 'OpenStep plist at offset 0x6: expected ";", found "}"'],
    ['{a b;}', 'expected ";" or "=", found "b;}"'],
    ['{a = ;}', 'expected a value, found ";}"'],
    ['{a = b;', 'expected a key or "}", found the end of the file'],
    ['(a b)', 'expected "," or ")"'],
    ['(a,', 'expected a value, found the end of the file'],
    ['<0g>', 'expected hexadecimal digits or ">", found "g>"'],
    ['<0 f>', 'expected pairs of digits'],
    ['{a = "b', 'expected a closing quote, found the end of the file'],
    ['{a = "\\', 'expected an escaped character'],
    ['{} x', 'expected nothing after the value'],
    ['a = b; !', 'expected a key, found "!"'],
    ['\0\x01\x02\x03', 'expected a value'],
  ])('refuse %j', (text, message) => {
    expect(() => decode(text)).toThrow(message);
  });

  it('end at containers nested too deep', () => {
    expect(codesOf(`${'('.repeat(MAX_PLIST_DEPTH)}a${')'.repeat(MAX_PLIST_DEPTH)}`)).toEqual([]);
    expect(() => decode('('.repeat(100_000))).toThrow('nests deeper than');
    expect(() => decode('{a='.repeat(100_000))).toThrow('nests deeper than');
  });
});
