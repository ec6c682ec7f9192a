import { CELL_HEADER, cellDataLength, isAllocated, signature, signatureAt } from './cells.ts';
import type { HiveImage } from './hive-image.ts';
import { decodeName, storedNameIs } from './names.ts';

/**
 * Key value (`vk`; msuhanov, "Key value"). Functions take the file offset of the cell; callers make sure with
 * `isKeyValue` that a value is there.
 */
const VK = signature('vk');
/** Bytes of the record before its name. */
const FIXED = 20;
const VALUE_COMP_NAME = 0x0001;
/** Set in the size when the data is in the offset field itself ("Data size"). */
const RESIDENT = 0x80000000;

const NAME_LENGTH = CELL_HEADER + 2;
const DATA_SIZE = CELL_HEADER + 4;
const DATA_OFFSET = CELL_HEADER + 8;
const DATA_TYPE = CELL_HEADER + 12;
const FLAGS = CELL_HEADER + 16;
const NAME = CELL_HEADER + FIXED;

/** True when the bytes at `cell` are a value whose name lies inside the file. The cell's size is not looked at. */
export function isKeyValue(image: HiveImage, cell: number): boolean {
  return (
    cell + NAME <= image.length &&
    signatureAt(image, cell) === VK &&
    cell + NAME + image.view.getUint16(cell + NAME_LENGTH, true) <= image.length
  );
}

/**
 * True when the bytes at `cell` are a value of which `checkKeyValue` has nothing to say, as nearly all are: found with as few
 * reads and calls as can be, because walking a hive asks this of every value.
 */
export function isSoundValue(image: HiveImage, cell: number): boolean {
  const { words } = image;
  const size = -(words[cell >> 2] as number);
  const start = words[(cell + CELL_HEADER) >> 2] as number;
  return (
    (start & 0xffff) === VK &&
    NAME + (start >>> 16) <= size &&
    cell + size <= image.length &&
    ((words[(cell + FLAGS) >> 2] as number) & VALUE_COMP_NAME) !== 0
  );
}

/** Bytes from the cell's start to the end of the name. */
export function keyValueLength(image: HiveImage, cell: number): number {
  return NAME + image.view.getUint16(cell + NAME_LENGTH, true);
}

/** Reports what is odd about a value that is in use all the same. */
export function checkKeyValue(image: HiveImage, cell: number): void {
  const room = cellDataLength(image, cell) + CELL_HEADER;
  if (room < keyValueLength(image, cell)) {
    image.report('cell-size', cell, 'key value', `the cell's size does not hold the value that is in it`);
  }
  if (!isAllocated(image, cell)) {
    image.report('cell-free', cell, 'key value', 'is in use but its cell is marked as free');
  }
  if (!isCompressed(image, cell) && (image.view.getUint16(cell + NAME_LENGTH, true) & 1) !== 0) {
    image.report('value-name', cell, 'key value', 'its UTF-16 name has an odd number of bytes');
  }
}

function isCompressed(image: HiveImage, cell: number): boolean {
  return (image.view.getUint16(cell + FLAGS, true) & VALUE_COMP_NAME) !== 0;
}

export function valueName(image: HiveImage, cell: number): string {
  const length = image.view.getUint16(cell + NAME_LENGTH, true);
  return decodeName(image.bytes, cell + NAME, length, isCompressed(image, cell));
}

export function valueNameIs(image: HiveImage, cell: number, name: string): boolean {
  const length = image.view.getUint16(cell + NAME_LENGTH, true);
  return storedNameIs(image.bytes, cell + NAME, length, isCompressed(image, cell), name);
}

export function valueType(image: HiveImage, cell: number): number {
  return (image.words[(cell + DATA_TYPE) >> 2] as number) >>> 0;
}

/** Bytes of data, without the bit that says where they are. */
export function valueSize(image: HiveImage, cell: number): number {
  return (image.words[(cell + DATA_SIZE) >> 2] as number) & ~RESIDENT;
}

export function isResident(image: HiveImage, cell: number): boolean {
  return ((image.words[(cell + DATA_SIZE) >> 2] as number) & RESIDENT) !== 0;
}

/** Offset of the data's cell from the start of the hive bins data; the data itself when it is resident. */
export function valueDataOffset(image: HiveImage, cell: number): number {
  return (image.words[(cell + DATA_OFFSET) >> 2] as number) >>> 0;
}

/** File offset of resident data. */
export function residentDataAt(cell: number): number {
  return cell + DATA_OFFSET;
}
