import type { RegistryKey, RegistryValue } from './registry-tree.ts';
import { utf16Text } from './text-slice.ts';

/** Registry value types (winnt.h; Microsoft Learn, "Registry value types"). */
export const REG_NONE = 0;
export const REG_SZ = 1;
export const REG_EXPAND_SZ = 2;
export const REG_BINARY = 3;
export const REG_DWORD = 4;
export const REG_DWORD_BIG_ENDIAN = 5;
export const REG_LINK = 6;
export const REG_MULTI_SZ = 7;
export const REG_RESOURCE_LIST = 8;
export const REG_FULL_RESOURCE_DESCRIPTOR = 9;
export const REG_RESOURCE_REQUIREMENTS_LIST = 10;
export const REG_QWORD = 11;

/** UTF-16LE text up to the first NUL, or all of it; an odd last byte is dropped. */
export function decodeUtf16(bytes: Uint8Array): string {
  let units = bytes.length >> 1;
  // Nearly every text ends with its only NUL: without it, there is nothing to cut off once it is decoded.
  if (units > 0 && bytes[2 * units - 2] === 0 && bytes[2 * units - 1] === 0) units -= 1;
  const text = utf16(bytes, units);
  const end = text.indexOf('\0');
  return end === -1 ? text : text.slice(0, end);
}

/** `length` UTF-16LE code units, NULs and unpaired surrogates included. */
export function utf16(bytes: Uint8Array, length = bytes.length >> 1): string {
  return utf16Text(bytes, 0, 2 * length);
}

/** Text of a REG_SZ, REG_EXPAND_SZ or REG_LINK value; undefined for other types. */
export function textOf(value: RegistryValue | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value.type !== REG_SZ && value.type !== REG_EXPAND_SZ && value.type !== REG_LINK) return undefined;
  return decodeUtf16(value.data());
}

/**
 * Strings of a REG_MULTI_SZ value; a missing terminator is tolerated, empty strings end the list as Windows reads it.
 * A REG_SZ or REG_EXPAND_SZ counts as a list of one; undefined for other types.
 */
export function listOf(value: RegistryValue | undefined): string[] | undefined {
  if (value === undefined) return undefined;
  if (value.type === REG_SZ || value.type === REG_EXPAND_SZ) {
    const text = decodeUtf16(value.data());
    return text === '' ? [] : [text];
  }
  if (value.type !== REG_MULTI_SZ) return undefined;
  const parts = utf16(value.data()).split('\0');
  const end = parts.indexOf('');
  return end === -1 ? parts : parts.slice(0, end);
}

/** Number of a REG_DWORD (either byte order) or of a REG_BINARY of four bytes; undefined for everything else. */
export function numberOf(value: RegistryValue | undefined): number | undefined {
  if (value === undefined) return undefined;
  const data = value.data();
  if (data.length < 4) return undefined;
  if (value.type === REG_DWORD_BIG_ENDIAN) return number32(data, 0, 1, 2, 3);
  if (value.type === REG_DWORD || (value.type === REG_BINARY && data.length === 4)) {
    return number32(data, 3, 2, 1, 0);
  }
  return undefined;
}

/** The unsigned number of four bytes, highest first. Thousands are read: a DataView for each would cost more than it. */
function number32(data: Uint8Array, a: number, b: number, c: number, d: number): number {
  const high = ((data[a] as number) << 8) | (data[b] as number);
  const low = ((data[c] as number) << 8) | (data[d] as number);
  return high * 0x1_0000 + low;
}

/** Bytes of any value. */
export function bytesOf(value: RegistryValue | undefined): Uint8Array | undefined {
  return value?.data();
}

/** Looks up a value and reads it as text: the common case. */
export function textValue(key: RegistryKey | undefined, name: string): string | undefined {
  return textOf(key?.value(name));
}

export function numberValue(key: RegistryKey | undefined, name: string): number | undefined {
  return numberOf(key?.value(name));
}
