import { ParseError } from '../parse-error.ts';
import { readFseTable } from './fse-table.ts';
import { ReverseBits } from './reverse-bits.ts';

/** A Huffman decoding table (RFC 8878, section 4.2): by the next `log` bits the symbol and how many bits it takes. */
export interface HuffmanTable {
  readonly log: number;
  readonly symbols: Uint8Array;
  readonly bits: Uint8Array;
}

const WHAT = 'zstd Huffman table';
const MAX_LOG = 11;
const MAX_WEIGHTS = 255;

/** Reads a tree description (section 4.2.1); `end` is the first offset after it. Throws `ParseError`. */
export function readHuffmanTable(bytes: Uint8Array, start: number): { table: HuffmanTable; end: number } {
  const header = bytes[start];
  if (header === undefined) throw new ParseError(WHAT, start, 'is missing');
  const size = header < 128 ? header : (header - 126) >> 1;
  const end = start + 1 + size;
  if (end > bytes.length) throw new ParseError(WHAT, start, `needs ${size} bytes`);
  const weights =
    header < 128 ? packedWeights(bytes, start + 1, end) : plainWeights(bytes, start + 1, header - 127);
  return { table: buildTable(weights, start), end };
}

function plainWeights(bytes: Uint8Array, start: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => {
    const pair = bytes[start + (i >> 1)] as number;
    return i % 2 === 0 ? pair >> 4 : pair & 15;
  });
}

/** Section 4.2.1.2: two states take turns until the bits are used up. */
function packedWeights(bytes: Uint8Array, start: number, end: number): number[] {
  const { table, end: streamStart } = readFseTable(bytes.subarray(0, end), start, { log: 6, symbols: 256 });
  const stream = new ReverseBits(bytes, streamStart, end);
  const states = [stream.read(table.log), stream.read(table.log)];
  if (stream.left < 0) throw new ParseError(WHAT, start, 'is cut short');
  const weights: number[] = [];
  for (let turn = 0; ; turn ^= 1) {
    const state = states[turn] as number;
    weights.push(table.symbols[state] as number);
    if (weights.length >= MAX_WEIGHTS) throw new ParseError(WHAT, start, 'has too many weights');
    states[turn] = (table.bases[state] as number) + stream.read(table.bits[state] as number);
    if (stream.left < 0) {
      weights.push(table.symbols[states[turn ^ 1] as number] as number);
      return weights;
    }
  }
}

function buildTable(weights: readonly number[], offset: number): HuffmanTable {
  let sum = 0;
  for (const weight of weights) {
    if (weight > MAX_LOG) throw new ParseError(WHAT, offset, `weight ${weight}`);
    if (weight > 0) sum += 1 << (weight - 1);
  }
  const log = 32 - Math.clz32(sum);
  const rest = (1 << log) - sum;
  // The last weight is not stored: it fills up to a power of two.
  if (sum === 0 || log > MAX_LOG || (rest & (rest - 1)) !== 0) {
    throw new ParseError(WHAT, offset, `weights add up to ${sum}`);
  }
  const all = [...weights, 32 - Math.clz32(rest)];
  const symbols = new Uint8Array(1 << log);
  const bits = new Uint8Array(1 << log);
  let position = 0;
  for (let weight = 1; weight <= log; weight += 1) {
    for (let symbol = 0; symbol < all.length; symbol += 1) {
      if (all[symbol] !== weight) continue;
      const to = position + (1 << (weight - 1));
      symbols.fill(symbol, position, to);
      bits.fill(log + 1 - weight, position, to);
      position = to;
    }
  }
  return { log, symbols, bits };
}

/** Decodes one stream, `start` to `end` of `bytes`, into the whole of `into` (section 4.2.2). Throws `ParseError`. */
export function unpackHuffman(
  table: HuffmanTable,
  bytes: Uint8Array,
  start: number,
  end: number,
  into: Uint8Array,
): void {
  const stream = new ReverseBits(bytes, start, end);
  const { log, symbols, bits } = table;
  for (let i = 0; i < into.length; i += 1) {
    const code = stream.peek(log);
    into[i] = symbols[code] as number;
    stream.left -= bits[code] as number;
  }
  if (stream.left !== 0) throw new ParseError('zstd literals', start, 'do not end with their bits');
}
