import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ownElectron, standInElectron } from './electron-runtime.mjs';
import { TOP } from './stale.mjs';

/** `npm start -- [options]`: builds what is stale and opens the window, in the Electron of package.json, downloaded once. */
for (const script of ['build.mjs', 'desktop-build.mjs']) {
  const { status } = spawnSync(process.execPath, [join(TOP, 'scripts', script), '--if-stale'], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}
let electron = ownElectron({ download: true });
if (electron === null) {
  console.error('start: Electron could not be downloaded; using the old one that the tests have');
  electron = await standInElectron();
}
if (electron === null) process.exit(1);
const root = process.platform === 'linux' && process.getuid?.() === 0;
const args = [TOP, ...(root ? ['--no-sandbox'] : []), ...process.argv.slice(2)];
spawn(electron.executable, args, { stdio: 'inherit', cwd: process.env.INIT_CWD ?? process.cwd() }).on(
  'exit',
  (code) => {
    process.exitCode = code ?? 1;
  },
);
