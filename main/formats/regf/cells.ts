import { BASE_BLOCK_SIZE } from './base-block.ts';
import type { HiveImage } from './hive-image.ts';

/** An offset that points nowhere (msuhanov, "Base block", note 1). */
export const NO_CELL = 0xffffffff;
/** Bytes of a cell's size field, which counts itself; the smallest cell has 8 bytes. */
export const CELL_HEADER = 4;
const SMALLEST_CELL = 8;

/** Two ASCII letters as the little-endian number that a record starts with. */
export function signature(letters: string): number {
  return letters.charCodeAt(0) | (letters.charCodeAt(1) << 8);
}

/**
 * File offset of the cell at `relative` bytes from the start of the hive bins data; -1 when that is no place a cell
 * can be (outside the file, or not aligned to 8 bytes: msuhanov, "Cell"). Says nothing about what is there.
 */
export function cellAt(image: HiveImage, relative: number): number {
  const offset = relative + BASE_BLOCK_SIZE;
  return (relative & 7) === 0 && offset + SMALLEST_CELL <= image.length ? offset : -1;
}

/** Bytes of data the cell at file offset `cell` holds, without its size field; -1 when its size cannot be true. */
export function cellDataLength(image: HiveImage, cell: number): number {
  const size = Math.abs(image.words[cell >> 2] as number);
  return size >= SMALLEST_CELL && cell + size <= image.length ? size - CELL_HEADER : -1;
}

/** A negative size means allocated. */
export function isAllocated(image: HiveImage, cell: number): boolean {
  return (image.words[cell >> 2] as number) < 0;
}

/** The two letters a cell's data starts with, as `signature` gives them. */
export function signatureAt(image: HiveImage, cell: number): number {
  return (image.words[(cell + CELL_HEADER) >> 2] as number) & 0xffff;
}

/** The same two letters as text, for sentences. */
export function signatureText(image: HiveImage, cell: number): string {
  return image.bytes.toString('latin1', cell + CELL_HEADER, cell + CELL_HEADER + 2);
}

/** `0x1020`, for sentences. */
export function hex(offset: number): string {
  return `0x${offset.toString(16)}`;
}
