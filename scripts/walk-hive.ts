import { readFileSync } from 'node:fs';
import { openHive } from '../main/formats/regf/hive.ts';
import type { RegistryKey } from '../main/formats/registry-tree.ts';

/** For `npm run bench`: walks every key and value of a hive, with all data, and prints the counts. */
let keys = 0;
let values = 0;
let bytes = 0;

function walk(key: RegistryKey): void {
  keys += 1;
  for (const value of key.values()) {
    values += 1;
    bytes += value.name.length + value.data().length;
  }
  for (const subkey of key.subkeys()) walk(subkey);
}

const hive = openHive(readFileSync(process.argv[2] ?? ''));
if (hive.root !== null) walk(hive.root);
console.log(`${keys} keys, ${values} values, ${bytes} bytes`);
