import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { TOP } from './stale.mjs';

/**
 * `npm run package -- [options of electron-builder]`, such as `--linux dir`: builds all and packages it into dist/. With
 * `--electron FOLDER VERSION` it packages the Electron in that folder instead of downloading the one of package.json (tests only).
 */
const args = process.argv.slice(2);
const at = args.indexOf('--electron');
const [, folder, version] = at === -1 ? [] : args.splice(at, 3);
const work = mkdtempSync(join(tmpdir(), 'daemonscope-package-'));
try {
  run(join(TOP, 'scripts/build.mjs'), ['--if-stale']);
  run(join(TOP, 'scripts/desktop-build.mjs'), ['--if-stale']);
  const config = folder === undefined ? join(TOP, 'electron-builder.yml') : configFor(folder, version);
  run(join(TOP, 'node_modules/electron-builder/cli.js'), [...args, '--publish', 'never', '--config', config]);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** The configuration for another Electron than ours, which may be too old to know the newest fuses. */
function configFor(electronDist, electronVersion) {
  const config = parse(readFileSync(join(TOP, 'electron-builder.yml'), 'utf8'));
  if (Number.parseInt(electronVersion, 10) < 29) delete config.electronFuses.grantFileProtocolExtraPrivileges;
  const file = join(work, 'electron-builder.json');
  writeFileSync(file, JSON.stringify({ ...config, electronDist, electronVersion }));
  return file;
}

function run(script, options) {
  if (process.exitCode) return;
  const { status } = spawnSync(process.execPath, [script, ...options], { cwd: TOP, stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
