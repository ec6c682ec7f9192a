import { latin1Text, utf16Text } from '../text-slice.ts';
import type { ChunkNames } from './chunk-names.ts';
import type { EmbeddedXml, EvtxValue } from './evtx-value.ts';
import { u16, u32, u64Text } from './little-endian.ts';
import { StringCache } from './string-cache.ts';
import { filetimeText, guidText, hex64Text, hexText, sidText, systemTimeText } from './value-text.ts';
import { ELEMENT_SIZE, ValueType } from './value-types.ts';

const scratch = new DataView(new ArrayBuffer(8));

const guids = new StringCache((bytes, start) => guidText(bytes, start));
const hexes = new StringCache((bytes, start) => hex64Text(bytes, start));
const binaries = new StringCache(hexText);
const sids = new StringCache(
  (bytes, start, end) => sidText(bytes, start, end - start) ?? hexText(bytes, start, end),
);

/**
 * The value of `type` in `chunk.bytes[start, end)`, which must lie inside. BinXML is not read here. A value too short for
 * its type, or of an unknown type, is given as the hexadecimal text of its bytes: nothing is lost.
 */
export function readValue(
  chunk: ChunkNames,
  type: number,
  start: number,
  end: number,
): Exclude<EvtxValue, EmbeddedXml> {
  const { bytes } = chunk;
  switch (type) {
    case ValueType.Null:
      return null;
    case ValueType.String: {
      let last = start + ((end - start) & ~1);
      while (last > start && u16(bytes, last - 2) === 0) last -= 2;
      return chunk.strings.text(bytes, start, last);
    }
    case ValueType.AnsiString:
      return ansiText(bytes, start, end).replace(/\0+$/, '');
    case ValueType.Binary:
      return binaries.text(bytes, start, end);
    case ValueType.Sid:
      return sids.text(bytes, start, end);
    case ValueType.SizeT:
      if (end - start === 8) return hex64Text(bytes, start);
      return end - start === 4 ? `0x${u32(bytes, start).toString(16)}` : hexText(bytes, start, end);
    case ValueType.Array | ValueType.String:
      return utf16Text(bytes, start, end).replace(/\0$/, '').split('\0');
    case ValueType.Array | ValueType.AnsiString:
      return ansiText(bytes, start, end).replace(/\0$/, '').split('\0');
    default:
      return sizedValue(bytes, type, start, end);
  }
}

function sizedValue(
  bytes: Uint8Array,
  type: number,
  start: number,
  end: number,
): string | number | readonly string[] {
  const size = ELEMENT_SIZE[type & ~ValueType.Array];
  if (size === undefined) return hexText(bytes, start, end);
  if ((type & ValueType.Array) === 0) {
    return end - start < size ? hexText(bytes, start, end) : scalar(bytes, type, start);
  }
  const elements: string[] = [];
  for (let at = start; at + size <= end; at += size) {
    elements.push(String(scalar(bytes, type & ~ValueType.Array, at)));
  }
  return elements;
}

function scalar(bytes: Uint8Array, type: number, at: number): string | number {
  switch (type) {
    case ValueType.Int8:
      return ((bytes[at] as number) << 24) >> 24;
    case ValueType.UInt8:
      return bytes[at] as number;
    case ValueType.Int16:
      return (u16(bytes, at) << 16) >> 16;
    case ValueType.UInt16:
      return u16(bytes, at);
    case ValueType.Int32:
      return u32(bytes, at) | 0;
    case ValueType.UInt32:
      return u32(bytes, at);
    case ValueType.Int64:
      return exact(signed64(bytes, at));
    case ValueType.UInt64:
      return u32(bytes, at + 4) < 0x20_0000
        ? u32(bytes, at + 4) * 0x1_0000_0000 + u32(bytes, at)
        : u64Text(bytes, at);
    case ValueType.Real32:
      scratch.setUint32(0, u32(bytes, at));
      return real(scratch.getFloat32(0));
    case ValueType.Real64:
      scratch.setUint32(0, u32(bytes, at + 4));
      scratch.setUint32(4, u32(bytes, at));
      return real(scratch.getFloat64(0));
    case ValueType.Boolean:
      return u32(bytes, at) === 0 ? 'false' : 'true';
    case ValueType.Guid:
      return guids.text(bytes, at, at + 16);
    case ValueType.FileTime:
      return filetimeText(bytes, at);
    case ValueType.SystemTime:
      return systemTimeText(bytes, at);
    case ValueType.HexInt32:
      return `0x${u32(bytes, at).toString(16)}`;
    default:
      return hexes.text(bytes, at, at + 8);
  }
}

function signed64(bytes: Uint8Array, at: number): bigint {
  return BigInt.asIntN(64, (BigInt(u32(bytes, at + 4)) << 32n) | BigInt(u32(bytes, at)));
}

function exact(value: bigint): number | string {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : String(value);
}

/** JSON has no infinity. */
function real(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

/** Windows-1252 from 0x80 to 0x9F; a NUL where it has nothing. Node's own decoder reads these as Latin-1. */
const WINDOWS_1252 = '€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ';

/** The code page is not recorded; Windows-1252 is that of western installations. */
function ansiText(bytes: Uint8Array, start: number, end: number): string {
  return latin1Text(bytes, start, end).replace(/[\x80-\x9f]/g, (character) => {
    const text = WINDOWS_1252[character.charCodeAt(0) - 0x80] as string;
    return text === '\0' ? character : text;
  });
}
