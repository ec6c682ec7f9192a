import { readFileSync, writeSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { openHive } from '../main/formats/regf/hive.ts';
import type { RegistryKey } from '../main/formats/registry-tree.ts';

/** For `npm run bench`: walks every key and value of a hive, with all data, and prints the counts. */
let keys = 0;
let values = 0;
let bytes = 0;

function walk(key: RegistryKey): void {
  keys += 1;
  const own = key.values();
  for (let at = 0; at < own.length; at += 1) {
    const value = own[at];
    if (value === undefined) continue;
    values += 1;
    bytes += value.name.length + value.data().length;
  }
  const subkeys = key.subkeys();
  for (let at = 0; at < subkeys.length; at += 1) {
    const subkey = subkeys[at];
    if (subkey !== undefined) walk(subkey);
  }
}

// As the launcher of the command line does (scripts/cli-launcher.cjs).
setFlagsFromString('--interrupt-budget=1000000');
setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--no-parallel-scavenge');
const hive = openHive(readFileSync(process.argv[2] ?? ''));
if (hive.root !== null) walk(hive.root);
writeSync(1, `${keys} keys, ${values} values, ${bytes} bytes\n`);
