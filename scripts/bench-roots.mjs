import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { extname, join } from 'node:path';
import { TOP } from './stale.mjs';

const CORPUS = join(TOP, '../shared/corpus');

/** Regular files below `folders` that end in one of `endings`. */
function filesBelow(folders, endings) {
  const found = [];
  const visit = (folder) => {
    let entries = [];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch {
      return;
    }
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (entry.isFile() && endings.includes(extname(entry.name)) && lstatSync(path).size > 0)
        found.push(path);
    }
  };
  for (const folder of folders) visit(folder);
  return found;
}

/** A Linux root with `count` units, copies of real ones under other names, a quarter with a drop-in, an eighth wanted by a target. */
export function makeUnitRoot(root, count) {
  const kinds = ['.service', '.timer', '.socket', '.path', '.target', '.mount'];
  const models = filesBelow([join(CORPUS, 'unit'), '/usr/lib/systemd/system'], kinds).filter(
    (path) => !path.includes('fuzz'),
  );
  const units = join(root, 'usr/lib/systemd/system');
  const etc = join(root, 'etc/systemd/system');
  mkdirSync(units, { recursive: true });
  mkdirSync(join(etc, 'multi-user.target.wants'), { recursive: true });
  mkdirSync(join(root, 'usr/bin'), { recursive: true });
  writeFileSync(join(root, 'etc/os-release'), 'ID=debian\nVERSION_ID="12"\n');
  writeFileSync(join(root, 'usr/lib/systemd/systemd'), 'x');
  for (let number = 0; number < count; number += 1) {
    const model = models[number % models.length];
    const [, base, instance, ending] = /([^/@]+)(@?)[^/]*(\.[a-z]+)$/.exec(model);
    const name = `${base}-${number}${instance}${ending}`;
    copyFileSync(model, join(units, name));
    if (number % 4 === 0) {
      mkdirSync(join(etc, `${name}.d`));
      writeFileSync(
        join(etc, `${name}.d/10-local.conf`),
        '[Unit]\nDescription=Local\n[Service]\nEnvironment=A=1\n',
      );
    }
    if (number % 8 === 0 && instance === '') {
      symlinkSync(`/usr/lib/systemd/system/${name}`, join(etc, 'multi-user.target.wants', name));
    }
  }
  return models.length;
}

/** A macOS root with `count` property lists of jobs, copies of real ones, every second one binary (plistutil). */
export function makePlistRoot(root, count) {
  const models = filesBelow([join(CORPUS, 'plist')], ['.plist']).filter((path) =>
    readFileSync(path, 'latin1').includes('Label'),
  );
  const folder = join(root, 'Library/LaunchDaemons');
  mkdirSync(folder, { recursive: true });
  mkdirSync(join(root, 'System/Library/LaunchDaemons'), { recursive: true });
  mkdirSync(join(root, 'System/Library/CoreServices'), { recursive: true });
  for (const [at, model] of models.entries()) {
    const binary = join(root, `../model-${at}.bin`);
    const { status } = spawnSync('plistutil', ['-i', model, '-o', binary, '-f', 'bin']);
    if (status !== 0) copyFileSync(model, binary);
    for (let number = at; number < count; number += models.length) {
      copyFileSync(number % 2 === 0 ? model : binary, join(folder, `job-${number}.plist`));
    }
  }
  return models.length;
}
