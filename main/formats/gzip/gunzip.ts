import { constants, gunzipSync } from 'node:zlib';
import { ParseError } from '../parse-error.ts';

export interface Unpacked {
  readonly bytes: Uint8Array;
  /** Why this is not all: the file is cut short or damaged; null for a whole file. */
  readonly problem: string | null;
}

const MAGIC = [0x1f, 0x8b, 0x08];
/** A damaged file is tried again in ever smaller parts, down to steps of this many bytes. */
const STEP = 4096;
/** 10 bytes of header and 8 of checksum and size (RFC 1952, 2.3). */
const SMALLEST = 18;

export function isGzip(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, index) => bytes[index] === byte);
}

/**
 * Unpacks gzip (RFC 1952), several members one after another included. What stands before damage or a cut is kept and `problem`
 * says so. Throws ParseError for what is no gzip, and for more than `limit` bytes of content, of which no more are made.
 */
export function gunzip(bytes: Uint8Array, limit: number): Unpacked {
  if (!isGzip(bytes)) throw new ParseError('gzip header', 0, 'no signature 1F 8B 08');
  const whole = attempt(bytes, limit, constants.Z_FINISH);
  if (typeof whole !== 'string') return { bytes: whole, problem: null };
  if (bytes.length < SMALLEST) throw new ParseError('gzip file', bytes.length, 'ends inside its header');
  const problem = whole;
  // A part is readable when what damages it stands behind it: the longest such part is searched by halving.
  let good = 0;
  let bad = bytes.length + 1;
  let best: Uint8Array = new Uint8Array();
  while (bad - good > (bad > bytes.length ? 0 : STEP)) {
    const middle = bad > bytes.length ? bytes.length : good + ((bad - good) >> 1);
    const part = attempt(bytes.subarray(0, middle), limit, constants.Z_SYNC_FLUSH);
    if (typeof part === 'string') bad = middle;
    else {
      good = middle;
      best = part;
      if (middle === bytes.length) break;
    }
  }
  return { bytes: best, problem };
}

/** The content, or why there is none. */
function attempt(bytes: Uint8Array, limit: number, finishFlush: number): Uint8Array | string {
  try {
    const out = gunzipSync(bytes, { maxOutputLength: limit, finishFlush });
    return new Uint8Array(out.buffer, out.byteOffset, out.length);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ERR_BUFFER_TOO_LARGE') {
      throw new ParseError('gzip content', 0, `is more than ${limit} bytes`);
    }
    if (code === 'Z_BUF_ERROR') return 'the file is cut short';
    if (typeof code === 'string' && code.startsWith('Z_')) {
      return `the compressed data are damaged (${error instanceof Error ? error.message : code})`;
    }
    throw error;
  }
}
