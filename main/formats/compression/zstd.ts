import { ByteCursor } from '../byte-cursor.ts';
import { ParseError } from '../parse-error.ts';
import { checkStatedSize, eachFrame } from './frames.ts';
import { GrowingOutput } from './growing-output.ts';
import { MAX_UNPACKED, MAX_ZSTD_BLOCK } from './limits.ts';
import type { HuffmanTable } from './zstd-huffman.ts';
import { readZstdLiterals } from './zstd-literals.ts';
import { runZstdSequences, type SequenceState } from './zstd-sequences.ts';

const WHAT = 'zstd frame';
const MAGIC = 0xfd2fb528;

/**
 * Unpacks zstd frames (RFC 8878). Our own, because the decoders on npm trust their input: twenty hostile bytes can keep them busy
 * for minutes, and Node 20 has none. Frames that need a dictionary are refused; the optional checksum (xxHash) is not checked.
 * Throws `ParseError`, also where the bytes unpack to more than `limit`.
 */
export function unpackZstd(bytes: Uint8Array, limit = MAX_UNPACKED): Uint8Array {
  const output = new GrowingOutput(WHAT, statedSize(bytes), limit);
  unpackZstdFrames(bytes, output);
  return output.result();
}

/** The same; what was unpacked before a `ParseError` stands in `output`. */
export function unpackZstdFrames(bytes: Uint8Array, output: GrowingOutput): void {
  eachFrame(bytes, WHAT, MAGIC, (cursor) => unpackFrame(cursor, output));
}

/** What the first frame says it holds, or 0: only a hint for the first allocation. */
function statedSize(bytes: Uint8Array): number {
  try {
    const cursor = new ByteCursor(bytes, 4);
    return readHeader(cursor).size ?? 0;
  } catch {
    return 0;
  }
}

/** Section 3.1.1.1, after the magic. */
function readHeader(cursor: ByteCursor): { size: number | null; checksum: boolean } {
  const start = cursor.position;
  const descriptor = cursor.u8(WHAT);
  const single = (descriptor & 0x20) !== 0;
  if ((descriptor & 8) !== 0) throw new ParseError(WHAT, start, 'uses a reserved bit');
  if (!single) cursor.skip(1, WHAT);
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] as number;
  for (let i = 0; i < dictionaryBytes; i += 1) {
    if (cursor.u8(WHAT) !== 0) throw new ParseError(WHAT, start, 'needs a dictionary');
  }
  const form = descriptor >> 6;
  let size: number | null = null;
  if (form === 0) size = single ? cursor.u8(WHAT) : null;
  else if (form === 1) size = cursor.u16(WHAT) + 256;
  else size = form === 2 ? cursor.u32(WHAT) : Number(cursor.u64(WHAT));
  return { size, checksum: (descriptor & 4) !== 0 };
}

function unpackFrame(cursor: ByteCursor, output: GrowingOutput): void {
  const start = cursor.position - 4;
  const { size, checksum } = readHeader(cursor);
  const before = output.length;
  const state: SequenceState = { tables: [], distances: [1, 4, 8] };
  let huffman: HuffmanTable | null = null;
  for (let last = false; !last; ) {
    const position = cursor.position;
    const header = cursor.u8('zstd block') | (cursor.u16('zstd block') << 8);
    last = (header & 1) !== 0;
    const type = (header >> 1) & 3;
    const length = header >>> 3;
    if (type === 3 || length > MAX_ZSTD_BLOCK) throw new ParseError('zstd block', position, 'is invalid');
    if (type === 0) output.append(cursor.slice(length, 'zstd block'), position);
    else if (type === 1) {
      output.reserve(length, position);
      output.bytes.fill(cursor.u8('zstd block'), output.length, output.length + length);
      output.length += length;
    } else {
      const block = cursor.slice(length, 'zstd block');
      const literals = readZstdLiterals(block, huffman);
      huffman = literals.table;
      runZstdSequences(block, literals.end, literals.bytes, state, output);
    }
  }
  if (checksum) cursor.skip(4, WHAT);
  checkStatedSize(WHAT, start, size, output.length - before);
}
