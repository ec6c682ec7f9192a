import { MAX_KEY_DEPTH } from '../../../shared/limits.ts';
import type { RegistryKey } from '../registry-tree.ts';
import { utf16 } from '../registry-value.ts';
import { CELL_HEADER, cellAt, cellDataLength, hex } from './cells.ts';
import type { HiveTree } from './hive-tree.ts';
import { HiveValue } from './hive-value.ts';
import {
  keyClass,
  keyLastWrite,
  keyName,
  keyNameIs,
  keyNodeLength,
  keySecurity,
  keySubkeyCount,
  keyValueCount,
} from './key-node.ts';
import { valueNameIs } from './key-value.ts';
import { type ValueList, valueAt, valueList } from './value-list.ts';

/** A key in a hive; everything but its place is read when asked for. */
export class HiveKey implements RegistryKey {
  /** Bytes from the start of the hive file to the key's cell. */
  readonly offset: number;
  readonly deleted: boolean = false;
  protected readonly tree: HiveTree;
  protected readonly parent: HiveKey | null;
  /** Keys between this one and the root; the root has 0. */
  protected readonly depth: number;
  #name: string | null = null;
  #path: string | null = null;

  constructor(tree: HiveTree, offset: number, parent: HiveKey | null) {
    this.tree = tree;
    this.offset = offset;
    this.parent = parent;
    this.depth = parent === null ? 0 : parent.depth + 1;
  }

  get name(): string {
    this.#name ??= keyName(this.tree.image, this.offset);
    return this.#name;
  }

  get path(): string {
    this.#path ??= this.buildPath();
    return this.#path;
  }

  get lastWrite(): bigint {
    return keyLastWrite(this.tree.image, this.offset);
  }

  get fromLog(): boolean {
    const { image } = this.tree;
    return (
      image.changed !== null && image.fromLog(this.offset, this.offset + keyNodeLength(image, this.offset))
    );
  }

  get className(): string | null {
    const { image } = this.tree;
    const { offset, length } = keyClass(image, this.offset);
    if (length === 0) return null;
    const cell = cellAt(image, offset);
    if (cell === -1 || cellDataLength(image, cell) < length) {
      image.report('class-name', this.offset, 'class name', `no cell with ${length} bytes at ${hex(offset)}`);
      return null;
    }
    return utf16(image.slice(cell + CELL_HEADER, length));
  }

  /** A number that the file has no room for says nothing: a key node takes 80 bytes and more. */
  get statedSubkeys(): number {
    const { image } = this.tree;
    const stated = keySubkeyCount(image, this.offset);
    return stated > image.length >> 6 ? 0 : stated;
  }

  /** Read anew at every call: a tree that kept what it showed would hold a whole hive in memory after a walk. */
  subkeys(): readonly HiveKey[] {
    if (this.#isTooDeep()) return [];
    const cells = this.tree.subkeys(this.offset);
    const keys: HiveKey[] = [];
    for (let index = 0; index < cells.length; index += 1) {
      keys.push(openKey(this.tree, cells[index] as number, this));
    }
    return keys;
  }

  subkey(name: string): HiveKey | undefined {
    if (this.deleted) return this.subkeys().find((key) => key.isNamed(name));
    if (this.#isTooDeep()) return undefined;
    const found = this.tree.find(this.offset, name);
    if (found !== -1) return openKey(this.tree, found, this);
    // Damage, or somebody who hides a key from Windows, may leave a key that its parent's list does not lead to.
    const hidden = this.tree.findByName(this.offset, name);
    if (hidden === -1) return undefined;
    const what = 'the hash, hint or list of its parent does not lead to it';
    this.tree.image.report('wrong-hash', hidden, 'key node', what);
    return openKey(this.tree, hidden, this);
  }

  descendant(path: string): RegistryKey | undefined {
    let key: RegistryKey | undefined = this;
    for (const name of path.split('\\')) {
      if (name !== '') key = key?.subkey(name);
    }
    return key;
  }

  /** Read anew at every call, as `subkeys`. */
  values(): readonly HiveValue[] {
    const { image } = this.tree;
    const values: HiveValue[] = [];
    const list = this.#valueList();
    for (let index = 0; list !== null && index < list.count; index += 1) {
      const cell = valueAt(image, list, index, this.deleted);
      if (cell !== -1) values.push(new HiveValue(image, cell, this.deleted));
      else if (image.isExhausted) break;
    }
    return values;
  }

  value(name: string): HiveValue | undefined {
    const { image } = this.tree;
    const list = this.#valueList();
    for (let index = 0; list !== null && index < list.count; index += 1) {
      const cell = valueAt(image, list, index, this.deleted);
      if (cell === -1 && image.isExhausted) break;
      if (cell !== -1 && valueNameIs(image, cell, name)) return new HiveValue(image, cell, this.deleted);
    }
    return undefined;
  }

  security(): Uint8Array | null {
    return this.tree.security(keySecurity(this.tree.image, this.offset), this.offset);
  }

  /** True when the key has this name, without regard to case and without decoding it. */
  isNamed(name: string): boolean {
    return keyNameIs(this.tree.image, this.offset, name);
  }

  protected buildPath(): string {
    if (this.parent === null) return '';
    const isBelowRoot = this.parent.parent === null && !this.parent.deleted;
    return isBelowRoot ? this.name : `${this.parent.path}\\${this.name}`;
  }

  #isTooDeep(): boolean {
    if (this.depth < MAX_KEY_DEPTH) return false;
    this.tree.image.report(
      'limit-reached',
      this.offset,
      'key node',
      `is ${this.depth} keys deep, none below is read`,
    );
    return true;
  }

  #valueList(): ValueList | null {
    const { image } = this.tree;
    if (keyValueCount(image, this.offset) === 0) return null;
    const list = valueList(image, this.offset, this.deleted);
    if (list === null || this.deleted) return list;
    return this.tree.ownsValueList(list.cell, list.count, this.offset) ? list : null;
  }
}

/** The key in the cell at file offset `cell`, whose place is under `parent`. */
export function openKey(tree: HiveTree, cell: number, parent: HiveKey | null): HiveKey {
  const lost = tree.lostName(cell);
  return lost === undefined ? new HiveKey(tree, cell, parent) : new LostKey(tree, cell, parent, lost);
}

const NOTHING: readonly HiveValue[] = [];

/** A key whose node is destroyed: it holds together the subkeys that name it as their parent, and nothing else is known of it. */
class LostKey extends HiveKey {
  readonly #lostName: string;

  constructor(tree: HiveTree, offset: number, parent: HiveKey | null, name: string) {
    super(tree, offset, parent);
    this.#lostName = name;
  }

  override get name(): string {
    return this.#lostName;
  }

  override get lastWrite(): bigint {
    return 0n;
  }

  override get fromLog(): boolean {
    return false;
  }

  override get className(): null {
    return null;
  }

  override get statedSubkeys(): number {
    return 0;
  }

  override values(): readonly HiveValue[] {
    return NOTHING;
  }

  override value(): undefined {
    return undefined;
  }

  override security(): null {
    return null;
  }

  override isNamed(name: string): boolean {
    return this.#lostName.toUpperCase() === name.toUpperCase();
  }
}
