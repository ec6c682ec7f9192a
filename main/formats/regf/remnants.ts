import { BASE_BLOCK_SIZE } from './base-block.ts';
import { eachCell } from './cell-scan.ts';
import { NO_CELL } from './cells.ts';
import type { HiveImage } from './hive-image.ts';
import {
  isKeyNode,
  keyFlags,
  keyLastWrite,
  keyName,
  keyNodeLength,
  keyParent,
  keySubkeyCount,
  keyValueCount,
} from './key-node.ts';
import { isKeyValue, isResident, keyValueLength, valueDataOffset, valueSize } from './key-value.ts';

/** File offsets of the places where a cell's size field was, ascending. */
export interface Remnants {
  readonly keys: readonly number[];
  readonly values: ReadonlySet<number>;
  /** True when the limit was reached and the rest of the file was not searched. */
  readonly cut: boolean;
}

/** 1990-01-01 and 2100-01-01 as FILETIME: keys of real hosts were written between them. */
const FIRST_TIME = 122_753_664_000_000_000n;
const LAST_TIME = 157_469_184_000_000_000n;
/** Flags that Windows does not write to a disk: volatile, hive exit (msuhanov, "Key node", "Flags"). */
const IMPOSSIBLE_FLAGS = 0x0c03;
const VK = 0x6b76;
const NK = 0x6b6e;

/**
 * Key nodes and values that lie in free cells, whole. Free neighbours are joined into one cell (msuhanov,
 * "Unallocated cell"), so every free cell is searched in steps of four bytes, not only its start. `which`: values are
 * left out where only keys are wanted.
 */
export function findRemnants(image: HiveImage, which: 'all' | 'keys', limit: number): Remnants {
  const keys: number[] = [];
  const values = new Set<number>();
  const withValues = which === 'all';
  const { words } = image;
  const search = (start: number, end: number): void => {
    for (let at = start; at + 8 <= end && keys.length + values.size < limit; at += 4) {
      // Cells begin at multiples of eight (`eachCell`), so that a word of the image holds the signature.
      const found = (words[(at + 4) >> 2] as number) & 0xffff;
      if (found === NK && isPlausibleKey(image, at, end)) keys.push(at);
      else if (withValues && found === VK && isPlausibleValue(image, at, end)) values.add(at);
    }
  };
  eachCell(image, 'free', search, () => {});
  return { keys, values, cut: keys.length + values.size >= limit };
}

function isPlausibleKey(image: HiveImage, at: number, end: number): boolean {
  if (!isKeyNode(image, at) || at + keyNodeLength(image, at) > end) return false;
  if ((keyFlags(image, at) & IMPOSSIBLE_FLAGS) !== 0) return false;
  const written = keyLastWrite(image, at);
  if (written < FIRST_TIME || written > LAST_TIME) return false;
  const capacity = image.length / 4;
  if (keySubkeyCount(image, at) > capacity || keyValueCount(image, at) > capacity) return false;
  return isCellOffset(image, keyParent(image, at)) && keyName(image, at) !== '';
}

function isPlausibleValue(image: HiveImage, at: number, end: number): boolean {
  if (!isKeyValue(image, at) || at + keyValueLength(image, at) > end) return false;
  const size = valueSize(image, at);
  if (isResident(image, at)) return size <= 4;
  const data = valueDataOffset(image, at);
  return size === 0
    ? data === NO_CELL || isCellOffset(image, data)
    : size < image.length && isCellOffset(image, data);
}

function isCellOffset(image: HiveImage, relative: number): boolean {
  return (relative & 7) === 0 && relative >= 32 && BASE_BLOCK_SIZE + relative + 8 <= image.length;
}
