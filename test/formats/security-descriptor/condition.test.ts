import { describe, expect, it } from 'vitest';
import { conditionText } from '../../../main/formats/security-descriptor/condition.ts';
import { sidBytes } from './descriptor-bytes.ts';

const sized = (token: number, bytes: readonly number[] | Buffer) => [token, bytes.length, 0, 0, 0, ...bytes];
const unicode = (token: number, text: string) => sized(token, Buffer.from(text, 'utf16le'));
const expression = (...tokens: number[][]) => Uint8Array.from([...Buffer.from('artx'), ...tokens.flat()]);
const integer = [0x04, 5, 0, 0, 0, 0, 0, 0, 0, 3, 2];

describe('conditionText', () => {
  it('turns postfix into text', () => {
    const bytes = expression(
      unicode(0xf9, 'Title'),
      unicode(0x10, 'PM'),
      [0x80],
      unicode(0xfa, 'Level'),
      integer,
      [0x85],
      [0xa0],
      sized(0x50, sized(0x51, sidBytes(5, 32, 544))),
      [0x89],
      [0xa1],
      [0, 0],
    );
    expect(conditionText(bytes)).toBe(
      '(((@User.Title == "PM") && (@Resource.Level >= 5)) || (Member_of {SID(BA)}))',
    );
  });

  it('gives null for what is no expression', () => {
    expect(conditionText(Uint8Array.of(1, 2, 3))).toBeNull();
    expect(conditionText(expression([0x80]))).toBeNull();
    expect(conditionText(expression([0x42, 0, 0, 0, 0]))).toBeNull();
    expect(conditionText(expression(unicode(0xf8, 'a'), [0x87], unicode(0xf8, 'b'), [0x87]))).toBeNull();
  });

  it('gives null or text at every truncation, and for nested composites', () => {
    const bytes = expression(unicode(0xf9, 'Title'), unicode(0x10, 'PM'), [0x80]);
    for (let length = 0; length < bytes.length; length++)
      expect(conditionText(bytes.subarray(0, length))).toBeNull();
    let nested: number[] = integer;
    for (let depth = 0; depth < 40; depth++) nested = sized(0x50, nested.slice(0, 200));
    expect(conditionText(expression(nested, [0x89]))).toBeNull();
  });
});
