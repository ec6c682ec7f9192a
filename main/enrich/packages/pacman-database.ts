import { MAX_PACKAGE_FILE, MAX_PACKAGES } from '../../../shared/limits.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { type PacmanFiles, pacmanInstallDate, readPacmanFiles } from '../../formats/pacman/pacman-files.ts';
import { type MtreeDigests, readPacmanMtree } from '../../formats/pacman/pacman-mtree.ts';
import { ParseError } from '../../formats/parse-error.ts';
import type { PackageClaim, PackageDatabase, RecordedDigest, RecordedFile } from './package-database.ts';
import type { PackageReporter } from './package-reporter.ts';
import { hashBytes, lineEquals, PathTable } from './path-table.ts';

const LOCAL = '/var/lib/pacman/local';
const SLASH = Buffer.from('/');

interface Owner {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly bytes: Uint8Array;
  readonly files: PacmanFiles;
  digests: ReadonlyMap<string, MtreeDigests> | null;
}

/** pacman's local database (pacman(8), libalpm); null when this root has none. */
export function openPacmanDatabase(evidence: Evidence, reporter: PackageReporter): PackageDatabase | null {
  const lookup = evidence.lookup(LOCAL);
  if (lookup.state !== 'directory') return null;
  const listing = evidence.list(lookup.path);
  if (!listing.ok) {
    reporter.report('error', 'package-database-unreadable', LOCAL, listing.error.reason);
    return null;
  }
  const folders = listing.value.filter((entry) => entry.kind === 'directory').map((entry) => entry.name);
  return folders.length === 0 ? null : new PacmanDatabase(lookup.path, folders, reporter);
}

class PacmanDatabase implements PackageDatabase {
  readonly kind = 'pacman';
  readonly path: string;
  readonly packages: number;
  readonly usable: boolean;
  readonly #reporter: PackageReporter;
  readonly #owners: Owner[] = [];
  readonly #table = new PathTable();

  constructor(path: string, folders: readonly string[], reporter: PackageReporter) {
    this.path = path;
    this.#reporter = reporter;
    this.packages = folders.length;
    const seed = hashBytes(SLASH, 0, 1);
    let full = folders.length > MAX_PACKAGES;
    for (const name of folders.slice(0, MAX_PACKAGES)) {
      const folder = `${path}/${name}`;
      const bytes = reporter.read(`${folder}/files`, MAX_PACKAGE_FILE);
      if (bytes === null) {
        reporter.report('warning', 'package-list-missing', `${folder}/files`, `${name} has no list of files`);
        continue;
      }
      const files = readPacmanFiles(bytes);
      if (!this.#table.addLines(bytes, this.#owners.length, files.start, files.end, seed)) full = true;
      // `<name>-<version>-<release>`; neither version nor release may hold a hyphen (PKGBUILD(5)).
      const found = /^(.+)-([^-]+-[^-]+)$/.exec(name);
      this.#owners.push({
        folder,
        name: found?.[1] ?? name,
        version: found?.[2] ?? '',
        bytes,
        files,
        digests: null,
      });
    }
    if (full)
      reporter.report(
        'error',
        'package-paths-limit',
        path,
        'too many packages or paths; the rest was not read',
      );
    this.usable = this.#owners.length * 2 >= this.packages;
  }

  claims(path: string): readonly PackageClaim[] {
    const wanted = Buffer.from(path.slice(1), 'utf8');
    const claims: PackageClaim[] = [];
    this.#table.find(hashBytes(wanted, 0, wanted.length, hashBytes(SLASH, 0, 1)), (index, position) => {
      const owner = this.#owners[index];
      if (owner === undefined || !lineEquals(owner.bytes, position, wanted)) return;
      const backup = owner.files.backup.get(path.slice(1)) ?? null;
      claims.push({
        package: owner.name,
        version: owner.version,
        conffile: backup !== null,
        diverted: null,
        digest: this.#digest(owner, path) ?? (backup === null ? null : { algorithm: 'md5', hex: backup }),
      });
    });
    return claims;
  }

  *recorded(): Generator<RecordedFile> {
    for (const owner of this.#owners) {
      owner.digests ??= this.#readDigests(owner);
      for (const path of owner.digests.keys()) {
        // `.BUILDINFO`, `.MTREE`, `.PKGINFO`: parts of the package, and no files of it.
        if (/^\/\.[^/]*$/.test(path)) continue;
        const { name, version, files } = owner;
        const conffile = files.backup.has(path.slice(1));
        yield { path, package: name, version, conffile, diverted: null, digest: this.#digest(owner, path) };
      }
    }
  }

  diversionOf(): null {
    return null;
  }

  installedAt(packageName: string): string | null {
    const owner = this.#owners.find(({ name }) => name === packageName);
    if (owner === undefined) return null;
    const bytes = this.#reporter.read(`${owner.folder}/desc`, MAX_PACKAGE_FILE);
    const seconds = bytes === null ? null : pacmanInstallDate(bytes);
    return seconds === null ? null : new Date(seconds * 1000).toISOString();
  }

  #digest(owner: Owner, path: string): RecordedDigest | null {
    owner.digests ??= this.#readDigests(owner);
    const digests = owner.digests.get(path);
    if (digests?.sha256 != null) return { algorithm: 'sha256', hex: digests.sha256 };
    return digests?.md5 == null ? null : { algorithm: 'md5', hex: digests.md5 };
  }

  #readDigests(owner: Owner): ReadonlyMap<string, MtreeDigests> {
    const path = `${owner.folder}/mtree`;
    const bytes = this.#reporter.read(path, MAX_PACKAGE_FILE);
    if (bytes === null) return new Map();
    try {
      return readPacmanMtree(bytes);
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      this.#reporter.report('warning', 'package-database-malformed', path, error.message, error.offset);
      return new Map();
    }
  }
}
