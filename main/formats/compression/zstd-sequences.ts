import { ParseError } from '../parse-error.ts';
import { buildFseTable, type FseTable, readFseTable, singleSymbolTable } from './fse-table.ts';
import type { GrowingOutput } from './growing-output.ts';
import { MAX_ZSTD_BLOCK } from './limits.ts';
import { ReverseBits } from './reverse-bits.ts';

const WHAT = 'zstd sequences';

/** Extra bits by code; the base values follow from them (RFC 8878, section 3.1.1.3.2.1.1). */
const LITERAL_BITS = [...zeros(16), 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
const MATCH_BITS = [...zeros(32), 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
const LITERAL_BASES = bases(LITERAL_BITS, 0);
const MATCH_BASES = bases(MATCH_BITS, 3);

/** Which kinds of table there are, in the order in which they are stored, with the default distributions (section 3.1.1.3.2.2). */
const KINDS = [
  {
    shift: 6,
    limits: { log: 9, symbols: 36 },
    defaults: buildFseTable(
      [4, 3, ...times(2, 11), 1, 1, 1, ...times(2, 9), 3, 2, ...times(1, 5), ...times(-1, 4)],
      6,
    ),
  },
  {
    shift: 4,
    limits: { log: 8, symbols: 32 },
    defaults: buildFseTable([...times(1, 6), 2, 2, 2, ...times(1, 15), ...times(-1, 5)], 5),
  },
  {
    shift: 2,
    limits: { log: 9, symbols: 53 },
    defaults: buildFseTable([1, 4, 3, ...times(2, 6), ...times(1, 37), ...times(-1, 7)], 6),
  },
] as const;

/** What a frame's blocks hand on: tables, and the last three distances. */
export interface SequenceState {
  tables: readonly FseTable[];
  distances: [number, number, number];
}

function times(value: number, count: number): number[] {
  return Array.from({ length: count }, () => value);
}

function zeros(count: number): number[] {
  return times(0, count);
}

function bases(bits: readonly number[], first: number): number[] {
  let base = first;
  return bits.map((width) => {
    const value = base;
    base += 1 << width;
    return value;
  });
}

/**
 * Executes the sequences of a block, `start` to the end of `block`, into `output`: literals and matches in turn, then the
 * literals that remain (sections 3.1.1.3.2 and 3.1.1.4). Throws `ParseError`.
 */
export function runZstdSequences(
  block: Uint8Array,
  start: number,
  literals: Uint8Array,
  state: SequenceState,
  output: GrowingOutput,
): void {
  const first = block[start];
  if (first === undefined) throw new ParseError(WHAT, start, 'are missing');
  if (first === 0) {
    output.append(literals, start);
    return;
  }
  const long = first === 255 ? 2 : first > 127 ? 1 : 0;
  const [second = 0, third = 0] = block.subarray(start + 1, start + 1 + long);
  const count =
    long === 2 ? second + third * 256 + 0x7f00 : long === 1 ? (first - 128) * 256 + second : first;
  const at = start + 1 + long;
  const modes = block[at];
  if (modes === undefined || (modes & 3) !== 0) throw new ParseError(WHAT, at, 'have no valid modes');
  const end = readTables(block, at + 1, modes, state);
  const [literalTable, offsetTable, matchTable] = state.tables as readonly [FseTable, FseTable, FseTable];
  const stream = new ReverseBits(block, end, block.length);
  let literalState = stream.read(literalTable.log);
  let offsetState = stream.read(offsetTable.log);
  let matchState = stream.read(matchTable.log);
  const blockStart = output.length;
  let used = 0;
  for (let i = 0; i < count; i += 1) {
    const offsetCode = offsetTable.symbols[offsetState] as number;
    const literalCode = literalTable.symbols[literalState] as number;
    const matchCode = matchTable.symbols[matchState] as number;
    if (offsetCode > 31 || literalCode >= LITERAL_BITS.length || matchCode >= MATCH_BITS.length) {
      throw new ParseError(WHAT, start, 'have an unknown code');
    }
    const value = 2 ** offsetCode + stream.read(offsetCode);
    const match = (MATCH_BASES[matchCode] as number) + stream.read(MATCH_BITS[matchCode] as number);
    const length = (LITERAL_BASES[literalCode] as number) + stream.read(LITERAL_BITS[literalCode] as number);
    if (i + 1 < count) {
      literalState = next(literalTable, literalState, stream);
      matchState = next(matchTable, matchState, stream);
      offsetState = next(offsetTable, offsetState, stream);
    }
    if (stream.left < 0) throw new ParseError(WHAT, start, 'need more bits than there are');
    if (length > literals.length - used)
      throw new ParseError(WHAT, start, 'need more literals than there are');
    if (output.length - blockStart + length + match > MAX_ZSTD_BLOCK) {
      throw new ParseError(WHAT, start, `make more than ${MAX_ZSTD_BLOCK} bytes`);
    }
    output.append(literals.subarray(used, used + length), start);
    used += length;
    output.copyBack(distanceOf(value, length === 0, state), match, start);
  }
  if (stream.left !== 0) throw new ParseError(WHAT, start, 'do not end with their bits');
  output.append(literals.subarray(used), start);
}

function next(table: FseTable, state: number, stream: ReverseBits): number {
  return (table.bases[state] as number) + stream.read(table.bits[state] as number);
}

/** Section 3.1.1.5: 1 to 3 repeat one of the last three distances, shifted where there are no literals. */
function distanceOf(value: number, noLiterals: boolean, state: SequenceState): number {
  const [a, b, c] = state.distances;
  if (value > 3) {
    state.distances = [value - 3, a, b];
    return value - 3;
  }
  const which = value + (noLiterals ? 1 : 0);
  if (which === 1) return a;
  if (which === 2) state.distances = [b, a, c];
  else state.distances = [which === 3 ? c : a - 1, a, b];
  return state.distances[0];
}

/** Reads the three tables as `modes` says and returns the offset after them. */
function readTables(block: Uint8Array, start: number, modes: number, state: SequenceState): number {
  let position = start;
  state.tables = KINDS.map(({ shift, limits, defaults }, kind) => {
    const mode = (modes >> shift) & 3;
    if (mode === 0) return defaults;
    if (mode === 1) {
      const symbol = block[position];
      if (symbol === undefined) throw new ParseError(WHAT, position, 'are cut short');
      position += 1;
      return singleSymbolTable(symbol);
    }
    if (mode === 2) {
      const { table, end } = readFseTable(block, position, limits);
      position = end;
      return table;
    }
    const table = state.tables[kind];
    if (table === undefined) throw new ParseError(WHAT, position, 'refer to a table that was never given');
    return table;
  });
  return position;
}
