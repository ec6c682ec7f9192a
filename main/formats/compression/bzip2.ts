import { ParseError } from '../parse-error.ts';
import { BitReader } from './bit-reader.ts';
import { Bzip2Huffman, readCodeLengths } from './bzip2-huffman.ts';
import type { GrowingOutput } from './growing-output.ts';

const WHAT = 'bzip2 block';
const BLOCK = 0x314159265359;
const END = 0x177245385090;
/** Symbols that one table is used for. */
const GROUP = 50;
/** Bytes of a block at level 1. */
const LEVEL = 100_000;

/**
 * Unpacks bzip2 streams one after the other. There is no specification by its author; this follows J. Tsai's "bzip2 Format
 * Specification" (2016). Checksums of blocks are checked. Blocks that are marked as randomised (bzip2 0.9.0) are refused. Throws
 * `ParseError`; what was unpacked before it stands in `output`.
 */
export function unpackBzip2(bytes: Uint8Array, output: GrowingOutput): void {
  let at = 0;
  // One for all: a stream of fourteen bytes must not cost one each.
  const room = new Uint32Array(9 * LEVEL);
  do {
    const level = (bytes[at + 3] ?? 0) - 0x30;
    if (bytes[at] !== 0x42 || bytes[at + 1] !== 0x5a || bytes[at + 2] !== 0x68 || level < 1 || level > 9) {
      throw new ParseError('bzip2 stream', at, 'does not begin as one');
    }
    const bits = new BitReader(bytes, at + 4, WHAT);
    const links = room.subarray(0, level * LEVEL);
    for (;;) {
      const start = bits.position;
      const magic = bits.read(24) * 2 ** 24 + bits.read(24);
      const crc = bits.read(16) * 2 ** 16 + bits.read(16);
      if (magic === END) break;
      if (magic !== BLOCK) throw new ParseError(WHAT, start, 'does not begin as one');
      unpackBlock(bits, links, output, crc);
    }
    bits.align();
    at = bits.position;
  } while (at < bytes.length);
}

function unpackBlock(bits: BitReader, links: Uint32Array, output: GrowingOutput, crc: number): void {
  const start = bits.position;
  if (bits.read(1) === 1) throw new ParseError(WHAT, start, 'is randomised, which is not read');
  const origin = bits.read(24);
  const count = readSymbols(bits, links);
  if (origin >= count) throw new ParseError(WHAT, start, `begins at byte ${origin} of ${count}`);
  const before = output.length;
  undoTransform(links, count, origin, output, start);
  if (checksum(output.bytes, before, output.length) !== crc) {
    output.length = before;
    throw new ParseError(WHAT, start, 'does not have the checksum that is stated');
  }
}

/** The move-to-front coded bytes, decoded into the low eight bits of `links`; gives how many there are. */
function readSymbols(bits: BitReader, links: Uint32Array): number {
  const front = readUsedBytes(bits);
  const tables = bits.read(3);
  const selectors = bits.read(15);
  if (tables < 2 || tables > 6 || selectors === 0 || front.length === 0) {
    throw new ParseError(
      WHAT,
      bits.position,
      `has ${tables} tables, ${selectors} groups, ${front.length} bytes`,
    );
  }
  const chosen = readSelectors(bits, tables, selectors);
  const codes = Array.from(
    { length: tables },
    () => new Bzip2Huffman(readCodeLengths(bits, front.length + 2)),
  );
  const endSymbol = front.length + 1;
  let count = 0;
  let run = 0;
  let weight = 1;
  for (let group = 0; group < selectors; group += 1) {
    const code = codes[chosen[group] ?? 0];
    for (let i = 0; i < GROUP && code !== undefined; i += 1) {
      const symbol = code.read(bits);
      if (symbol <= 1) {
        // Runs of the first byte, in digits 1 and 2 of base two.
        run += weight * (symbol + 1);
        weight *= 2;
        if (run > links.length) throw new ParseError(WHAT, bits.position, 'is longer than its level allows');
        continue;
      }
      if (run > 0) {
        if (count + run > links.length)
          throw new ParseError(WHAT, bits.position, 'is longer than its level allows');
        links.fill(front[0] ?? 0, count, count + run);
        count += run;
        run = 0;
        weight = 1;
      }
      if (symbol === endSymbol) return count;
      if (count >= links.length) throw new ParseError(WHAT, bits.position, 'is longer than its level allows');
      const byte = front[symbol - 1] ?? 0;
      front.copyWithin(1, 0, symbol - 1);
      front[0] = byte;
      links[count] = byte;
      count += 1;
    }
  }
  throw new ParseError(WHAT, bits.position, 'has no end');
}

