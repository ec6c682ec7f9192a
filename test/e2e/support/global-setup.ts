import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { testElectron } from '../../../scripts/electron-runtime.mjs';
import { startScreen } from './screen.ts';

const TOP = join(import.meta.dirname, '../../..');

/** Builds what is stale, finds an Electron, and gives it a screen where there is none. */
export async function setup(): Promise<() => void> {
  for (const script of ['build.mjs', 'desktop-build.mjs']) {
    const built = spawnSync(process.execPath, [join(TOP, 'scripts', script), '--if-stale'], {
      cwd: TOP,
      encoding: 'utf8',
    });
    if (built.status !== 0) throw new Error(`${script}: ${built.stderr}`);
  }
  const electron = await testElectron();
  if (electron === null) throw new Error('no Electron to test with');
  process.env['DAEMONSCOPE_ELECTRON'] = electron.folder;
  process.env['DAEMONSCOPE_ELECTRON_VERSION'] = electron.version;
  // Playwright asks the package `electron` for the executable, which asks this.
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = electron.folder;
  return startScreen();
}
