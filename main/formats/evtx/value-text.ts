import { u16, u32, u64Text } from './little-endian.ts';

const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).toUpperCase().padStart(2, '0'),
);
const TWO: readonly string[] = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));

const MILLISECONDS_BEFORE_UNIX = 11_644_473_600_000;
const MILLISECONDS_A_DAY = 86_400_000;
/** 9999-12-31: what an ISO 8601 year of four digits can hold. */
const LAST_DAY = 2_932_896;

let lastDay = Number.NaN;
let lastDate = '';

/**
 * A FILETIME (100-ns intervals since 1601-01-01 UTC, [MS-DTYP] 2.3.3) as ISO 8601 with seven decimals; after the year 9999
 * its decimal number. In two halves and not as bigint, because every record has two.
 */
export function filetimeText(bytes: Uint8Array, at: number): string {
  const low = u32(bytes, at);
  const high = u32(bytes, at + 4);
  // 2^32 = 429,496 × 10,000 + 7,296; both products stay far below 2^53.
  const rest = high * 7_296 + low;
  const milliseconds = high * 429_496 + Math.floor(rest / 10_000) - MILLISECONDS_BEFORE_UNIX;
  const day = Math.floor(milliseconds / MILLISECONDS_A_DAY);
  if (day > LAST_DAY) return u64Text(bytes, at);
  if (day !== lastDay) {
    lastDay = day;
    lastDate = new Date(day * MILLISECONDS_A_DAY).toISOString().slice(0, 11);
  }
  const inDay = milliseconds - day * MILLISECONDS_A_DAY;
  const seconds = Math.floor(inDay / 1000);
  const minutes = Math.floor(seconds / 60);
  const fraction = String(10_000_000 + (inDay - seconds * 1000) * 10_000 + (rest % 10_000)).slice(1);
  return `${lastDate}${TWO[Math.floor(minutes / 60)]}:${TWO[minutes % 60]}:${TWO[seconds % 60]}.${fraction}Z`;
}

/** A FILETIME that says when something happened: null for 0 ("no time") and for what no calendar holds. */
export function filetimeOrNull(bytes: Uint8Array, at: number): string | null {
  if (u32(bytes, at) === 0 && u32(bytes, at + 4) === 0) return null;
  const text = filetimeText(bytes, at);
  return text.endsWith('Z') ? text : null;
}

/** After the year 9999, of the upper half of a FILETIME. */
const LAST_HIGH = 617_110_110;

/** What tells FILETIMEs apart, cheaper than their text: a number without their upper 11 bits. NaN: ask the text. */
export function filetimeMoment(bytes: Uint8Array, at: number): number {
  const high = u32(bytes, at + 4);
  const low = u32(bytes, at);
  if (high >= LAST_HIGH || (high === 0 && low === 0)) return Number.NaN;
  return (high % 0x20_0000) * 0x1_0000_0000 + low;
}

/** The same of the text of a FILETIME with seven decimals; null for any other text, which a record may have in its place. */
export function momentOf(time: string | null): number | null {
  if (time === null || !/^\.\d{7}Z$/.test(time.slice(19))) return null;
  const milliseconds = Date.parse(`${time.slice(0, 19)}Z`) + MILLISECONDS_BEFORE_UNIX;
  if (Number.isNaN(milliseconds)) return null;
  const intervals = BigInt(milliseconds) * 10_000n + BigInt(time.slice(20, 27));
  return Number(BigInt.asUintN(53, intervals));
}

/** A SYSTEMTIME ([MS-DTYP] 2.3.13): year, month, day of week, day, hour, minute, second, milliseconds. */
export function systemTimeText(bytes: Uint8Array, at: number): string {
  const part = (index: number, digits: number): string =>
    String(u16(bytes, at + 2 * index)).padStart(digits, '0');
  return `${part(0, 4)}-${part(1, 2)}-${part(3, 2)}T${part(4, 2)}:${part(5, 2)}:${part(6, 2)}.${part(7, 3)}Z`;
}

/** A GUID ([MS-DTYP] 2.3.4.2): upper case, with braces. */
export function guidText(bytes: Uint8Array, at: number): string {
  const hex = (index: number): string => HEX[bytes[at + index] as number] as string;
  return (
    `{${hex(3)}${hex(2)}${hex(1)}${hex(0)}-${hex(5)}${hex(4)}-${hex(7)}${hex(6)}-` +
    `${hex(8)}${hex(9)}-${hex(10)}${hex(11)}${hex(12)}${hex(13)}${hex(14)}${hex(15)}}`
  );
}

/** A SID ([MS-DTYP] 2.4.2.2) of `size` bytes; null when the bytes are none. */
export function sidText(bytes: Uint8Array, at: number, size: number): string | null {
  const count = bytes[at + 1] as number;
  if (size < 8 || bytes[at] !== 1 || count > 15 || 8 + 4 * count > size) return null;
  // The one number of a SID that is stored big-endian.
  const high = ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number);
  let low = 0;
  for (let index = 4; index < 8; index++) low = low * 256 + (bytes[at + index] as number);
  const authority = high * 0x1_0000_0000 + low;
  let text = `S-1-${high === 0 ? authority : `0x${authority.toString(16).padStart(12, '0')}`}`;
  for (let index = 0; index < count; index++) text += `-${u32(bytes, at + 8 + 4 * index)}`;
  return text;
}

/** Upper case, without prefix: how Windows writes binary data into an event. */
export function hexText(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start)
    .toString('hex')
    .toUpperCase();
}

/** A 64-bit integer in hexadecimal, `0x…` without leading zeros. */
export function hex64Text(bytes: Uint8Array, at: number): string {
  const high = u32(bytes, at + 4);
  const low = u32(bytes, at).toString(16);
  return high === 0 ? `0x${low}` : `0x${high.toString(16)}${low.padStart(8, '0')}`;
}
