import { BASE_BLOCK_SIZE } from './base-block.ts';
import { signature } from './cells.ts';
import { BIN_HEADER_SIZE, eachBin } from './hive-bin.ts';
import type { HiveImage } from './hive-image.ts';
import { isHiveEntry, isKeyNode, keyParent } from './key-node.ts';

const NK = signature('nk');

/**
 * Calls `visit` for every free or every allocated cell of every bin, one after the other as their sizes say (msuhanov,
 * "Cell"), and `gap` for every stretch where sizes cannot be followed: no bin header, or a size that is zero, not aligned
 * or leaves its bin.
 */
export function eachCell(
  image: HiveImage,
  which: 'free' | 'allocated',
  visit: (start: number, end: number) => void,
  gap: (start: number, end: number) => void,
): void {
  // This loop sees every cell of a hive, hundreds of thousands: it calls nothing for those that are not wanted.
  const { words } = image;
  const allocated = which === 'allocated';
  eachBin(image, (start, size, valid) => {
    const end = start + size;
    if (!valid) {
      gap(start, end);
      return;
    }
    let at = start + BIN_HEADER_SIZE;
    while (at + 8 <= end) {
      const raw = words[at >> 2] as number;
      const length = raw < 0 ? -raw : raw;
      if (length < 8 || (length & 7) !== 0 || at + length > end) {
        gap(at, end);
        return;
      }
      if (raw < 0 === allocated) visit(at, at + length);
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
      'allocated',
      (start) => {
        if (view.getUint16(start + 4, true) === NK) add(start);
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
