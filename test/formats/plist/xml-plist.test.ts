import { describe, expect, it } from 'vitest';
import { decodePlist } from '../../../main/formats/plist/decode-plist.ts';

const HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n';
const wrap = (inner: string) => Buffer.from(`${HEAD}<plist version="1.0">${inner}</plist>\n`);
const read = (inner: string) => decodePlist(wrap(inner)).value;
const codesOf = (text: string | Uint8Array) =>
  decodePlist(typeof text === 'string' ? Buffer.from(text) : text).problems.map(({ code }) => code);

describe('XML property lists', () => {
  it('read every element', () => {
    const plist = decodePlist(
      wrap(`<dict><key>s</key><string> a
 b </string><key>e</key><string/><key>t</key><true/><key>f</key><false></false>
      <key>a</key><array><integer>1</integer><array/><dict/></array><key>r</key><real>1.5e3</real>
      <key>d</key><date>2010-11-12T13:14:15Z</date><key>b</key><data>
        AQID
        BA==
      </data></dict>`),
    );
    expect(plist.format).toBe('xml');
    expect(plist.problems).toEqual([]);
    expect([...(plist.value as Map<string, unknown>)]).toEqual([
      ['s', ' a\n b '],
      ['e', ''],
      ['t', true],
      ['f', false],
      ['a', [1, [], new Map()]],
      ['r', { kind: 'real', value: 1500 }],
      ['d', { kind: 'date', iso: '2010-11-12T13:14:15Z' }],
      ['b', { kind: 'data', bytes: Uint8Array.of(1, 2, 3, 4) }],
    ]);
  });

  it.each([
    ['0', 0],
    ['-0', 0],
    ['007', 7],
    ['+5', 5],
    [' \n- 12', -12],
    ['0xFf', 255],
    ['-0x10', -16],
    ['9007199254740993', 9_007_199_254_740_993n],
    ['18446744073709551615', 18_446_744_073_709_551_615n],
    ['-9223372036854775808', -9_223_372_036_854_775_808n],
  ])('read the integer %j', (text, expected) => {
    expect(read(`<integer>${text}</integer>`)).toBe(expected);
    expect(codesOf(wrap(`<integer>${text}</integer>`))).toEqual([]);
  });

  it.each([
    [
      'integer',
      ['', 'x', '0x', '1 ', '1.5', 'ff', '18446744073709551616', '-9223372036854775809', '9'.repeat(5000)],
    ],
    ['real', ['', '1,5', '1 ', '0x1', 'nanny']],
    [
      'date',
      ['', 'yesterday', '2010-13-01T00:00:00Z', '2010-02-31T00:00:00Z', '2010-11-12', '2010-11-12T25:00:00Z'],
    ],
  ])('keep a malformed %s as its text, with a problem', (name, texts) => {
    for (const text of texts) {
      const plist = decodePlist(wrap(`<array><${name}>${text}</${name}></array>`));
      expect(plist.value).toEqual([text]);
      expect(plist.problems.map(({ code }) => code)).toEqual(['malformed-scalar']);
    }
  });

  it('read reals by name, dates of any year', () => {
    for (const [text, value] of [
      ['NaN', Number.NaN],
      ['-inf', -Infinity],
      ['+infinity', Infinity],
      ['.5', 0.5],
    ])
      expect(read(`<real>${text}</real>`)).toEqual({ kind: 'real', value });
    for (const [text, iso] of [
      ['1869-01-03T08:16:32Z', '1869-01-03T08:16:32Z'],
      ['0050-01-01T00:00:00Z', '0050-01-01T00:00:00Z'],
      ['-44-03-15T12:00:00Z', '-000044-03-15T12:00:00Z'],
      ['12000-01-01T00:00:00Z', '+012000-01-01T00:00:00Z'],
    ])
      expect(read(`<date>${text}</date>`)).toEqual({ kind: 'date', iso });
  });

  it('read base64 as CoreFoundation does', () => {
    for (const [text, bytes, codes] of [
      ['', [], []],
      ['AQIDBA==', [1, 2, 3, 4], []],
      ['AQ ID\n\tBA = =', [1, 2, 3, 4], []],
      ['AQ!ID', [1, 2, 3], ['malformed-scalar']],
      ['AQIDBA', [1, 2, 3], ['malformed-scalar']],
    ] as const) {
      expect(read(`<data>${text}</data>`)).toEqual({ kind: 'data', bytes: Uint8Array.from(bytes) });
      expect(codesOf(wrap(`<data>${text}</data>`))).toEqual(codes);
    }
  });

  it('resolve CDATA, the predefined and numeric references, and no other', () => {
    expect(read('<string>&lt;&gt;&amp;&apos;&quot;&#65;&#x1F600;<![CDATA[<&amp;é]]]>z</string>')).toBe(
      '<>&\'"A😀<&amp;é]z',
    );
    for (const kept of ['&nbsp;', '&', '&#xD800;', '&#x110000;', '&#;', '&LT;', '&#123456789;']) {
      expect(read(`<string>a${kept}b</string>`)).toBe(`a${kept}b`);
      expect(codesOf(wrap(`<string>${kept}</string>`))).toEqual(['unknown-entity']);
    }
    const bomb =
      '<!DOCTYPE plist [<!ENTITY a "ha]>"><!ENTITY b "&a;&a;"><!-- ]> -->]><plist><string>&b;</string></plist>';
    expect(decodePlist(Buffer.from(bomb)).value).toBe('&b;');
    expect(codesOf(bomb)).toEqual(['inline-dtd', 'unknown-entity']);
  });

  it('make a UID of CF$UID, and only of that', () => {
    expect(read('<dict><key>CF$UID</key><integer>7</integer></dict>')).toEqual({ kind: 'uid', value: 7 });
    expect(read('<dict><key>CF$UID</key><string>7</string></dict>')).toEqual(new Map([['CF$UID', '7']]));
  });
});
