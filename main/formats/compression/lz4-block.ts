import { ParseError } from '../parse-error.ts';
import { GrowingOutput } from './growing-output.ts';
import { MAX_UNPACKED } from './limits.ts';

const WHAT = 'LZ4 block';
/** A match is at least this long ("LZ4 Block Format Description", section "Compressed block format"). */
const MIN_MATCH = 4;

/**
 * Unpacks one LZ4 block ("LZ4 Block Format Description": sequences of a token, literals, a 16-bit distance and a match).
 * `size` is what it must unpack to: the block itself does not say. Throws `ParseError`, offsets in `bytes`.
 */
export function unpackLz4Block(bytes: Uint8Array, size: number, limit = MAX_UNPACKED): Uint8Array {
  if (size > limit) throw new ParseError(WHAT, 0, `states ${size} bytes, the limit is ${limit}`);
  const output = new GrowingOutput(WHAT, size, Math.min(size, limit));
  const position = unpackLz4Sequences(bytes, output);
  if (output.length !== size) {
    throw new ParseError(WHAT, position, `unpacks to ${output.length} bytes, ${size} are stated`);
  }
  return output.result();
}

/** The sequences of one block, which may refer to what is in `output` already; gives where they end. Throws `ParseError`. */
export function unpackLz4Sequences(bytes: Uint8Array, output: GrowingOutput): number {
  let position = 0;
  const byte = () => {
    const value = bytes[position];
    if (value === undefined) throw new ParseError(WHAT, position, 'ends within a sequence');
    position += 1;
    return value;
  };
  /** Lengths of 15 go on in further bytes until one is not 255. */
  const length = (start: number) => {
    let total = start;
    if (start !== 15) return total;
    for (let more = 255; more === 255; total += more) more = byte();
    return total;
  };
  while (position < bytes.length) {
    const token = byte();
    const literals = length(token >> 4);
    if (literals > bytes.length - position) {
      throw new ParseError(WHAT, position, `${literals} literals do not fit`);
    }
    output.append(bytes.subarray(position, position + literals), position);
    position += literals;
    // The last sequence has literals only.
    if (position === bytes.length) break;
    const distance = byte() | (byte() << 8);
    output.copyBack(distance, length(token & 15) + MIN_MATCH, position);
  }
  return position;
}
