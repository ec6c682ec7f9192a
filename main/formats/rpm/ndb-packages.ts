import { MAX_PACKAGES } from '../../../shared/limits.ts';
import { ParseError } from '../parse-error.ts';

/** rpm's own package store (rpm, lib/backend/ndb/rpmpkg.c); all numbers are little-endian. */
const HEADER_SIZE = 32;
const SLOT_SIZE = 16;
const BLOCK_SIZE = 16;
const SLOT_PAGE = 4_096;
const BLOB_HEAD = 16;
const BLOB_TAIL = 12;
const MAGIC = word('RpmP');
const SLOT_MAGIC = word('Slot');
const BLOB_START = word('BlbS');
const BLOB_END = word('BlbE');
const VERSION = 0;
const MAX_PROBLEMS = 50;

/** True when the bytes begin as `Packages.db` does. */
export function isNdb(bytes: Uint8Array): boolean {
  return bytes.length >= HEADER_SIZE && view(bytes).getUint32(0, true) === MAGIC;
}

/**
 * Every header blob of `Packages.db` in the order of its slots, as views of `bytes`. The Adler-32 of a blob is not checked: rpm's
 * other two databases have none, and the header's own structure is. Throws `ParseError` when the file's header is none; gives the
 * damage of the rest.
 */
export function walkNdb(
  bytes: Uint8Array,
  visit: (packageIndex: number, blob: Uint8Array) => void,
): readonly ParseError[] {
  if (!isNdb(bytes)) throw new ParseError('ndb header', 0, 'has no magic "RpmP"');
  const data = view(bytes);
  if (data.getUint32(4, true) !== VERSION) {
    throw new ParseError('ndb header', 4, `version ${data.getUint32(4, true)} is not known`);
  }
  const problems: ParseError[] = [];
  const report = (offset: number, problem: string) => {
    if (problems.length < MAX_PROBLEMS) problems.push(new ParseError('ndb slot', offset, problem));
  };
  const slotsEnd = data.getUint32(12, true) * SLOT_PAGE;
  if (slotsEnd > bytes.length) report(12, `slots end at ${slotsEnd}, beyond the file`);
  const end = Math.min(slotsEnd, bytes.length - SLOT_SIZE + 1, MAX_PACKAGES * SLOT_SIZE);
  // Slots may not share blobs: what is visited is no more than the file holds.
  let left = bytes.length;
  for (let slot = HEADER_SIZE; slot < end; slot += SLOT_SIZE) {
    const index = data.getUint32(slot + 4, true);
    if (data.getUint32(slot, true) !== SLOT_MAGIC) {
      report(slot, 'has no magic "Slot"');
      continue;
    }
    if (index === 0) continue;
    const start = data.getUint32(slot + 8, true) * BLOCK_SIZE;
    const size = data.getUint32(slot + 12, true) * BLOCK_SIZE;
    if (start < slotsEnd || start + size > bytes.length || size < BLOB_HEAD + BLOB_TAIL) {
      report(slot, `blob of package ${index} lies outside the file`);
      continue;
    }
    left -= size;
    if (left < 0) {
      report(slot, 'blobs overlap; the rest was not read');
      break;
    }
    const length = data.getUint32(start + 12, true);
    const tail = start + size - BLOB_TAIL;
    const whole =
      data.getUint32(start, true) === BLOB_START &&
      data.getUint32(start + 4, true) === index &&
      length <= size - BLOB_HEAD - BLOB_TAIL &&
      data.getUint32(tail + 4, true) === length &&
      data.getUint32(tail + 8, true) === BLOB_END;
    if (whole) visit(index, bytes.subarray(start + BLOB_HEAD, start + BLOB_HEAD + length));
    else report(start, `blob of package ${index} is damaged`);
  }
  return problems;
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function word(text: string): number {
  return Buffer.from(text, 'latin1').readUInt32LE(0);
}
