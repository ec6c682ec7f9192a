import type { RegistryKey } from '../../formats/registry-tree.ts';

const known = new WeakMap<RegistryKey, Map<string, RegistryKey | null>>();

/**
 * The key at a path below `root`, each part of a path looked up once for a root: rows of a table share most of theirs,
 * and some keys on the way have hundreds of subkeys. Paths are spelled alike in all calls.
 */
export function keyAtPath(root: RegistryKey, path: string): RegistryKey | undefined {
  if (path === '') return root;
  let keys = known.get(root);
  if (keys === undefined) {
    keys = new Map();
    known.set(root, keys);
  }
  let key = keys.get(path);
  if (key === undefined) {
    const cut = path.lastIndexOf('\\');
    const parent = keyAtPath(root, cut === -1 ? '' : path.slice(0, cut));
    key = parent?.subkey(path.slice(cut + 1)) ?? null;
    keys.set(path, key);
  }
  return key ?? undefined;
}
