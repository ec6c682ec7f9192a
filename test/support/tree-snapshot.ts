import { createHash } from 'node:crypto';
import { closeSync, constants, lstatSync, openSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Everything that reading could have changed: names, types, modes, owners, sizes, times (of files also the access time)
 * and contents, one line a node. Taking it leaves no trace itself.
 */
export function treeSnapshot(root: string, options: { readonly accessTimes?: boolean } = {}): string[] {
  const lines: string[] = [];
  const walk = (path: string): void => {
    const { mode, uid, gid, size, mtimeNs, ctimeNs, atimeNs, nlink, ino } = lstatSync(path, { bigint: true });
    const stats = lstatSync(path);
    let content = '';
    if (stats.isFile()) content = `${options.accessTimes === false ? '' : atimeNs} ${digest(path)}`;
    else if (stats.isSymbolicLink()) content = readlinkSync(path);
    lines.push([path, ino, mode, uid, gid, size, mtimeNs, ctimeNs, nlink, content].join(' '));
    if (stats.isDirectory()) for (const name of readdirSync(path).sort()) walk(join(path, name));
  };
  walk(root);
  return lines;
}

function digest(path: string): string {
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NOATIME ?? 0));
  try {
    return createHash('sha256').update(readFileSync(descriptor)).digest('hex');
  } finally {
    closeSync(descriptor);
  }
}
