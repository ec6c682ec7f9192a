import { describe, expect, it } from 'vitest';
import { decodePlist } from '../../../main/formats/plist/decode-plist.ts';
import { MAX_PLIST_DEPTH } from '../../../shared/limits.ts';

const decode = (text: string | Uint8Array) =>
  decodePlist(typeof text === 'string' ? Buffer.from(text) : text);
const codesOf = (text: string | Uint8Array) => decode(text).problems.map(({ code }) => code);
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const utf32le = (text: string) =>
  Buffer.from(Uint32Array.from([...text], (one) => one.codePointAt(0) ?? 0).buffer);

describe('where XML property lists are read more loosely than XML', () => {
  it.each([
    ['no declaration, no DOCTYPE', '<plist><true/></plist>', []],
    ['no plist element', '<true/>', []],
    ['attributes', '<plist a="b" c=d ><true  x="1"/></plist >', []],
    [
      'comments and instructions anywhere',
      '<!-- a --><?x y?><plist><!-- b --><?z?><true/><!----></plist>',
      ['ambiguous-comment'],
    ],
    ['white space first', '\n <plist><true/></plist>', []],
    [
      'a declaration after a comment',
      '<!-- a -->\n<?xml version="1.0"?><plist><true/></plist>',
      ['declaration-not-first'],
    ],
    [
      'a comment that readers end differently',
      '<!---><plist><false/></plist>--><plist><true/></plist>',
      ['ambiguous-comment'],
    ],
    [
      'another element after the value',
      '<plist><true/></plist><plist><false/></plist>',
      ['trailing-content'],
    ],
    ['bytes after the value', '<plist><true/></plist>\0\0', ['trailing-content']],
    ['a comment after the value', '<plist><true/></plist>\n<!-- bye -->\n', []],
    ['a plist in a plist', '<plist><plist><true/></plist></plist>', []],
  ])('%s', (_name, text, codes) => {
    expect(decode(text).value).toBe(true);
    expect(codesOf(text)).toEqual(codes);
  });

  it('takes the last of equal keys, at the place of the first, and a key for a value', () => {
    const twice = decode('<dict><key>a</key><true/><key>b</key><true/><key>a</key><false/></dict>');
    expect([...(twice.value as Map<string, unknown>)]).toEqual([
      ['a', false],
      ['b', true],
    ]);
    expect(twice.problems).toEqual([
      { code: 'duplicate-key', offset: 44, message: '"a" again; the last one counts' },
    ]);
    const key = '<dict><key>a</key><key>b</key></dict>';
    expect(decode(key).value).toEqual(new Map([['a', 'b']]));
    expect(codesOf(key)).toEqual(['key-as-value']);
  });

  it('leaves out a comment inside text', () => {
    expect(decode('<string>/bin/<!-- x -->sh</string>').value).toBe('/bin/sh');
    expect(codesOf('<string>/bin/<!-- x -->sh</string>')).toEqual(['comment-in-text']);
  });
});

describe('encodings of XML property lists', () => {
  const text = '<?xml version="1.0" encoding="UTF-16"?><plist><string>é😀</string></plist>';

  it.each([
    ['UTF-8', Buffer.from(text.replace('16', '8')), []],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), []],
    ['UTF-16LE with a mark', Buffer.from(`\ufeff${text}`, 'utf16le'), []],
    ['UTF-16BE with a mark', utf16be(`\ufeff${text}`), []],
    ['UTF-16LE without', Buffer.from(text, 'utf16le'), ['encoding']],
    ['UTF-16BE without', utf16be(text), ['encoding']],
    ['UTF-32LE with a mark', utf32le(`\ufeff${text}`), []],
    ['a declaration that cannot be', Buffer.from(text), ['encoding']],
    ['a declaration that nobody knows', Buffer.from(text.replace('UTF-16', 'klingon')), ['encoding']],
  ])('%s', (_name, bytes, codes) => {
    expect(decode(bytes).value).toBe('é😀');
    expect(codesOf(bytes)).toEqual(codes);
  });

  it('reads what the declaration says, if it is the first thing', () => {
    const latin = (prefix: string) =>
      Buffer.from(`${prefix}<?xml version='1.0' encoding='ISO-8859-1'?><string>\xe9</string>`, 'latin1');
    expect(decode(latin('')).value).toBe('é');
    expect(codesOf(latin(''))).toEqual([]);
    expect(decode(latin(' ')).value).toBe('\ufffd');
    expect(codesOf(latin(' '))).toEqual(['declaration-not-first', 'invalid-text']);
  });

  it('marks bytes that are no text, and not the replacement character itself', () => {
    expect(decode(Buffer.from('<string>a\xffb</string>', 'latin1')).value).toBe('a\ufffdb');
    expect(codesOf(Buffer.from('<string>a\xffb</string>', 'latin1'))).toEqual(['invalid-text']);
    expect(codesOf('<string>a\ufffdb</string>')).toEqual([]);
  });

  it.each([
    ['UTF-8', (broken: string) => Buffer.from(broken), 17],
    ['UTF-16LE', (broken: string) => Buffer.from(`\ufeff${broken}`, 'utf16le'), 2 + 2 * 16],
  ])('count offsets in bytes of the file: %s', (_name, encode, offset) => {
    expect(() => decode(encode('<array><string>é<x></array>'))).toThrow(
      `XML plist element at offset 0x${offset.toString(16)}: expected </string>, found "<x></array>"`,
    );
  });
});

