import { MAX_KEY_DEPTH, MAX_RECOVERED } from '../../../shared/limits.ts';
import type { RegistryKey, RegistryValue } from '../registry-tree.ts';
import { CELL_HEADER, cellAt } from './cells.ts';
import { DeletedKey } from './deleted-key.ts';
import type { HiveKey } from './hive-key.ts';
import type { HiveTree } from './hive-tree.ts';
import { HiveValue } from './hive-value.ts';
import type { KeyChains } from './key-chain.ts';
import { keyParent } from './key-node.ts';
import { findRemnants } from './remnants.ts';
import { valueList } from './value-list.ts';

/** Elements behind the end of one value list that are looked at. */
const MAX_SLACK = 1_024;

export interface RecoveredValue {
  readonly value: RegistryValue;
  /** The key that still exists and whose value list has a remnant that names the value; null when none has. */
  readonly key: RegistryKey | null;
}

/** What deletion left in free cells. Any of it may be stale or partly overwritten. */
export interface HiveRecovery {
  /**
   * Deleted keys, by file offset. Their values and subkeys are read from remnants. Their path begins with `?` when
   * nothing is left of the parent.
   */
  readonly keys: readonly RegistryKey[];
  /** Deleted values that are not among those of a deleted key, by file offset. */
  readonly values: readonly RecoveredValue[];
  /** True when there was more than `MAX_RECOVERED`. */
  readonly cut: boolean;
}

/** Searches every free cell (msuhanov, "Unallocated cell") for key nodes and values; reads the whole file. */
export function recoverDeleted(tree: HiveTree, chains: KeyChains): HiveRecovery {
  const remnants = findRemnants(tree.image, 'all', MAX_RECOVERED);
  const keys = deletedKeys(tree, chains, remnants.keys);
  const known = new Set<number>();
  for (const key of keys) {
    for (const value of key.values()) known.add(value.offset);
  }
  const owners = formerOwners(tree, chains, remnants.values);
  const values: RecoveredValue[] = [];
  for (const cell of remnants.values) {
    if (known.has(cell)) continue;
    values.push({ value: new HiveValue(tree.image, cell, true), key: owners.get(cell) ?? null });
  }
  return { keys, values, cut: remnants.cut };
}

/** The keys of `recoverDeleted` alone: whose values lie elsewhere in free cells is a search of its own. */
export function recoverDeletedKeys(tree: HiveTree, chains: KeyChains): readonly RegistryKey[] {
  const remnants = findRemnants(tree.image, 'keys', MAX_RECOVERED);
  if (remnants.cut) {
    const what = `more than ${MAX_RECOVERED} deleted keys, the rest was not looked at`;
    tree.image.report('limit-reached', 0, 'free cells', what);
  }
  return deletedKeys(tree, chains, remnants.keys);
}

function deletedKeys(tree: HiveTree, chains: KeyChains, offsets: readonly number[]): DeletedKey[] {
  const pending = new Set(offsets);
  const made = new Map<number, DeletedKey>();
  const make = (offset: number, depth: number): DeletedKey => {
    const existing = made.get(offset);
    if (existing !== undefined) return existing;
    // Taken out before its parent is looked for, so that nodes that name each other end with no parent.
    pending.delete(offset);
    const parentAt = cellAt(tree.image, keyParent(tree.image, offset));
    const isRemnant = made.has(parentAt) || (pending.has(parentAt) && depth < MAX_KEY_DEPTH);
    const parent: HiveKey | null = isRemnant ? make(parentAt, depth + 1) : chains.keyAt(parentAt);
    const key = new DeletedKey(tree, offset, parent);
    made.set(offset, key);
    return key;
  };
  return offsets.map((offset) => make(offset, 0));
}

/** Removing a value moves the rest of the list up and leaves the last element behind the new end. */
function formerOwners(
  tree: HiveTree,
  chains: KeyChains,
  values: ReadonlySet<number>,
): Map<number, RegistryKey> {
  const owners = new Map<number, RegistryKey>();
  if (values.size === 0) return owners;
  for (const cell of tree.index.all) {
    const list = valueList(tree.image, cell, true);
    if (list === null) continue;
    const end = Math.min(list.room, list.count + MAX_SLACK);
    for (let index = list.count; index < end; index += 1) {
      const element = tree.image.view.getUint32(list.cell + CELL_HEADER + 4 * index, true);
      const value = cellAt(tree.image, element);
      const key = values.has(value) && !owners.has(value) ? chains.keyAt(cell) : null;
      if (key !== null) owners.set(value, key);
    }
  }
  return owners;
}
