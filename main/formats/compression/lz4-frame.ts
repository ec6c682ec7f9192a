import type { ByteCursor } from '../byte-cursor.ts';
import { ParseError } from '../parse-error.ts';
import { checkStatedSize, eachFrame } from './frames.ts';
import type { GrowingOutput } from './growing-output.ts';
import { unpackLz4Sequences } from './lz4-block.ts';

const WHAT = 'LZ4 frame';
const MAGIC = 0x184d2204;
/** Bytes of a block by its id, 4 to 7 ("LZ4 Frame Format Description", "BD byte"). */
const BLOCK_SIZES: Readonly<Record<number, number>> = { 4: 2 ** 16, 5: 2 ** 18, 6: 2 ** 20, 7: 2 ** 22 };

/**
 * Unpacks LZ4 frames one after the other ("LZ4 Frame Format Description" 1.6): independent blocks and such as refer to those before.
 * Checksums (xxHash) are not checked, frames that need a dictionary are refused. Throws `ParseError`; what was unpacked before it stands
 * in `output`.
 */
export function unpackLz4Frames(bytes: Uint8Array, output: GrowingOutput): void {
  eachFrame(bytes, WHAT, MAGIC, (cursor) => unpackFrame(cursor, output));
}

function unpackFrame(cursor: ByteCursor, output: GrowingOutput): void {
  const start = cursor.position - 4;
  const flags = cursor.u8(WHAT);
  const maxBlock = BLOCK_SIZES[(cursor.u8(WHAT) >> 4) & 7];
  if (flags >> 6 !== 1 || maxBlock === undefined) throw new ParseError(WHAT, start, 'has unknown flags');
  if ((flags & 1) !== 0) throw new ParseError(WHAT, start, 'needs a dictionary');
  const stated = (flags & 8) === 0 ? null : Number(cursor.u64(WHAT));
  cursor.skip(1, WHAT);
  const before = output.length;
  for (;;) {
    const position = cursor.position;
    const size = cursor.u32('LZ4 block');
    if (size === 0) break;
    const length = size % 2 ** 31;
    if (length > maxBlock)
      throw new ParseError('LZ4 block', position, `${length} bytes, at most ${maxBlock}`);
    const block = cursor.slice(length, 'LZ4 block');
    const from = output.length;
    if (size >= 2 ** 31) output.append(block, position);
    else unpackLz4Sequences(block, output);
    if (output.length - from > maxBlock) {
      throw new ParseError('LZ4 block', position, `unpacks to more than ${maxBlock} bytes`);
    }
    if ((flags & 0x10) !== 0) cursor.skip(4, 'LZ4 block');
  }
  if ((flags & 4) !== 0) cursor.skip(4, WHAT);
  checkStatedSize(WHAT, start, stated, output.length - before);
}
