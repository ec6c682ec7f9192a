import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { newestOf, TOP } from './stale.mjs';

/** Builds the window: out/desktop (main process, engine, workers, preload) and out/renderer. `--if-stale` when a source is newer. */
/** What runs in a Node: Electron's main process, its utility process, a worker. */
const NODES = ['electron', 'engine', 'hash-worker', 'verify-worker'];
/** An Electron whose Node is older than the command line's must run the same program. */
const OLDER_NODE = readFileSync(join(TOP, 'scripts/electron-older-node.cjs'), 'utf8');
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
  // Whatever runs this (a test runner says `test`): React for development is twice as large and slower.
  process.env.NODE_ENV = 'production';
  const configFile = join(TOP, 'vite.desktop.config.ts');
  for (const mode of ['electron', 'preload', 'engine', 'hash-worker', 'verify-worker', 'renderer']) {
    const output = { banner: NODES.includes(mode) ? OLDER_NODE : '' };
    await build({ configFile, mode, logLevel: 'warn', build: { rollupOptions: { output } } });
  }
  const sqlite = join(TOP, 'node_modules/sql.js/dist/sql-wasm.wasm');
  if (existsSync(sqlite)) copyFileSync(sqlite, join(out, 'sql-wasm.wasm'));
  writeFileSync(stamp, '{ "type": "commonjs" }\n');
}
