import { ParseError } from '../parse-error.ts';

/** A finite-state-entropy decoding table (RFC 8878, section 4.1.1): by state the symbol, and how the next state is found. */
export interface FseTable {
  readonly log: number;
  readonly symbols: Uint8Array;
  readonly bits: Uint8Array;
  readonly bases: Uint16Array;
}

const WHAT = 'FSE table';

/** A table with one state, which reads no bits: the mode "RLE". */
export function singleSymbolTable(symbol: number): FseTable {
  return { log: 0, symbols: Uint8Array.of(symbol), bits: new Uint8Array(1), bases: new Uint16Array(1) };
}

/** A table of `counts`, one a symbol, -1 for "less than one"; their sizes add up to `1 << log`. */
export function buildFseTable(counts: readonly number[], log: number, offset = 0): FseTable {
  const size = 1 << log;
  const symbols = new Uint8Array(size);
  const next = counts.map((count) => (count === -1 ? 1 : count));
  let high = size;
  let sum = 0;
  counts.forEach((count, symbol) => {
    sum += Math.abs(count);
    if (count === -1 && high > 0) {
      high -= 1;
      symbols[high] = symbol;
    }
  });
  if (sum !== size) throw new ParseError(WHAT, offset, `counts add up to ${sum}, not ${size}`);
  const step = (size >> 1) + (size >> 3) + 3;
  let position = 0;
  counts.forEach((count, symbol) => {
    for (let i = 0; i < count; i += 1) {
      symbols[position] = symbol;
      do position = (position + step) & (size - 1);
      while (position >= high);
    }
  });
  const bits = new Uint8Array(size);
  const bases = new Uint16Array(size);
  for (let state = 0; state < size; state += 1) {
    const symbol = symbols[state] as number;
    const value = next[symbol] as number;
    next[symbol] = value + 1;
    const count = log - (31 - Math.clz32(value));
    bits[state] = count;
    bases[state] = (value << count) - size;
  }
  return { log, symbols, bits, bases };
}

/**
 * Reads a table description of `bytes` from `start` on (section 4.1.1). `end` is the first offset after it.
 * Throws `ParseError`.
 */
export function readFseTable(
  bytes: Uint8Array,
  start: number,
  limits: { readonly log: number; readonly symbols: number },
): { table: FseTable; end: number } {
  let position = start * 8;
  const peek = (count: number) => {
    const at = position >>> 3;
    const word = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);
    return (word >>> (position & 7)) & ((1 << count) - 1);
  };
  const log = peek(4) + 5;
  position += 4;
  if (log > limits.log) throw new ParseError(WHAT, start, `accuracy ${log} is more than ${limits.log}`);
  let remaining = 1 << log;
  const counts: number[] = [];
  while (remaining > 0) {
    if (counts.length >= limits.symbols || position > bytes.length * 8) {
      throw new ParseError(WHAT, start, 'does not end');
    }
    const width = 32 - Math.clz32(remaining + 1);
    const mask = (1 << (width - 1)) - 1;
    const threshold = (1 << width) - 2 - remaining;
    let value = peek(width);
    if ((value & mask) < threshold) {
      value &= mask;
      position += width - 1;
    } else {
      if (value > mask) value -= threshold;
      position += width;
    }
    counts.push(value - 1);
    remaining -= Math.abs(value - 1);
    if (value !== 1) continue;
    for (let repeat = 3; repeat === 3 && counts.length < limits.symbols; ) {
      repeat = peek(2);
      position += 2;
      for (let i = 0; i < repeat; i += 1) counts.push(0);
    }
  }
  if (counts.length > limits.symbols) throw new ParseError(WHAT, start, 'has too many symbols');
  const end = (position + 7) >>> 3;
  if (end > bytes.length) throw new ParseError(WHAT, start, 'is cut short');
  return { table: buildFseTable(counts, log, start), end };
}
