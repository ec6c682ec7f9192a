import { MAX_SUBKEYS } from '../../../shared/limits.ts';
import { BASE_BLOCK_SIZE } from './base-block.ts';
import { KeyNodeIndex } from './cell-scan.ts';
import { cellAt, hex, NO_CELL } from './cells.ts';
import type { HiveImage } from './hive-image.ts';
import {
  checkKeyNode,
  isKeyNode,
  isSoundKeyNode,
  keyNameIs,
  keyParent,
  keySubkeyCount,
  keySubkeyList,
  lostName,
  whyNoKeyNode,
} from './key-node.ts';
import { nameHash } from './names.ts';
import { securityDescriptor } from './security-cell.ts';
import { mayBeNamed, type SubkeyLeaf, subkeyLeaves } from './subkey-list.ts';

/** Lists of more values than this belong to one key only, so that shared lists cannot multiply a walk's work. */
export const SHARED_VALUE_LIST_MAX = 1_024;

/**
 * Which key node lies under which. Every node has one place at most: under the parent it names, or, when that parent
 * does not list it, under the first key that does. So a walk is finite and linear, whatever lists point to.
 * All offsets are those of cells in the file.
 */
export class HiveTree {
  readonly image: HiveImage;
  /** -1 when no root was found. */
  readonly root: number;
  /** Places where a key node was that other nodes name as their parent, each with what is left of its name. */
  readonly #lost = new Map<number, string>();
  /** Nodes whose place is not what they or the lists say: node to the parent they were given. */
  readonly #adopted = new Map<number, number>();
  readonly #security = new Map<number, Uint8Array | null>();
  readonly #longValueLists = new Map<number, number>();
  /** One bit for every place a cell can be, to see duplicates within one list; all zero between calls. */
  #listed: Uint8Array | null = null;
  #index: KeyNodeIndex | null = null;

  constructor(image: HiveImage, rootCell: number) {
    this.image = image;
    const stated = cellAt(image, rootCell);
    if (isKeyNode(image, stated)) {
      this.root = stated;
      checkKeyNode(image, stated);
    } else {
      image.report('root-cell', BASE_BLOCK_SIZE + rootCell, 'base block', `no key node at ${hex(rootCell)}`);
      const entry = this.index.entry;
      this.root = entry === -1 && this.#lose(stated, '') ? stated : entry;
    }
  }

  /** What is left of the name of a key whose node is destroyed while its subkeys are there; undefined for any other. */
  lostName(cell: number): string | undefined {
    return this.#lost.size === 0 ? undefined : this.#lost.get(cell);
  }

  /** Built when first needed: only damaged hives and the search for remnants need it. */
  get index(): KeyNodeIndex {
    this.#index ??= new KeyNodeIndex(this.image);
    return this.#index;
  }