/** Which of the 256 bytes occur, in order: sixteen bits for ranges, then sixteen for each range. */
function readUsedBytes(bits: BitReader): Uint8Array {
  const ranges = bits.read(16);
  const used: number[] = [];
  for (let range = 0; range < 16; range += 1) {
    if (((ranges >> (15 - range)) & 1) === 0) continue;
    const map = bits.read(16);
    for (let i = 0; i < 16; i += 1) if (((map >> (15 - i)) & 1) === 1) used.push(range * 16 + i);
  }
  return Uint8Array.from(used);
}

/** For each group its table, move-to-front coded in unary. */
function readSelectors(bits: BitReader, tables: number, count: number): Uint8Array {
  const front = Array.from({ length: tables }, (_, index) => index);
  const chosen = new Uint8Array(count);
  for (let group = 0; group < count; group += 1) {
    let place = 0;
    while (bits.read(1) === 1) {
      place += 1;
      if (place >= tables) throw new ParseError(WHAT, bits.position, `names table ${place} of ${tables}`);
    }
    const [table = 0] = front.splice(place, 1);
    front.unshift(table);
    chosen[group] = table;
  }
  return chosen;
}

/** Undoes the Burrows-Wheeler transform, and the runs of four equal bytes and a count that stood before it. */
function undoTransform(
  links: Uint32Array,
  count: number,
  origin: number,
  output: GrowingOutput,
  offset: number,
): void {
  const next = new Uint32Array(256);
  for (let i = 0; i < count; i += 1) next[(links[i] ?? 0) & 0xff] = (next[(links[i] ?? 0) & 0xff] ?? 0) + 1;
  let sum = 0;
  for (let byte = 0; byte < 256; byte += 1) {
    const of = next[byte] ?? 0;
    next[byte] = sum;
    sum += of;
  }
  // The upper 24 bits of each become the place of what follows.
  for (let i = 0; i < count; i += 1) {
    const byte = (links[i] ?? 0) & 0xff;
    const place = next[byte] ?? 0;
    next[byte] = place + 1;
    links[place] = ((links[place] ?? 0) & 0xff) + i * 256;
  }
  let link = links[(links[origin] ?? 0) >>> 8] ?? 0;
  let last = -1;
  let equal = 0;
  for (let i = 0; i < count; i += 1) {
    const byte = link & 0xff;
    link = links[link >>> 8] ?? 0;
    if (equal === 4) {
      output.reserve(byte, offset);
      output.bytes.fill(last, output.length, output.length + byte);
      output.length += byte;
      equal = 0;
      last = -1;
      continue;
    }
    equal = byte === last ? equal + 1 : 1;
    last = byte;
    output.reserve(1, offset);
    output.bytes[output.length] = byte;
    output.length += 1;
  }
}

/** CRC-32 with the polynomial 04C11DB7, the highest bit first. */
const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let i = 0; i < 8; i += 1) value = (value << 1) ^ (value < 0 ? 0x04c11db7 : 0);
  return value;
});

function checksum(bytes: Uint8Array, from: number, to: number): number {
  let crc = -1;
  for (let at = from; at < to; at += 1) {
    crc = (crc << 8) ^ (CRC[((crc >>> 24) ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  }
  return ~crc >>> 0;
}
