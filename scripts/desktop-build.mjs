import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { newestOf, TOP } from './stale.mjs';

/** Builds the window: out/desktop (main process, engine, hash worker, preload) and out/renderer. `--if-stale` when a source is newer. */
const args = process.argv.slice(2);
const out = join(TOP, 'out/desktop');
const stamp = join(out, 'package.json');
const SOURCES = [
  'main',
  'preload',
  'renderer',
  'shared',
  'vite.desktop.config.ts',
  'package-lock.json',
  'scripts',
];

if (!args.includes('--if-stale') || newestOf(SOURCES) > newestOf(['out/desktop/package.json'])) {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  for (const mode of ['electron', 'preload', 'engine', 'hash-worker', 'renderer']) {
    await build({ configFile: join(TOP, 'vite.desktop.config.ts'), mode, logLevel: 'warn' });
  }
  const sqlite = join(TOP, 'node_modules/sql.js/dist/sql-wasm.wasm');
  if (existsSync(sqlite)) copyFileSync(sqlite, join(out, 'sql-wasm.wasm'));
  writeFileSync(stamp, '{ "type": "commonjs" }\n');
}
