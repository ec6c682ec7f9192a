import { ParseError } from '../parse-error.ts';
import { CELL_HEADER, cellAt, cellDataLength, hex, signature, signatureAt } from './cells.ts';
import type { HiveImage } from './hive-image.ts';

/** Big data (`db`; msuhanov, "Big data"): values that do not fit into one cell. */
const DB = signature('db');
/** Bytes of data in every segment but the last; what is longer is big data from minor version 4 on. */
export const SEGMENT_SIZE = 16_344;

const SEGMENT_COUNT = CELL_HEADER + 2;
const SEGMENT_LIST = CELL_HEADER + 4;
const RECORD_LENGTH = 8;

export function isBigData(image: HiveImage, cell: number): boolean {
  return cellDataLength(image, cell) >= RECORD_LENGTH && signatureAt(image, cell) === DB;
}

/**
 * The `length` bytes that the `db` record in the cell at file offset `cell` describes, joined into one array.
 * Throws ParseError when the segments are too few, used twice, outside the file or shorter than their share.
 */
export function bigData(image: HiveImage, cell: number, length: number): Uint8Array {
  const segments = bigDataSegments(image, cell, length);
  const joined = new Uint8Array(length);
  let done = 0;
  for (const segment of segments) {
    const take = Math.min(SEGMENT_SIZE, length - done);
    joined.set(image.slice(segment + CELL_HEADER, take), done);
    done += take;
  }
  return joined;
}

/** File offsets of the segments' cells, all checked; nothing is allocated from `length`. */
export function bigDataSegments(image: HiveImage, cell: number, length: number): number[] {
  const needed = Math.ceil(length / SEGMENT_SIZE);
  const count = image.view.getUint16(cell + SEGMENT_COUNT, true);
  if (count < needed) {
    throw new ParseError('big data', cell, `${length} bytes need ${needed} segments, it states ${count}`);
  }
  const listOffset = image.view.getUint32(cell + SEGMENT_LIST, true);
  const list = cellAt(image, listOffset);
  if (list === -1 || cellDataLength(image, list) < 4 * needed) {
    throw new ParseError('big data', cell, `no list of ${needed} segments at ${hex(listOffset)}`);
  }
  const segments = new Set<number>();
  for (let index = 0; index < needed; index += 1) {
    const relative = image.view.getUint32(list + CELL_HEADER + 4 * index, true);
    const segment = cellAt(image, relative);
    const share = Math.min(SEGMENT_SIZE, length - index * SEGMENT_SIZE);
    if (segment === -1 || cellDataLength(image, segment) < share) {
      throw new ParseError('big data segment', list, `${share} bytes expected at ${hex(relative)}`);
    }
    if (segments.has(segment)) throw new ParseError('big data segment', segment, 'is used twice');
    segments.add(segment);
  }
  return [...segments];
}
