import { BASE_BLOCK_SIZE } from './base-block.ts';
import {
  CELL_HEADER,
  cellDataLength,
  hex,
  isAllocated,
  signature,
  signatureAt,
  signatureText,
} from './cells.ts';
import type { HiveImage } from './hive-image.ts';
import { decodeName, storedNameIs } from './names.ts';

/**
 * Key node (`nk`; msuhanov, "Key node"). Functions take the file offset of the *cell*; the record starts four bytes
 * later. Callers make sure with `isKeyNode` that a node is there. Nothing is copied: fields are read when asked for.
 */
const NK = signature('nk');
/** Bytes of the record before its name. */
const FIXED = 76;
const KEY_HIVE_ENTRY = 0x0004;
const KEY_COMP_NAME = 0x0020;
const KEY_PREDEF_HANDLE = 0x0040;

const FLAGS = CELL_HEADER + 2;
const LAST_WRITTEN = CELL_HEADER + 4;
const PARENT = CELL_HEADER + 16;
const SUBKEY_COUNT = CELL_HEADER + 20;
const SUBKEY_LIST = CELL_HEADER + 28;
const VALUE_COUNT = CELL_HEADER + 36;
const VALUE_LIST = CELL_HEADER + 40;
const SECURITY = CELL_HEADER + 44;
const CLASS_NAME = CELL_HEADER + 48;
const NAME_LENGTH = CELL_HEADER + 72;
const CLASS_LENGTH = CELL_HEADER + 74;
const NAME = CELL_HEADER + FIXED;

/** True when the bytes at `cell` are a key node whose name lies inside the file. The cell's size is not looked at. */
export function isKeyNode(image: HiveImage, cell: number): boolean {
  return (
    cell >= BASE_BLOCK_SIZE &&
    cell + NAME <= image.length &&
    signatureAt(image, cell) === NK &&
    cell + NAME + image.view.getUint16(cell + NAME_LENGTH, true) <= image.length
  );
}

/**
 * True when the bytes at `cell` are a key node that names `parent` (a file offset) and of which `checkKeyNode` has nothing to
 * say, as nearly all are: found with as few reads and calls as can be, because walking a hive asks this of every key.
 */
export function isSoundKeyNode(image: HiveImage, cell: number, parent: number): boolean {
  const { words } = image;
  const size = -(words[cell >> 2] as number);
  // The other half of the word is the length of the class name.
  const nameLength = (words[(cell + NAME_LENGTH) >> 2] as number) & 0xffff;
  return (
    ((words[(cell + CELL_HEADER) >> 2] as number) & 0xffff) === NK &&
    (words[(cell + PARENT) >> 2] as number) === parent - BASE_BLOCK_SIZE &&
    nameLength !== 0 &&
    NAME + nameLength <= size &&
    cell + size <= image.length
  );
}

/** Bytes from the cell's start to the end of the name. */
export function keyNodeLength(image: HiveImage, cell: number): number {
  return NAME + image.view.getUint16(cell + NAME_LENGTH, true);
}

/** Reports what is odd about a node that is in use all the same: a free cell, a size too small for it, no name. */
export function checkKeyNode(image: HiveImage, cell: number): void {
  const room = cellDataLength(image, cell) + CELL_HEADER;
  if (room < keyNodeLength(image, cell)) {
    image.report('cell-size', cell, 'key node', `the cell's size does not hold the node that is in it`);
  }
  if (!isAllocated(image, cell)) {
    image.report('cell-free', cell, 'key node', 'is in use but its cell is marked as free');
  }
  if (image.view.getUint16(cell + NAME_LENGTH, true) === 0) {
    image.report('key-name', cell, 'key node', 'has no name');
  }
}

export function keyLastWrite(image: HiveImage, cell: number): bigint {
  return image.view.getBigUint64(cell + LAST_WRITTEN, true);
}

export function keyFlags(image: HiveImage, cell: number): number {
  return image.view.getUint16(cell + FLAGS, true);
}

export function isHiveEntry(image: HiveImage, cell: number): boolean {
  return (keyFlags(image, cell) & KEY_HIVE_ENTRY) !== 0;
}

/** Offset of the parent from the start of the hive bins data; has no meaning for the root. */
export function keyParent(image: HiveImage, cell: number): number {
  return image.view.getUint32(cell + PARENT, true);
}

export function keySubkeyCount(image: HiveImage, cell: number): number {
  return (image.words[(cell + SUBKEY_COUNT) >> 2] as number) >>> 0;
}

export function keySubkeyList(image: HiveImage, cell: number): number {
  return (image.words[(cell + SUBKEY_LIST) >> 2] as number) >>> 0;
}

/** 0 for a predefined handle, which keeps a handle in the field. */
export function keyValueCount(image: HiveImage, cell: number): number {
  if ((keyFlags(image, cell) & KEY_PREDEF_HANDLE) !== 0) return 0;
  return (image.words[(cell + VALUE_COUNT) >> 2] as number) >>> 0;
}

export function keyValueList(image: HiveImage, cell: number): number {
  return (image.words[(cell + VALUE_LIST) >> 2] as number) >>> 0;
}

export function keySecurity(image: HiveImage, cell: number): number {
  return image.view.getUint32(cell + SECURITY, true);
}

/** Offset of the class name's cell from the start of the hive bins data, and its length in bytes. */
export function keyClass(
  image: HiveImage,
  cell: number,
): { readonly offset: number; readonly length: number } {
  const { view } = image;
  return {
    offset: view.getUint32(cell + CLASS_NAME, true),
    length: view.getUint16(cell + CLASS_LENGTH, true),
  };
}

export function keyName(image: HiveImage, cell: number): string {
  const length = image.view.getUint16(cell + NAME_LENGTH, true);
  return decodeName(image.bytes, cell + NAME, length, (keyFlags(image, cell) & KEY_COMP_NAME) !== 0);
}

export function keyNameIs(image: HiveImage, cell: number, name: string): boolean {
  const length = image.view.getUint16(cell + NAME_LENGTH, true);
  const compressed = (keyFlags(image, cell) & KEY_COMP_NAME) !== 0;
  return storedNameIs(image.bytes, cell + NAME, length, compressed, name);
}

/**
 * What is left of the name where a key node of the parent at file offset `parent` was and its signature is gone; `?` and the
 * offset when the rest of the node is gone as well.
 */
export function lostName(image: HiveImage, cell: number, parent: number): string {
  const room = cellDataLength(image, cell) + CELL_HEADER;
  const isLeft =
    room > NAME &&
    keyParent(image, cell) === parent - BASE_BLOCK_SIZE &&
    keyNodeLength(image, cell) <= room &&
    keyNodeLength(image, cell) > NAME;
  return isLeft ? keyName(image, cell) : `?${hex(cell)}`;
}

/** Why something that should be a key node is none. */
export function whyNoKeyNode(image: HiveImage, cell: number): string {
  const found = signatureText(image, cell);
  if (found !== 'nk') return `"nk" expected, ${JSON.stringify(found)} found`;
  return `the node at ${hex(cell)} leaves the file`;
}
