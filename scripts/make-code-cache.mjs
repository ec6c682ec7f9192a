import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Runs the built command line in this process and writes what V8 compiled beside each file: FOLDER, then its arguments. */
const [, , folder, ...args] = process.argv;
process.argv = [process.argv[0], join(folder, 'cli.js'), ...args];
const { loaded } = createRequire(import.meta.url)(join(folder, 'cli.js'));
process.on('exit', () => {
  for (const [filename, { script }] of loaded) {
    writeFileSync(filename.replace(/cjs$/, 'cache'), script.createCachedData());
  }
});
