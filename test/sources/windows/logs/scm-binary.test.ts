import { describe, expect, it } from 'vitest';
import { scmBinary } from '../../../../main/sources/windows/logs/scm-binary.ts';

const hex = (text: string): string => Buffer.from(text, 'utf16le').toString('hex').toUpperCase();

describe('the binary data of the service control manager', () => {
  it('names the service and its state', () => {
    // As a record of Windows 10 holds it.
    const data = '500053004500580045005300560043002F0034000000';
    expect(scmBinary(data)).toEqual({ service: 'PSEXESVC', state: 4 });
  });

  it.each([
    ['WinDefend/1\0', { service: 'WinDefend', state: 1 }],
    ['Dnscache\0', { service: 'Dnscache', state: null }],
    ['Mein Dienst/4', { service: 'Mein Dienst', state: 4 }],
    ['サービス/1\0', { service: 'サービス', state: 1 }],
  ])('%j', (text, expected) => {
    expect(scmBinary(hex(text))).toEqual(expected);
  });

  it.each([
    ['nothing', ''],
    ['half a character', '50'],
    ['no hexadecimal', 'ZZZZ'],
    ['an empty name', hex('/4\0')],
    ['a path', hex('C:\\x\0')],
    ['control characters', hex('a\u0001b')],
    ['two slashes', hex('a/b/4')],
    ['a number of the system', '0200000A'],
    ['more than a name has room for', hex('a'.repeat(400))],
  ])('is not read from %s', (_, data) => {
    expect(scmBinary(data)).toBeNull();
  });
});
