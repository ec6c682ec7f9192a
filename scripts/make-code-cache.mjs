import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Runs the built command line in this process and writes what V8 compiled as `main.cache`: FOLDER, then its arguments. */
const [, , folder, ...args] = process.argv;
process.argv = [process.argv[0], join(folder, 'cli.js'), ...args];
const { script } = await import(pathToFileURL(join(folder, 'cli.js')).href);
process.on('exit', () => writeFileSync(join(folder, 'main.cache'), script.createCachedData()));