describe('malformed XML property lists', () => {
  it.each([
    ['<plist>', 'XML plist element at offset 0x7: expected an open tag, found the end of the file'],
    ['<plist></plist>', 'XML plist plist at offset 0x7: expected a value, found "</plist>"'],
    ['<plist/>', 'expected a <plist> with a value'],
    [
      '<plist><true/><false/></plist>',
      'at offset 0xe: expected one value and </plist>, found "<false/></plist>"',
    ],
    ['<plist><true/>', 'expected one value and </plist>, found the end'],
    [
      '<dict><true/></dict>',
      'XML plist dict at offset 0x6: expected <key> or </dict>, found "<true/></dict>"',
    ],
    ['<dict><key>a</key></dict>', 'at offset 0x12: expected a value for the key "a", found "</dict>"'],
    ['<dict><key>a</key><true/>', 'expected an open tag, found the end of the file'],
    ['<array>text</array>', 'expected an open tag, found "text</array>"'],
    ['<array><true/></dict>', 'expected </array>, found "</dict>"'],
    ['<string>a', 'XML plist text at offset 0x9: expected a close tag, found the end of the file'],
    ['<string>a&amp;', 'expected a close tag'],
    ['<string><![CDATA[a', 'XML plist CDATA section at offset 0x12: expected "]]>"'],
    ['<string>a</string', 'XML plist close tag at offset 0x11: expected ">"'],
    ['<string>a</key>', 'expected </string>'],
    ['<true>yes</true>', 'expected </true>, found "yes</true>"'],
    ['<trve/>', 'expected an element of the property list DTD'],
    ['<Dict/>', 'expected an element of the property list DTD'],
    ['<true', 'XML plist tag at offset 0x5: expected ">"'],
    ['<!-- a', 'XML plist comment at offset 0x6: expected "-->"'],
    ['<?xml version="1.0"', 'expected "?>"'],
    ['<!DOCTYPE plist', 'XML plist DOCTYPE'],
    ['<!DOCTYPE plist [<!ENTITY a "]>', 'XML plist DOCTYPE'],
    ['<!ELEMENT a><true/>', 'expected <!DOCTYPE or a comment'],
  ])('%j', (text, message) => {
    expect(() => decode(text)).toThrow(message);
  });

  it('end at containers nested too deep, at no less than what is allowed', () => {
    const nested = (levels: number) => `${'<array>'.repeat(levels)}<true/>${'</array>'.repeat(levels)}`;
    expect(codesOf(nested(MAX_PLIST_DEPTH))).toEqual([]);
    expect(() => decode(nested(MAX_PLIST_DEPTH + 1))).toThrow('nests deeper than');
    expect(() => decode('<plist>'.repeat(100_000))).toThrow('nests deeper than');
  });

  it('end at more values than are allowed', () => {
    expect(() => decode(`<array>${'<true/>'.repeat(1_000_000)}</array>`)).toThrow(
      'is one of more than 1000000 values',
    );
  });
});