  /** Subkeys of the key at `key` in list order, then those that only the scan of cells finds. */
  subkeys(key: number): number[] {
    const { image } = this;
    if (this.#lost.has(key)) return this.#subkeysOfLost(key);
    const stated = keySubkeyCount(image, key);
    const relative = keySubkeyList(image, key);
    if (relative === NO_CELL && stated === 0) return [];
    const found: number[] = [];
    this.#listed ??= new Uint8Array((image.length >> 6) + 1);
    const listed = this.#listed;
    const leaves = relative === NO_CELL ? [] : subkeyLeaves(image, relative, key);
    for (let index = 0; index < leaves.length; index += 1) {
      const leaf = leaves[index] as SubkeyLeaf;
      const end = leaf.start + leaf.count * leaf.stride;
      for (let element = leaf.start; element < end; element += leaf.stride) {
        const child = this.#accept(element, key);
        if (child === -1) {
          if (image.isExhausted) break;
          continue;
        }
        const bit = 1 << ((child >> 3) & 7);
        if (((listed[child >> 6] as number) & bit) !== 0) {
          image.report('list-repeated', element, 'subkey list', `names the key at ${hex(child)} again`);
          image.reject(key);
          continue;
        }
        listed[child >> 6] = (listed[child >> 6] as number) | bit;
        found.push(child);
      }
      if (found.length >= MAX_SUBKEYS) break;
    }
    if (found.length < stated) this.#addUnlisted(key, found, listed);
    for (let index = 0; index < found.length; index += 1) listed[(found[index] as number) >> 6] = 0;
    if (found.length !== stated) {
      const code = found.length < stated ? 'subkeys-missing' : 'subkey-count';
      image.report(code, key, 'key node', `states ${stated} subkeys, ${found.length} were found`);
    }
    return found;
  }

  /** A direct subkey through the hints and hashes of its parent's list; -1 when these do not lead to it. */
  find(key: number, name: string): number {
    const { image } = this;
    if (this.#lost.has(key)) return -1;
    const relative = keySubkeyList(image, key);
    if (relative === NO_CELL) return -1;
    const hash = nameHash(name);
    for (const leaf of subkeyLeaves(image, relative, key)) {
      const end = leaf.start + leaf.count * leaf.stride;
      for (let element = leaf.start; element < end; element += leaf.stride) {
        if (!mayBeNamed(image, leaf, element, name, hash)) continue;
        const child = cellAt(image, image.view.getUint32(element, true));
        if (!isKeyNode(image, child) || !keyNameIs(image, child, name)) continue;
        if (this.#accept(element, key) !== -1) return child;
      }
    }
    return -1;
  }

  /** A subkey by the names that the nodes themselves hold; -1 when there is none. */
  findByName(key: number, name: string): number {
    const cells = this.subkeys(key);
    const wanted = name.toUpperCase();
    for (let index = 0; index < cells.length; index += 1) {
      const cell = cells[index] as number;
      const lost = this.lostName(cell);
      if (lost === undefined ? keyNameIs(this.image, cell, name) : lost.toUpperCase() === wanted) return cell;
    }
    return -1;
  }

  security(relative: number, key: number): Uint8Array | null {
    const known = this.#security.get(relative);
    if (known !== undefined) return known;
    const descriptor = securityDescriptor(this.image, relative, key);
    this.#security.set(relative, descriptor);
    return descriptor;
  }

  /** False (and reported) when the long value list at `list` is already another key's. */
  ownsValueList(list: number, count: number, key: number): boolean {
    if (count <= SHARED_VALUE_LIST_MAX) return true;
    const owner = this.#longValueLists.get(list);
    if (owner === undefined) this.#longValueLists.set(list, key);
    if (owner === undefined || owner === key) return true;
    this.image.report('value-list-shared', key, 'key values list', `belongs to the key at ${hex(owner)}`);
    return false;
  }

  /** The node that the list element at `element` names, if it is one and its place is under `key`; else -1. */
  #accept(element: number, key: number): number {
    const { image } = this;
    const relative = (image.words[element >> 2] as number) >>> 0;
    const child = cellAt(image, relative);
    if (child === -1) {
      image.report('cell-outside', element, 'subkey list', `no cell can be at ${hex(relative)}`);
      return this.#reject(key);
    }
    if (child !== this.root && isSoundKeyNode(image, child, key)) return child;
    if (!isKeyNode(image, child)) {
      if (this.#loseUnder(child, key)) return child;
      image.report('wrong-signature', child, 'key node', whyNoKeyNode(image, child));
      return this.#reject(key);
    }
    if (child === this.root) {
      image.report('key-cycle', element, 'subkey list', 'names the root of the hive');
      return this.#reject(key);
    }
    if (keyParent(image, child) !== key - BASE_BLOCK_SIZE && !this.#adopt(child, key))
      return this.#reject(key);
    checkKeyNode(image, child);
    return child;
  }

  #reject(key: number): -1 {
    this.image.reject(key);
    return -1;
  }

  /** Whether the list of `key` names a place where a node was that is destroyed while its subkeys are there. */
  #loseUnder(cell: number, key: number): boolean {
    const known = this.#adopted.get(cell);
    if (known !== undefined) return known === key;
    if (this.image.isExhausted || !this.#lose(cell, lostName(this.image, cell, key))) return false;
    this.#adopted.set(cell, key);
    return true;
  }

  #lose(cell: number, name: string): boolean {
    const subkeys = cell === -1 ? 0 : this.index.childrenOf(cell).length;
    if (subkeys === 0) return false;
    this.#lost.set(cell, name);
    const what = `${whyNoKeyNode(this.image, cell)}; ${subkeys} keys name it as their parent, its values are lost`;
    this.image.report('key-lost', cell, 'key node', what);
    return true;
  }

  #subkeysOfLost(key: number): number[] {
    const found: number[] = [];
    this.#listed ??= new Uint8Array((this.image.length >> 6) + 1);
    this.#addUnlisted(key, found, this.#listed);
    return found;
  }

  /** Whether a node that names another parent may stay under `key`. */
  #adopt(child: number, key: number): boolean {
    const stated = keyParent(this.image, child);
    this.image.report(
      'wrong-parent',
      child,
      'key node',
      `lies under ${hex(key)}, names ${hex(stated)} as its parent`,
    );
    const known = this.#adopted.get(child);
    if (known !== undefined) return known === key;
    const parent = cellAt(this.image, stated);
    if (isKeyNode(this.image, parent) && this.#lists(parent, child)) return false;
    this.#adopted.set(child, key);
    return true;
  }

  #lists(parent: number, child: number): boolean {
    const { view } = this.image;
    const relative = keySubkeyList(this.image, parent);
    if (relative === NO_CELL) return false;
    // With no work left to look, the key stays where nothing is doubtful: under the parent it names.
    if (this.image.isExhausted) return true;
    for (const leaf of subkeyLeaves(this.image, relative, parent)) {
      // Reading an element costs less than rejecting one.
      this.image.reject(parent, 1 + (leaf.count >> 4));
      for (let index = 0; index < leaf.count; index += 1) {
        const element = leaf.start + index * leaf.stride;
        if (view.getUint32(element, true) + BASE_BLOCK_SIZE === child) return true;
      }
    }
    return false;
  }

  #addUnlisted(key: number, found: number[], listed: Uint8Array): void {
    for (const child of this.index.childrenOf(key)) {
      if (((listed[child >> 6] as number) & (1 << ((child >> 3) & 7))) !== 0 || child === this.root) continue;
      const place = this.#adopted.get(child);
      if (place !== undefined && place !== key) continue;
      this.#adopted.set(child, key);
      checkKeyNode(this.image, child);
      found.push(child);
    }
  }
}
