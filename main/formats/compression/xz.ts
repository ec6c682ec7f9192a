import { ByteCursor } from '../byte-cursor.ts';
import { ParseError } from '../parse-error.ts';
import { GrowingOutput } from './growing-output.ts';
import { MAX_UNPACKED } from './limits.ts';
import { LzmaDecoder } from './lzma-decoder.ts';

const WHAT = 'XZ stream';
const MAGIC = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00];
const LZMA2 = 0x21;
const FOOTER_SIZE = 12;
/** Bytes of a check by its id ("The .xz File Format", section 2.1.1.2). */
const CHECK_SIZES = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64] as const;

/**
 * Unpacks one .xz stream ("The .xz File Format" 1.1): blocks with the LZMA2 filter alone, as journals have. Our own, because the
 * packages on npm are asynchronous, native or unbounded. Checks and the index are not verified: whoever changes evidence changes
 * them too. Throws `ParseError`, also where the bytes unpack to more than `limit`.
 */
export function unpackXz(bytes: Uint8Array, limit = MAX_UNPACKED): Uint8Array {
  const output = new GrowingOutput(WHAT, bytes.length * 4, limit);
  unpackStream(new ByteCursor(bytes), output);
  return output.result();
}

/**
 * Unpacks a whole .xz file: streams one after the other, each with its index and footer, and padding in fours (section 2). What was
 * unpacked before a `ParseError` stands in `output`.
 */
export function unpackXzFile(bytes: Uint8Array, output: GrowingOutput): void {
  const cursor = new ByteCursor(bytes);
  do {
    const indexStart = unpackStream(cursor, output);
    skipIndex(cursor, indexStart);
    while (cursor.remaining >= 4 && isPadding(bytes, cursor.position)) cursor.skip(4, WHAT);
  } while (cursor.remaining > 0);
}

/** From the magic to the index indicator, whose offset it gives. */
function unpackStream(cursor: ByteCursor, output: GrowingOutput): number {
  const begin = cursor.position;
  const magic = cursor.slice(MAGIC.length, WHAT);
  if (!MAGIC.every((value, i) => magic[i] === value))
    throw new ParseError(WHAT, begin, 'does not begin as one');
  if (cursor.u8(WHAT) !== 0) throw new ParseError(WHAT, begin + 6, 'has unknown flags');
  const check = cursor.u8(WHAT);
  const checkSize = CHECK_SIZES[check];
  if (checkSize === undefined) throw new ParseError(WHAT, begin + 7, 'has unknown flags');
  cursor.skip(4, WHAT);
  // A block header's size is never zero: that byte begins the index.
  for (;;) {
    const start = cursor.position;
    const size = cursor.u8('XZ block');
    if (size === 0) return start;
    readBlockHeader(cursor, start, (size + 1) * 4);
    unpackLzma2(cursor, output);
    cursor.skip((4 - ((cursor.position - start) % 4)) % 4, 'XZ block');
    cursor.skip(checkSize, 'XZ block');
  }
}

function isPadding(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0 && bytes[at + 1] === 0 && bytes[at + 2] === 0 && bytes[at + 3] === 0;
}

/** Sections 4 and 2.1.2: two integers for each block, padding, a CRC32, and twelve bytes of footer. */
function skipIndex(cursor: ByteCursor, start: number): void {
  const records = readInteger(cursor);
  for (let i = 0; i < records; i += 1) {
    readInteger(cursor);
    readInteger(cursor);
  }
  cursor.skip((4 - ((cursor.position - start) % 4)) % 4, 'XZ index');
  cursor.skip(4 + FOOTER_SIZE, 'XZ index');
}

/** Section 3.1: sizes, if stated, and the filters. Leaves the cursor after the header. */
function readBlockHeader(cursor: ByteCursor, start: number, size: number): void {
  const flags = cursor.u8('XZ block');
  if ((flags & 0x40) !== 0) readInteger(cursor);
  if ((flags & 0x80) !== 0) readInteger(cursor);
  const filter = cursor.u8('XZ block');
  if ((flags & 0x3f) !== 0 || filter !== LZMA2) {
    throw new ParseError(
      'XZ block',
      start,
      `uses filter 0x${filter.toString(16)} or several; only LZMA2 is read`,
    );
  }
  cursor.seek(start + size, 'XZ block');
}

/** Section 1.2: seven bits a byte, at most nine bytes. */
function readInteger(cursor: ByteCursor): number {
  let value = 0;
  for (let i = 0; i < 9; i += 1) {
    const byte = cursor.u8('XZ integer');
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return value;
  }
  throw new ParseError('XZ integer', cursor.position, 'has more than nine bytes');
}

/** Chunks up to the end mark 0 (section 5.3.1; the chunk layout is that of xz-embedded's documentation). */
function unpackLzma2(cursor: ByteCursor, output: GrowingOutput): void {
  const decoder = new LzmaDecoder(output);
  /** What must still be reset before a chunk may do without. */
  let needs: 'dictionary' | 'properties' | 'state' | 'nothing' = 'dictionary';
  for (;;) {
    const start = cursor.position;
    const control = cursor.u8('LZMA2 chunk');
    if (control === 0) return;
    const resetsWindow = control === 1 || control >= 0xe0;
    if (resetsWindow) {
      decoder.resetWindow();
      needs = 'properties';
    } else if (needs === 'dictionary')
      throw new ParseError('LZMA2 chunk', start, 'comes before a dictionary reset');
    if (control < 0x80) {
      if (control > 2) throw new ParseError('LZMA2 chunk', start, `control ${control}`);
      output.append(cursor.slice(bigEndian16(cursor) + 1, 'LZMA2 chunk'), start);
      continue;
    }
    const size = ((control & 0x1f) << 16) + bigEndian16(cursor) + 1;
    const packed = bigEndian16(cursor) + 1;
    if (control >= 0xc0) {
      decoder.setProperties(cursor.u8('LZMA2 chunk'), cursor.position);
      needs = 'state';
    } else if (needs === 'properties')
      throw new ParseError('LZMA2 chunk', start, 'comes before its properties');
    if (control >= 0xa0) {
      decoder.resetState();
      needs = 'nothing';
    } else if (needs !== 'nothing') throw new ParseError('LZMA2 chunk', start, 'comes before a state reset');
    const from = cursor.position;
    cursor.skip(packed, 'LZMA2 chunk');
    decoder.decode(cursor.bytes, from, from + packed, size);
  }
}

function bigEndian16(cursor: ByteCursor): number {
  return cursor.u8('LZMA2 chunk') * 256 + cursor.u8('LZMA2 chunk');
}
