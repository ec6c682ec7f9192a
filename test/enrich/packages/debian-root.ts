import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** True where dpkg can install into a folder: Debian and its kin, as root. */
export const dpkgAvailable =
  process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/dpkg-deb');

export interface DebianPackage {
  readonly name: string;
  readonly version?: string;
  /** `all` unless given; `same` needs an architecture. */
  readonly architecture?: string;
  readonly multiArch?: string;
  readonly files: Readonly<Record<string, string>>;
  readonly conffiles?: readonly string[];
}

/** A root that the real dpkg has installed packages into; /lib, /bin and /sbin lead into /usr when `merged`. */
export class DebianRoot {
  readonly path = mkdtempSync(join(tmpdir(), 'debian-root-'));

  constructor(options: { readonly merged: boolean }) {
    for (const folder of ['usr/bin', 'usr/sbin', 'usr/lib', 'var/lib/dpkg/info', 'var/lib/dpkg/updates']) {
      mkdirSync(join(this.path, folder), { recursive: true });
    }
    writeFileSync(join(this.path, 'var/lib/dpkg/status'), '');
    if (options.merged)
      for (const name of ['lib', 'bin', 'sbin']) symlinkSync(`usr/${name}`, join(this.path, name));
  }

  install(...packages: readonly DebianPackage[]): void {
    const files = packages.map((one) => buildPackage(one));
    this.dpkg('--force-unsafe-io', '--install', ...files);
    for (const file of files) rmSync(file);
  }

  dpkg(...options: string[]): string {
    // Debian's dpkg.cfg names a log of the host.
    const all = [
      '--log=/dev/null',
      `--root=${this.path}`,
      '--force-not-root',
      '--force-bad-path',
      '--force-architecture',
    ];
    return execFileSync('dpkg', [...all, ...options], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** `dpkg-divert --rename --add`, on behalf of the administrator or of a package. */
  divert(from: string, to: string, by?: string): void {
    const whom = by === undefined ? '--local' : `--package=${by}`;
    execFileSync('dpkg-divert', [`--root=${this.path}`, whom, '--rename', `--divert=${to}`, '--add', from], {
      stdio: 'ignore',
    });
  }

  /** Path on the host of a path in the root. */
  at(path: string): string {
    return join(this.path, path);
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}

/** Gives the path of the .deb on the host. */
function buildPackage(one: DebianPackage): string {
  const build = mkdtempSync(join(tmpdir(), 'debian-package-'));
  const { name, version = '1.0-1', architecture = 'all', multiArch, conffiles = [] } = one;
  const write = (path: string, content: string) => {
    mkdirSync(join(build, dirname(path)), { recursive: true });
    writeFileSync(join(build, path), content);
  };
  const lines = [
    `Package: ${name}`,
    `Version: ${version}`,
    `Architecture: ${architecture}`,
    'Maintainer: Nobody <nobody@example.org>',
    ...(multiArch === undefined ? [] : [`Multi-Arch: ${multiArch}`]),
    'Description: made for a test',
  ];
  write('DEBIAN/control', `${lines.join('\n')}\n`);
  if (conffiles.length > 0) write('DEBIAN/conffiles', `${conffiles.join('\n')}\n`);
  for (const [path, content] of Object.entries(one.files)) write(path, content);
  chmodSync(build, 0o755);
  chmodSync(join(build, 'DEBIAN'), 0o755);
  execFileSync('dpkg-deb', ['-Znone', '--build', '--root-owner-group', build, `${build}.deb`], {
    stdio: 'ignore',
  });
  rmSync(build, { recursive: true });
  return `${build}.deb`;
}
