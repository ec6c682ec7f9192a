import { ByteCursor } from '../byte-cursor.ts';
import { ParseError } from '../parse-error.ts';

/** 0x184D2A50 to 0x184D2A5F: frames to skip, the same of zstd (RFC 8878, section 3.1.2) and of LZ4 ("LZ4 Frame Format Description"). */
const SKIPPABLE = 0x184d2a5;

/**
 * Reads frames one after the other, at least one: `frame` those that begin with `magic`, with the cursor behind it. Throws `ParseError`
 * where neither such a frame nor one to skip begins.
 */
export function eachFrame(
  bytes: Uint8Array,
  what: string,
  magic: number,
  frame: (cursor: ByteCursor) => void,
): void {
  const cursor = new ByteCursor(bytes);
  do {
    const found = cursor.u32(what);
    if (found >>> 4 === SKIPPABLE) cursor.skip(cursor.u32(what), what);
    else if (found === magic) frame(cursor);
    else throw new ParseError(what, cursor.position - 4, 'does not begin as one');
  } while (cursor.remaining > 0);
}

/** Throws `ParseError` where a frame that begins at `start` made other than what it states; null: it states nothing. */
export function checkStatedSize(what: string, start: number, stated: number | null, made: number): void {
  if (stated !== null && made !== stated) {
    throw new ParseError(what, start, `unpacks to ${made} bytes, ${stated} are stated`);
  }
}
