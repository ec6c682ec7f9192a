import { MAX_KEY_DEPTH } from '../../../shared/limits.ts';
import { cellAt, isAllocated } from './cells.ts';
import { HiveKey } from './hive-key.ts';
import type { HiveTree } from './hive-tree.ts';
import { isKeyNode, keyParent } from './key-node.ts';

/** Finds the place of nodes by the parents they name, without any list. Keeps what it found. */
export class KeyChains {
  readonly #tree: HiveTree;
  readonly #known = new Map<number, HiveKey | null>();

  constructor(tree: HiveTree, root: HiveKey | null) {
    this.#tree = tree;
    if (root !== null) this.#known.set(root.offset, root);
  }

  /**
   * The allocated key node in the cell at file offset `cell`, with all its parents; null when its chain of parents
   * does not reach the root: a node is missing, free, part of a cycle, or the chain is too long.
   */
  keyAt(cell: number): HiveKey | null {
    const chain: number[] = [];
    let at = cell;
    let key = this.#known.get(at);
    while (key === undefined && chain.length < MAX_KEY_DEPTH) {
      const { image } = this.#tree;
      if (!isKeyNode(image, at) || !isAllocated(image, at)) break;
      chain.push(at);
      // A node met twice in one chain is a cycle: it leads nowhere.
      this.#known.set(at, null);
      at = cellAt(image, keyParent(image, at));
      key = this.#known.get(at);
    }
    let result: HiveKey | null = key ?? null;
    for (const offset of chain.reverse()) {
      if (result !== null) result = new HiveKey(this.#tree, offset, result);
      this.#known.set(offset, result);
    }
    return result;
  }
}
