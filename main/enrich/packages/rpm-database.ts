import { MAX_PACKAGE_DAMAGE, MAX_PACKAGE_DATABASE, MAX_PACKAGES } from '../../../shared/limits.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { ParseError } from '../../formats/parse-error.ts';
import { type RpmPackage, readRpmPackage } from '../../formats/rpm/rpm-package.ts';
import type { PackageClaim, PackageDatabase, RecordedFile } from './package-database.ts';
import type { PackageReporter } from './package-reporter.ts';
import { hashBytes, PathTable } from './path-table.ts';
import { RpmFileList } from './rpm-files.ts';
import { findRpmStore, RPM_STORES, type RpmStore } from './rpm-stores.ts';

interface Owner {
  readonly package: RpmPackage;
  readonly files: RpmFileList;
}

/** rpm's database (rpm(8), rpmdb(8)), in any of its three kinds; null when this root has none that can be read. */
export function openRpmDatabase(evidence: Evidence, reporter: PackageReporter): PackageDatabase | null {
  const store = findRpmStore(evidence, reporter);
  if (store === null) return null;
  const bytes = reporter.read(store.path, MAX_PACKAGE_DATABASE);
  if (bytes === null) return null;
  const database = new RpmDatabase(store, reporter);
  try {
    const problems = RPM_STORES[store.kind].walk(bytes, (blob) => database.add(blob));
    for (const problem of problems) database.damaged(problem);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    reporter.report('error', 'package-database-malformed', store.path, error.message, error.offset);
    return null;
  }
  return database;
}

class RpmDatabase implements PackageDatabase {
  readonly kind = 'rpm';
  readonly path: string;
  readonly #reporter: PackageReporter;
  readonly #owners: Owner[] = [];
  readonly #installTimes = new Map<string, number>();
  readonly #table = new PathTable();
  #packages = 0;
  #damaged = 0;

  constructor(store: RpmStore, reporter: PackageReporter) {
    this.path = store.path;
    this.#reporter = reporter;
  }

  get packages(): number {
    return this.#packages;
  }

  get usable(): boolean {
    return this.#packages > this.#damaged;
  }

  /** Adds a package; a blob that is no header is reported. */
  add(blob: Uint8Array): void {
    if (this.#damaged >= MAX_PACKAGE_DAMAGE) return;
    if (this.#packages >= MAX_PACKAGES) {
      this.#reporter.report('error', 'package-paths-limit', this.path, `more than ${MAX_PACKAGES} packages`);
      return;
    }
    try {
      const one = readRpmPackage(blob);
      this.#packages += 1;
      if (one.installTime !== null) this.#installTimes.set(one.name, one.installTime);
      if (one.files === null) return;
      const files = new RpmFileList(one.files);
      if (!files.addTo(this.#table, this.#owners.length)) {
        this.#reporter.report(
          'error',
          'package-paths-limit',
          this.path,
          'too many paths; the rest was not read',
        );
      }
      // Only what claims need: the arrays of files are held by the list.
      this.#owners.push({ package: one, files });
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      this.damaged(error);
    }
  }

  damaged(error: ParseError): void {
    this.#damaged += 1;
    this.#reporter.report('warning', 'package-database-malformed', this.path, error.message, error.offset);
  }

  claims(path: string): readonly PackageClaim[] {
    const wanted = Buffer.from(path, 'utf8');
    const claims: PackageClaim[] = [];
    const complete = this.#table.find(hashBytes(wanted, 0, wanted.length), (index, file) => {
      const owner = this.#owners[index];
      if (owner === undefined || !owner.files.isAt(file, wanted)) return;
      claims.push({
        package: owner.package.name,
        version: owner.package.version,
        conffile: owner.files.isConfig(file),
        diverted: null,
        digest: owner.files.digest(file),
      });
    });
    if (!complete) {
      this.#reporter.report(
        'warning',
        'package-paths-collide',
        path,
        'too many entries to compare; some were not',
      );
    }
    return claims;
  }

  *recorded(): Generator<RecordedFile> {
    for (const { package: one, files } of this.#owners) {
      for (let file = 0; file < files.count; file += 1) {
        const digest = files.digest(file);
        const path = digest === null ? null : files.pathOf(file);
        if (path === null) continue;
        const { name, version } = one;
        yield { path, package: name, version, conffile: files.isConfig(file), diverted: null, digest };
      }
    }
  }

  diversionOf(): null {
    return null;
  }

  installedAt(packageName: string): string | null {
    const seconds = this.#installTimes.get(packageName);
    return seconds === undefined ? null : new Date(seconds * 1000).toISOString();
  }
}
