#!/usr/bin/env node
'use strict';
const { readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { Script } = require('node:vm');

/**
 * Starts the command line with V8's code cache, made by the build beside each file (docs/adr/0005). V8 refuses a cache of another
 * version or other flags, and a missing one is no matter: the program then compiles as usual. Nothing is ever written here.
 *
 * A scan lasts a second: optimising code later, and keeping the young generation small (new pages are dear) saves a third of its
 * processor time. Long runs are optimised all the same.
 */
for (const flag of ['--interrupt-budget=1000000', '--semi-space-growth-factor=1', '--no-parallel-scavenge']) {
  setFlagsFromString(flag);
}

const loaded = new Map();

/** `require` for the program's own files, each with its cache. */
function load(filename) {
  let file = loaded.get(filename);
  if (file === undefined) {
    let cachedData;
    try {
      cachedData = readFileSync(filename.replace(/cjs$/, 'cache'));
    } catch {
      // Built without it.
    }
    // The build writes ASCII only, which is read and kept at one byte a character, and the function that Node would wrap around it.
    const script = new Script(readFileSync(filename, 'latin1'), { filename, cachedData });
    file = { script, module: { exports: {} } };
    loaded.set(filename, file);
    const folder = dirname(filename);
    const requireFrom = (name) => (name.startsWith('.') ? load(join(folder, name)) : require(name));
    script.runInThisContext()(file.module.exports, requireFrom, file.module, filename, folder);
  }
  return file.module.exports;
}

/** For the build, which asks each script for its cache when it has run. */
exports.loaded = loaded;
load(join(__dirname, 'main.cjs'));
