import { ParseError } from '../parse-error.ts';
import { MAX_ZSTD_BLOCK } from './limits.ts';
import { type HuffmanTable, readHuffmanTable, unpackHuffman } from './zstd-huffman.ts';

const WHAT = 'zstd literals';
/** Bits of each of the two sizes, by size format, of compressed literals. */
const SIZE_BITS = [10, 10, 14, 18] as const;

export interface ZstdLiterals {
  readonly bytes: Uint8Array;
  /** For the following blocks that use the same. */
  readonly table: HuffmanTable | null;
  readonly end: number;
}

/** Reads the literals section of a block (RFC 8878, section 3.1.1.3.1), all of whose bytes `block` is. Throws `ParseError`. */
export function readZstdLiterals(block: Uint8Array, previous: HuffmanTable | null): ZstdLiterals {
  const first = block[0];
  if (first === undefined) throw new ParseError(WHAT, 0, 'are missing');
  const type = first & 3;
  const format = (first >> 2) & 3;
  return type < 2
    ? plainLiterals(block, type, format, previous)
    : packedLiterals(block, type === 3, format, previous);
}

function little(block: Uint8Array, length: number): number {
  if (block.length < length) throw new ParseError(WHAT, 0, 'are cut short');
  let value = 0;
  for (let i = length - 1; i >= 0; i -= 1) value = value * 256 + (block[i] as number);
  return value;
}

function plainLiterals(
  block: Uint8Array,
  type: number,
  format: number,
  previous: HuffmanTable | null,
): ZstdLiterals {
  const header = format === 1 ? 2 : format === 3 ? 3 : 1;
  const size = Math.floor(little(block, header) / (header === 1 ? 8 : 16));
  const end = header + (type === 0 ? size : 1);
  if (size > MAX_ZSTD_BLOCK || end > block.length) throw new ParseError(WHAT, 0, `${size} do not fit`);
  const bytes = type === 0 ? block.subarray(header, end) : new Uint8Array(size).fill(block[header] as number);
  return { bytes, table: previous, end };
}

function packedLiterals(
  block: Uint8Array,
  treeless: boolean,
  format: number,
  previous: HuffmanTable | null,
): ZstdLiterals {
  const width = SIZE_BITS[format] as number;
  const header = (4 + 2 * width) >> 3;
  const sizes = Math.floor(little(block, header) / 16);
  const size = sizes % 2 ** width;
  const end = header + Math.floor(sizes / 2 ** width);
  if (size > MAX_ZSTD_BLOCK || end > block.length) throw new ParseError(WHAT, 0, `${size} do not fit`);
  const packed = block.subarray(0, end);
  let table = previous;
  let start = header;
  if (!treeless) ({ table, end: start } = readHuffmanTable(packed, header));
  if (table === null) throw new ParseError(WHAT, 0, 'refer to a Huffman table that was never given');
  const bytes = new Uint8Array(size);
  if (format === 0) {
    unpackHuffman(table, packed, start, end, bytes);
    return { bytes, table, end };
  }
  // Four streams: the sizes of the first three stand before them.
  const part = (size + 3) >> 2;
  let from = start + 6;
  if (from > end || part * 3 > size) throw new ParseError(WHAT, start, 'have no room for four streams');
  for (let i = 0; i < 4; i += 1) {
    const length = (packed[start + i * 2] as number) | ((packed[start + i * 2 + 1] as number) << 8);
    const to = i === 3 ? end : from + length;
    if (to > end) throw new ParseError(WHAT, start, 'have a stream beyond their end');
    unpackHuffman(table, packed, from, to, bytes.subarray(part * i, i === 3 ? size : part * (i + 1)));
    from = to;
  }
  return { bytes, table, end };
}
