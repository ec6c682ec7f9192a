import { MAX_LOG_LINE } from './limits.ts';

/** One line of a text log. */
export interface TextLine {
  /** From 1. */
  readonly line: number;
  /** Bytes from the start of the (unpacked) file. */
  readonly offset: number;
  /** Without its end; what is no UTF-8 is U+FFFD. */
  readonly text: string;
  /** The line was longer than `MAX_LOG_LINE` bytes: `text` is its beginning. */
  readonly cut: boolean;
}

const NEWLINE = 0x0a;
const RETURN = 0x0d;

/**
 * Lines of a log that comes in chunks of any size; only an unfinished line is kept between them, of which no more than
 * `MAX_LOG_LINE` bytes. Lines end with `\n` or `\r\n`; a last line without end is one. Never throws.
 */
export function* textLines(chunks: Iterable<Uint8Array>): Generator<TextLine> {
  let line = 0;
  let base = 0;
  let held: Uint8Array[] = [];
  let heldLength = 0;
  /** Bytes of the unfinished line, those not kept included. */
  let unfinished = 0;
  for (const chunk of chunks) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    let start = 0;
    for (;;) {
      const end = buffer.indexOf(NEWLINE, start);
      if (end === -1) break;
      line += 1;
      if (unfinished === 0) yield lineOf(buffer, start, end - start, line, base + start);
      else {
        const rest = buffer.subarray(start, Math.min(end, start + MAX_LOG_LINE));
        const whole = Buffer.concat([...held, rest]);
        yield lineOf(whole, 0, unfinished + end - start, line, base + start - unfinished);
        held = [];
        heldLength = 0;
        unfinished = 0;
      }
      start = end + 1;
    }
    if (start < buffer.length) {
      const room = Math.max(0, MAX_LOG_LINE + 1 - heldLength);
      const kept = buffer.subarray(start, Math.min(buffer.length, start + room));
      // A copy: the giver may use its chunk again.
      if (kept.length > 0) held.push(Uint8Array.from(kept));
      heldLength += kept.length;
      unfinished += buffer.length - start;
    }
    base += chunk.length;
  }
  if (unfinished > 0) yield lineOf(Buffer.concat(held), 0, unfinished, line + 1, base - unfinished);
}

/** `length`: bytes of the whole line, of which `buffer` holds at least the first `MAX_LOG_LINE` from `start` on. */
function lineOf(buffer: Buffer, start: number, length: number, line: number, offset: number): TextLine {
  if (length === 0) return { line, offset, text: '', cut: false };
  const cut = length > MAX_LOG_LINE;
  let end = start + (cut ? MAX_LOG_LINE : length);
  if (!cut && buffer[end - 1] === RETURN) end -= 1;
  return { line, offset, text: buffer.toString('utf8', start, end), cut };
}
