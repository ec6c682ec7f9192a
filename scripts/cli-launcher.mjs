#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

/**
 * Starts the command line with V8's code cache, made by the build beside it: compiling is a third of a short run
 * (docs/adr/0005). V8 refuses a cache of another version or other flags, and a missing one is no matter: the program then compiles
 * as usual. Nothing is ever written here.
 */
const folder = dirname(fileURLToPath(import.meta.url));
const filename = join(folder, 'main.cjs');
let cachedData;
try {
  cachedData = readFileSync(join(folder, 'main.cache'));
} catch {
  // Built without it.
}
// The build writes ASCII only, which is read and kept at one byte a character.
const source = readFileSync(filename, 'latin1');
const script = new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
  filename,
  cachedData,
});
const module = { exports: {} };
script.runInThisContext()(module.exports, createRequire(filename), module, filename, folder);

export { script };
