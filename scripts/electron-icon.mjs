import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { testElectron } from './electron-runtime.mjs';
import { TOP } from './stale.mjs';

/** Makes build/icon.png from build/icon.svg; electron-builder makes the icons of each system from it. Run by hand, under xvfb-run without a display. */
const electron = await testElectron();
if (electron === null) process.exit(1);
const { status } = spawnSync(
  electron.executable,
  [
    join(TOP, 'scripts/electron-icon'),
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    join(TOP, 'build/icon.svg'),
    join(TOP, 'build/icon.png'),
  ],
  { stdio: 'inherit' },
);
process.exitCode = status ?? 1;
