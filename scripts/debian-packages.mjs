import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Independent readers that tests compare with, and what the window needs: a program on PATH or a file below /usr/lib, and its Debian package. */
const NEEDED = [
  { program: 'hivexsh', debian: 'libhivex-bin' },
  { program: 'reglookup', debian: 'reglookup' },
  { program: 'regfinfo', debian: 'libregf-utils' },
  { program: 'plistutil', debian: 'libplist-utils' },
  { program: 'evtxexport', debian: 'libevtx-utils' },
  { program: 'systemctl', debian: 'systemd' },
  { library: 'systemd/systemd-journal-remote', debian: 'systemd-journal-remote' },
  { program: 'zstd', debian: 'zstd' },
  { program: 'xz', debian: 'xz-utils' },
  { program: 'lz4', debian: 'lz4' },
  { program: 'debootstrap', debian: 'debootstrap' },
  { program: 'eatmydata', debian: 'eatmydata' },
  { program: 'strace', debian: 'strace' },
  { program: 'Xvfb', debian: 'xvfb' },
  // Libraries that Electron loads.
  { library: 'libgtk-3.so.0', debian: 'libgtk-3-0' },
  { library: 'libnss3.so', debian: 'libnss3' },
  { library: 'libasound.so.2', debian: 'libasound2' },
  { library: 'libgbm.so.1', debian: 'libgbm1' },
  { library: 'libXss.so.1', debian: 'libxss1' },
  { library: 'libXtst.so.6', debian: 'libxtst6' },
];
const LIBRARY_FOLDERS = [
  '/usr/lib',
  '/lib',
  '/usr/lib64',
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
];

function onPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function isThere({ program, library }) {
  if (program !== undefined) return onPath(program);
  return LIBRARY_FOLDERS.some((folder) => existsSync(join(folder, library)));
}

/**
 * Makes the readers available: as root on Debian by installing their packages; elsewhere it prints the one command
 * and answers false.
 */
export function ensureDebianPackages() {
  const missing = NEEDED.filter((need) => !isThere(need)).map((need) => need.debian);
  if (missing.length === 0) return true;
  const command = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  const root = typeof process.getuid === 'function' && process.getuid() === 0;
  if (!root || !existsSync('/etc/debian_version')) {
    console.error(
      `The tests compare with independent readers that are not installed. Run once, as root:\n\n  ${command}\n`,
    );
    return false;
  }
  console.log(`── Debian packages for the tests: ${missing.join(' ')}`);
  const { status } = spawnSync('sh', ['-c', command], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status !== 0) console.error(`This failed; run it by hand: ${command}`);
  return status === 0;
}
