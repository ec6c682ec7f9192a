import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { TOP } from './stale.mjs';

/** `npm run triage -- [ROOT] [options]`: builds what is stale and scans ROOT, or this machine when none is named. */
const build = spawnSync(process.execPath, [join(TOP, 'scripts/build.mjs'), '--if-stale'], {
  stdio: 'inherit',
});
if (build.status !== 0) process.exit(build.status ?? 1);
const given = process.argv.slice(2);
const scan = spawnSync(process.execPath, [join(TOP, 'out/cli.js'), 'scan', ...given], {
  stdio: 'inherit',
  // npm changes to the project's folder; paths and the report belong where the user called it from.
  cwd: process.env.INIT_CWD ?? process.cwd(),
});
process.exit(scan.status ?? 1);
