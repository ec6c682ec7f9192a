'use strict';
const { app } = require('electron');
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { join, resolve } = require('node:path');

/** Stands in for the default app of an Electron that came without one: `electron [-r MODULE]... [switches] APP`. */
const args = process.argv.slice(1);
const preloaded = [];
let folder;
for (let at = 0; at < args.length; at++) {
  if (args[at] === '-r' || args[at] === '--require') preloaded.push(args[++at]);
  else if (!args[at].startsWith('-')) folder ??= resolve(args[at]);
}
if (folder === undefined) {
  console.error('electron: no app named');
  app.exit(2);
} else {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  app.setName(manifest.productName ?? manifest.name);
  app.setVersion(manifest.version);
  app.setAppPath(folder);
  if (preloaded.length > 0) Module._preloadModules(preloaded);
  Module._load(join(folder, manifest.main), Module, true);
}
