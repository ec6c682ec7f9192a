import { describe, expect, it } from 'vitest';
import {
  decodeName,
  nameHash,
  sameName,
  storedNameIs,
  upcaseUnit,
} from '../../../main/formats/regf/names.ts';

describe('names of keys and values', () => {
  it('are the same without regard to case, in every alphabet', () => {
    expect(sameName('ImagePath', 'IMAGEPATH')).toBe(true);
    expect(sameName('Служба', 'СЛУЖБА')).toBe(true);
    expect(sameName('größe', 'GRÖßE')).toBe(true);
    expect(sameName('Start', 'Starts')).toBe(false);
    expect(sameName('a[', 'a{')).toBe(false);
  });

  it('keep their length in upper case: ß stays ß', () => {
    expect(upcaseUnit(0xdf)).toBe(0xdf);
    expect(upcaseUnit(0xff)).toBe(0x178);
    expect(sameName('ß', 'SS')).toBe(false);
  });

  it('hash as the specification says: H = 37 H + upper-case unit', () => {
    expect(nameHash('ab')).toBe(37 * 0x41 + 0x42);
    expect(nameHash('Services')).toBe(nameHash('SERVICES'));
    expect(nameHash('ControlSet001')).toBeLessThan(2 ** 32);
  });

  it('are Latin-1 when compressed and UTF-16 when not, NULs included', () => {
    expect(decodeName(Buffer.from([0x47, 0xf6, 0x00, 0x85]), 0, 4, true)).toBe('Gö\0\u0085');
    expect(decodeName(Buffer.from('xКлюч', 'utf16le'), 2, 8, false)).toBe('Ключ');
  });

  it('are compared in place, compressed or not', () => {
    const latin = Buffer.from('..GRÖSSE', 'latin1');
    expect(storedNameIs(latin, 2, 6, true, 'Größe')).toBe(false);
    expect(storedNameIs(latin, 2, 6, true, 'Grösse')).toBe(true);
    expect(storedNameIs(Buffer.from('Ключ', 'utf16le'), 0, 8, false, 'КЛЮЧ')).toBe(true);
    expect(storedNameIs(Buffer.from('Ключ', 'utf16le'), 0, 8, false, 'КЛЮВ')).toBe(false);
  });
});
