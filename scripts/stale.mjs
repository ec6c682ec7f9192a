import { readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const TOP = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** True when out/cli.js is missing or older than anything it is made from. */
export function isStale() {
  const built = modified(join(TOP, 'out/cli.js'));
  if (built === 0) return true;
  const inputs = ['package.json', 'package-lock.json', 'vite.config.ts', 'scripts', 'main', 'shared'];
  return inputs.some((input) => newest(join(TOP, input)) > built);
}

/** Milliseconds of the newest file among paths from the top; 0 for what is not there. */
export function newestOf(paths) {
  return Math.max(0, ...paths.map((path) => (modified(join(TOP, path)) === 0 ? 0 : newest(join(TOP, path)))));
}

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(
    stat.mtimeMs,
    ...readdirSync(path, { withFileTypes: true }).map((entry) => newest(join(path, entry.name))),
  );
}

function modified(path) {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}
