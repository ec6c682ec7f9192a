import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Writes files by evidence path below a folder. */
export function writeTree(folder: string, tree: Readonly<Record<string, Uint8Array>>): void {
  for (const [path, bytes] of Object.entries(tree)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}
