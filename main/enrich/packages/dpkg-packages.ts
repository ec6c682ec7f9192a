import { MAX_PACKAGE_FILE, MAX_PACKAGE_STATUS } from '../../../shared/limits.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { type DpkgPackage, parseDpkgStatus } from '../../formats/dpkg/dpkg-status.ts';
import type { PackageReporter } from './package-reporter.ts';

export const DPKG_FOLDER = '/var/lib/dpkg';
const STATUS = `${DPKG_FOLDER}/status`;
/** What dpkg has not yet merged into `status`: numbered files of stanzas (its source, lib/dpkg/dbmodify.c). */
const UPDATES = `${DPKG_FOLDER}/updates`;
/** Images without dpkg ("distroless") carry one control file a package here, and `<file>.md5sums` beside it. */
const STATUS_FOLDER = `${DPKG_FOLDER}/status.d`;

/** A package of status.d, which has no list of files but its digests. */
export interface DistrolessPackage {
  readonly package: DpkgPackage;
  readonly sumsPath: string | null;
}

export interface DpkgPackages {
  /** Packages of the status database that own files: all but those that are not installed. */
  readonly installed: readonly DpkgPackage[];
  readonly distroless: readonly DistrolessPackage[];
}

/** The packages that dpkg knows of, or null when this root has neither status nor status.d, or neither can be read. */
export function readDpkgPackages(evidence: Evidence, reporter: PackageReporter): DpkgPackages | null {
  const status = reporter.read(STATUS, MAX_PACKAGE_STATUS);
  const packages = new Map<string, DpkgPackage>();
  if (status !== null) {
    addPackages(packages, status, STATUS, reporter);
    for (const name of fileNames(evidence, UPDATES)) {
      const bytes = /^\d+$/.test(name) ? reporter.read(`${UPDATES}/${name}`, MAX_PACKAGE_FILE) : null;
      if (bytes !== null) addPackages(packages, bytes, `${UPDATES}/${name}`, reporter);
    }
  }
  const distroless = readStatusFolder(evidence, reporter);
  if (status === null && distroless.length === 0) return null;
  return { installed: [...packages.values()].filter((one) => one.state !== 'not-installed'), distroless };
}

function addPackages(
  packages: Map<string, DpkgPackage>,
  bytes: Uint8Array,
  path: string,
  reporter: PackageReporter,
): void {
  const parsed = parseDpkgStatus(bytes);
  reporter.problems(path, parsed.problems);
  for (const one of parsed.packages) packages.set(`${one.name}:${one.architecture}`, one);
}

function readStatusFolder(evidence: Evidence, reporter: PackageReporter): DistrolessPackage[] {
  const names = new Set(fileNames(evidence, STATUS_FOLDER));
  const found: DistrolessPackage[] = [];
  for (const name of names) {
    const path = `${STATUS_FOLDER}/${name}`;
    if (name.endsWith('.md5sums')) continue;
    const bytes = reporter.read(path, MAX_PACKAGE_FILE);
    if (bytes === null) continue;
    const parsed = parseDpkgStatus(bytes);
    reporter.problems(path, parsed.problems);
    const sumsPath = names.has(`${name}.md5sums`) ? `${path}.md5sums` : null;
    for (const one of parsed.packages) found.push({ package: one, sumsPath });
  }
  return found;
}

function fileNames(evidence: Evidence, folder: string): string[] {
  const lookup = evidence.lookup(folder);
  if (lookup.state !== 'directory') return [];
  const listing = evidence.list(lookup.path);
  return listing.ok ? listing.value.filter((entry) => entry.kind === 'file').map((entry) => entry.name) : [];
}
