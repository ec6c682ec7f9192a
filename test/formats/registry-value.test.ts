import { expect, test } from 'vitest';
import type { RegistryValue } from '../../main/formats/registry-tree.ts';
import {
  decodeUtf16,
  numberOf,
  REG_BINARY,
  REG_DWORD,
  REG_DWORD_BIG_ENDIAN,
} from '../../main/formats/registry-value.ts';

function value(type: number, bytes: number[]): RegistryValue {
  const data = Uint8Array.from(bytes);
  return {
    name: '',
    type,
    offset: null,
    deleted: false,
    fromLog: false,
    size: data.length,
    data: () => data,
  };
}

const text = (written: string): Uint8Array => new Uint8Array(Buffer.from(written, 'utf16le'));

test('text ends at the first NUL, or with the bytes', () => {
  expect(decodeUtf16(text('Spooler\0'))).toBe('Spooler');
  expect(decodeUtf16(text('Spooler'))).toBe('Spooler');
  expect(decodeUtf16(text('one\0two\0'))).toBe('one');
  expect(decodeUtf16(text('one\0\0\0'))).toBe('one');
  expect(decodeUtf16(text('\0'))).toBe('');
  expect(decodeUtf16(new Uint8Array())).toBe('');
  expect(decodeUtf16(new Uint8Array([0x41]))).toBe('');
  expect(decodeUtf16(new Uint8Array([0x41, 0x00, 0x42]))).toBe('A');
  expect(decodeUtf16(text('\ud800x\0'))).toBe('\ud800x');
});

test('numbers are unsigned, in either byte order', () => {
  expect(numberOf(value(REG_DWORD, [0xfe, 0xff, 0xff, 0xff]))).toBe(0xffff_fffe);
  expect(numberOf(value(REG_DWORD_BIG_ENDIAN, [0x80, 0, 0, 1]))).toBe(0x8000_0001);
  expect(numberOf(value(REG_BINARY, [4, 3, 2, 1]))).toBe(0x0102_0304);
  expect(numberOf(value(REG_DWORD, [1, 2, 3, 4, 5]))).toBe(0x0403_0201);
  expect(numberOf(value(REG_BINARY, [1, 2, 3, 4, 5]))).toBeUndefined();
  expect(numberOf(value(REG_DWORD, [1, 2, 3]))).toBeUndefined();
});
