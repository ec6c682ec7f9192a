import { ParseError } from '../../../main/formats/parse-error.ts';
import type { RegistryKey } from '../../../main/formats/registry-tree.ts';

/** Reads everything a key offers, then its subkeys, at most `limit` keys; returns the keys. Lets ParseError of data pass. */
export function walkAll(root: RegistryKey | null, limit = 100_000): RegistryKey[] {
  const found: RegistryKey[] = [];
  const open = root === null ? [] : [root];
  for (let key = open.pop(); key !== undefined && found.length < limit; key = open.pop()) {
    found.push(key);
    void [key.name, key.path, key.lastWrite, key.className, key.fromLog, key.security()];
    readValues(key);
    const subkeys = key.subkeys();
    for (let index = subkeys.length - 1; index >= 0; index -= 1) open.push(subkeys[index] as RegistryKey);
  }
  return found;
}

export function readValues(key: RegistryKey): number {
  let bytes = 0;
  for (const value of key.values()) {
    void [value.name, value.type, value.size, value.fromLog];
    try {
      bytes += value.data().length;
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
    }
  }
  return bytes;
}
