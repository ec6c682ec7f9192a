import { alignObject, OBJECT_ENTRY, OBJECT_HEADER, u64 } from './journal-layout.ts';
import type { ObjectReader } from './object-reader.ts';

const ZEROS = Buffer.alloc(4_096);

/**
 * Offsets of entries from `from` on, found by going from object to object by their sizes, for what no entry array lists. Where a
 * header is impossible, or nothing possible follows its object, the next ones are tried at every eighth byte.
 */
export function* scanEntries(objects: ObjectReader, from: number): Generator<number, void> {
  const { file } = objects;
  let offset = alignObject(from);
  while (offset + OBJECT_HEADER <= file.size) {
    const type = objects.plausibleType(offset);
    if (type === 0) {
      offset = nextNonZero(objects, offset);
      continue;
    }
    const size = objects.sizeOf(offset, type);
    if (type === OBJECT_ENTRY && objects.isPlausibleEntry(offset)) yield offset;
    const next = alignObject(offset + size);
    offset = isFollowed(objects, next) ? next : offset + OBJECT_HEADER;
  }
}

/** True where an object ends well: at the end, before unused space, or before another object. */
function isFollowed(objects: ObjectReader, next: number): boolean {
  const window = objects.file.at(next, OBJECT_HEADER);
  if (window === null) return true;
  const at = next - window.start;
  return (u64(window.view, at) === 0 && u64(window.view, at + 8) === 0) || objects.plausibleType(next) !== 0;
}

/** The next multiple of eight after `offset` where something is: unused space is long. */
function nextNonZero(objects: ObjectReader, offset: number): number {
  const { file } = objects;
  let next = offset + 8;
  while (next + 8 <= file.size) {
    const window = file.at(next, 8);
    // What cannot be read is gone over as if it were unused.
    if (window === null) return next + 8;
    const { view, start, bytes } = window;
    const end = bytes.length - 8;
    let at = next - start;
    if (at <= end && view.getUint32(at, true) === 0) at = behindZeros(bytes, at);
    while (at <= end && view.getUint32(at, true) === 0 && view.getUint32(at + 4, true) === 0) at += 8;
    next = start + at;
    if (at <= end) return next;
  }
  return file.size;
}

/** Goes over zeros in large steps, by a comparison of memory; what is left of them is less than a step. */
function behindZeros(bytes: Uint8Array, from: number): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = from;
  while (at + ZEROS.length <= bytes.length && ZEROS.compare(buffer, at, at + ZEROS.length) === 0) {
    at += ZEROS.length;
  }
  return at;
}
