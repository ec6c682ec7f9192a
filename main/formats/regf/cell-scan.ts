import { BASE_BLOCK_SIZE } from './base-block.ts';
import { signature } from './cells.ts';
import { BIN_HEADER_SIZE, eachBin } from './hive-bin.ts';
import type { HiveImage } from './hive-image.ts';
import { isHiveEntry, isKeyNode, keyParent } from './key-node.ts';

const NK = signature('nk');

/**
 * Calls `cell` for every cell of every bin, one after the other as their sizes say (msuhanov, "Cell"), and `gap` for
 * every stretch where sizes cannot be followed: no bin header, or a size that is zero, not aligned or leaves its bin.
 */
export function eachCell(
  image: HiveImage,
  cell: (start: number, size: number, allocated: boolean) => void,
  gap: (start: number, end: number) => void,
): void {
  // Kept in a constant, as it is read millions of times.
  const { view } = image;
  eachBin(image, (start, size, valid) => {
    const end = start + size;
    if (!valid) {
      gap(start, end);
      return;
    }
    let at = start + BIN_HEADER_SIZE;
    while (at + 8 <= end) {
      const raw = view.getInt32(at, true);
      const length = Math.abs(raw);
      if (length < 8 || (length & 7) !== 0 || at + length > end) {
        gap(at, end);
        return;
      }
      cell(at, length, raw < 0);
      at += length;
    }
  });
}

/**
 * Every allocated key node of the file, found without any list: by the offset (from the start of the hive bins data)
 * of the parent it names, each as file offset of its cell, ascending. Where cells cannot be followed from one to the
 * next, every place where a cell could begin is looked at.
 */
export class KeyNodeIndex {
  readonly all: number[] = [];
  readonly #byParent = new Map<number, number[]>();
  /** First node marked as root of the hive; -1 when there is none. */
  entry = -1;

  constructor(image: HiveImage) {
    const { view } = image;
    const add = (at: number): void => {
      if (!isKeyNode(image, at)) return;
      this.all.push(at);
      if (this.entry === -1 && isHiveEntry(image, at)) this.entry = at;
      const parent = keyParent(image, at);
      const siblings = this.#byParent.get(parent);
      if (siblings === undefined) this.#byParent.set(parent, [at]);
      else siblings.push(at);
    };
    eachCell(
      image,
      (start, _size, allocated) => {
        if (allocated) add(start);
      },
      (start, end) => {
        for (let at = start; at + 8 <= end; at += 8) {
          if (view.getUint16(at + 4, true) === NK && view.getInt32(at, true) < 0) add(at);
        }
      },
    );
  }

  /** Nodes that name the node at file offset `parent` as their parent. */
  childrenOf(parent: number): readonly number[] {
    return this.#byParent.get(parent - BASE_BLOCK_SIZE) ?? [];
  }
}
