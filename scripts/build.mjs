import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { isStale, TOP } from './stale.mjs';

/**
 * Builds the command line into out/ (or `--out DIR`): main.cjs, hash-worker.cjs, verify-worker.cjs, the launcher cli.js and V8's code cache.
 * `--if-stale` does nothing when no source is newer than the last build.
 */
const args = process.argv.slice(2);
const at = args.indexOf('--out');
const out = at === -1 ? join(TOP, 'out') : resolve(args[at + 1] ?? '');

if (!args.includes('--if-stale') || isStale()) {
  // The window's build lies in the same folder and has its own script.
  const kept = ['desktop', 'renderer'];
  for (const name of existsSync(out) ? readdirSync(out) : []) {
    if (!kept.includes(name)) rmSync(join(out, name), { recursive: true, force: true });
  }
  for (const entry of ['main', 'hash-worker', 'verify-worker', 'walk-hive', 'hash-rate', 'warm-up']) {
    await build({ root: TOP, mode: entry, logLevel: 'warn', build: { outDir: out } });
  }
  for (const file of ['main.cjs', ...readdirSync(join(out, 'chunks')).map((name) => join('chunks', name))])
    wrap(join(out, file));
  copyFileSync(join(TOP, 'scripts/cli-launcher.cjs'), join(out, 'cli.js'));
  copyFileSync(join(TOP, 'node_modules/sql.js/dist/sql-wasm.wasm'), join(out, 'sql-wasm.wasm'));
  // A CommonJS program starts faster than an ES module.
  writeFileSync(join(out, 'package.json'), '{ "type": "commonjs" }\n');
  chmodSync(join(out, 'cli.js'), 0o755);
  makeCodeCache();
}

/** The function that Node's own loader would put around a CommonJS module; here the launcher calls it. */
function wrap(file) {
  writeFileSync(
    file,
    `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'latin1')}\n})\n`,
    'latin1',
  );
}

/**
 * Scans a small host of our own making, so that the caches hold what a scan runs: first with all that a scan can load, then as
 * most are run, which replaces the caches of what that loads by smaller ones. Without a cache all works, slower.
 */
function makeCodeCache() {
  const work = mkdtempSync(join(tmpdir(), 'daemonscope-build-'));
  const host = join(work, 'host');
  const rule = join(TOP, 'main/detect/rules/windows/service_image_in_temp.yml');
  try {
    const node = (...command) =>
      spawnSync(process.execPath, command, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
    const scan = (...options) =>
      node(join(TOP, 'scripts/make-code-cache.mjs'), out, 'scan', host, '-q', ...options);
    const made =
      node(join(out, 'warm-up.cjs'), host) &&
      scan('--output', join(work, 'result'), '--rules', rule) &&
      scan('--stdout');
    if (!made) {
      console.error('build: the code cache could not be made');
      process.exitCode = 1;
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
    rmSync(join(out, 'warm-up.cjs'), { force: true });
  }
}
