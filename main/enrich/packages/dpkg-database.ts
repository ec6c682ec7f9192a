import { MAX_PACKAGE_FILE } from '../../../shared/limits.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { type DpkgDiversion, parseDpkgDiversions } from '../../formats/dpkg/dpkg-diversions.ts';
import type { DpkgPackage } from '../../formats/dpkg/dpkg-status.ts';
import { DpkgDigests } from './dpkg-digests.ts';
import { type DistrolessPackage, DPKG_FOLDER, type DpkgPackages, readDpkgPackages } from './dpkg-packages.ts';
import type { PackageClaim, PackageDatabase, RecordedDigest, RecordedFile } from './package-database.ts';
import type { PackageReporter } from './package-reporter.ts';
import { hashBytes, lineEquals, PathTable } from './path-table.ts';

const INFO = `${DPKG_FOLDER}/info`;
const DIVERSIONS = `${DPKG_FOLDER}/diversions`;

/** A package that owns files: its list as bytes, one path a line, and the digests once they are asked for. */
interface Owner {
  readonly package: DpkgPackage;
  /** Path of `<name>.list` or of status.d's `.md5sums`; null when there is no list. */
  readonly listPath: string | null;
  readonly sumsPath: string | null;
  readonly list: Uint8Array;
  sums: DpkgDigests | null;
}

/** dpkg's database (dpkg(1), "FILES"), or null when this root has none. */
export function openDpkgDatabase(evidence: Evidence, reporter: PackageReporter): PackageDatabase | null {
  const found = readDpkgPackages(evidence, reporter);
  return found === null ? null : new DpkgDatabase(evidence, reporter, found);
}

class DpkgDatabase implements PackageDatabase {
  readonly kind = 'dpkg';
  readonly path = DPKG_FOLDER;
  readonly packages: number;
  readonly usable: boolean;
  readonly #evidence: Evidence;
  readonly #reporter: PackageReporter;
  readonly #owners: Owner[] = [];
  readonly #distroless: Owner[] = [];
  readonly #table = new PathTable();
  readonly #conffiles = new Map<string, Owner[]>();
  readonly #divertedFrom = new Map<string, DpkgDiversion>();
  readonly #divertedTo = new Map<string, DpkgDiversion>();

  constructor(evidence: Evidence, reporter: PackageReporter, found: DpkgPackages) {
    this.#evidence = evidence;
    this.#reporter = reporter;
    this.packages = found.installed.length + found.distroless.length;
    const withList = this.#addInstalled(found.installed) + this.#addDistroless(found.distroless);
    this.usable = this.packages > 0 && withList * 2 >= this.packages;
    if (this.packages > 0 && !this.usable) {
      const what = `${this.packages - withList} of ${this.packages} packages have no list of files: that no package lists a file says nothing`;
      reporter.report('warning', 'package-lists-absent', INFO, what);
    }
    this.#readDiversions();
  }

  claims(path: string): readonly PackageClaim[] {
    const from = this.#divertedFrom.get(path) ?? null;
    const to = this.#divertedTo.get(path) ?? null;
    // dpkg-divert(1): at the diverted path stands the diverting package's own file, at the other those of everyone else.
    const here = this.#listed(path).filter((owner) => from === null || owner.package.name === from.by);
    const claims = here.map((owner) => this.#claim(owner, path, null));
    if (to === null) return claims;
    const diverted = { to: to.to, by: to.by };
    const moved = this.#listed(to.from).filter((owner) => owner.package.name !== to.by);
    return [...moved.map((owner) => this.#claim(owner, to.from, diverted)), ...claims];
  }

  *recorded(): Generator<RecordedFile> {
    for (const owner of this.#owners) {
      const { state, conffiles } = owner.package;
      // Of a removed package its conffiles are left, whatever its list says.
      const isRemoved = state === 'config-files';
      const digests = isRemoved ? new Map<string, string>() : this.#sums(owner).entries();
      // A file that another package took over is in the digests still, and no longer in the list; folders and links only are in that.
      const listed = owner.listPath === null || isRemoved ? digests.keys() : linesOf(owner.list);
      for (const path of listed) {
        if (path.length < 2 || path === '/.' || conffiles.has(path)) continue;
        yield this.#recorded(owner, path, false, digests.get(path) ?? null);
      }
      // An obsolete one need not be there.
      for (const [path, { md5: hex, obsolete }] of conffiles)
        if (hex !== null && !obsolete) yield this.#recorded(owner, path, true, hex);
    }
  }

  #recorded(owner: Owner, path: string, conffile: boolean, hex: string | null): RecordedFile {
    const { name, version } = owner.package;
    const known = this.#divertedFrom.get(path);
    const diversion = known === undefined || known.by === name ? null : { to: known.to, by: known.by };
    return {
      path: diversion?.to ?? path,
      package: name,
      version,
      conffile,
      diverted: diversion,
      digest: md5(hex),
    };
  }

  diversionOf(path: string): { to: string; by: string | null } | null {
    const diversion = this.#divertedFrom.get(path);
    return diversion === undefined ? null : { to: diversion.to, by: diversion.by };
  }

  /** dpkg writes a package's list anew with each installation; it keeps no other time. */
  installedAt(packageName: string): string | null {
    const owner = this.#owners.find((one) => one.package.name === packageName && one.listPath !== null);
    if (owner?.listPath == null) return null;
    const lookup = this.#evidence.lookup(owner.listPath);
    return lookup.state === 'file' ? lookup.stat.modified : null;
  }

  #listed(path: string): Owner[] {
    const wanted = Buffer.from(path, 'utf8');
    const owners = new Set<Owner>(this.#conffiles.get(path));
    const complete = this.#table.find(hashBytes(wanted, 0, wanted.length), (index, position) => {
      const owner = this.#owners[index];
      if (owner !== undefined && lineEquals(owner.list, position, wanted)) owners.add(owner);
    });
    // status.d has no lists of files: its digests are the lists.
    for (const owner of this.#distroless) if (this.#sums(owner).get(path) !== null) owners.add(owner);
    if (!complete) {
      this.#reporter.report(
        'warning',
        'package-paths-collide',
        path,
        'too many entries to compare; some were not',
      );
    }
    // What is left of a removed package is its conffiles, whatever its list says.
    return [...owners].filter(
      (owner) => owner.package.state !== 'config-files' || owner.package.conffiles.has(path),
    );
  }

  #claim(owner: Owner, path: string, diverted: PackageClaim['diverted']): PackageClaim {
    const conffile = owner.package.conffiles.get(path);
    return {
      package: owner.package.name,
      version: owner.package.version,
      conffile: conffile !== undefined,
      diverted,
      digest: md5(conffile === undefined ? this.#sums(owner).get(path) : conffile.md5),
    };
  }

  #sums(owner: Owner): DpkgDigests {
    if (owner.sums !== null) return owner.sums;
    const bytes = owner.sumsPath === null ? null : this.#reporter.read(owner.sumsPath, MAX_PACKAGE_FILE);
    owner.sums = new DpkgDigests(bytes ?? new Uint8Array(0));
    this.#reporter.problems(owner.sumsPath ?? '', owner.sums.problems);
    return owner.sums;
  }

  /** Gives how many packages have a list. */
  #addInstalled(packages: readonly DpkgPackage[]): number {
    if (packages.length === 0) return 0;
    const listing = this.#evidence.list(INFO);
    const names = new Set(listing.ok ? listing.value.map((entry) => entry.name) : []);
    if (!listing.ok && listing.error.code !== 'missing') {
      this.#reporter.report('error', 'package-database-unreadable', INFO, listing.error.reason);
    }
    let withList = 0;
    for (const one of packages) {
      const qualified = `${one.name}:${one.architecture}`;
      const base = [qualified, one.name].find((name) => names.has(`${name}.list`));
      const list = base === undefined ? null : this.#reporter.read(`${INFO}/${base}.list`, MAX_PACKAGE_FILE);
      if (list !== null) withList += 1;
      else if (names.size > 0) {
        this.#reporter.report(
          'warning',
          'package-list-missing',
          `${INFO}/${one.name}.list`,
          `${one.name} has no list of files`,
        );
      }
      const sums = [qualified, one.name].find((name) => names.has(`${name}.md5sums`));
      const owner: Owner = {
        package: one,
        listPath: `${INFO}/${base ?? one.name}.list`,
        sumsPath: sums === undefined ? null : `${INFO}/${sums}.md5sums`,
        list: list ?? new Uint8Array(0),
        sums: null,
      };
      this.#add(owner);
    }
    return withList;
  }

  #addDistroless(found: readonly DistrolessPackage[]): number {
    for (const { package: one, sumsPath } of found) {
      const owner = { package: one, listPath: null, sumsPath, list: new Uint8Array(0), sums: null };
      this.#distroless.push(owner);
      this.#add(owner);
    }
    return found.filter(({ sumsPath }) => sumsPath !== null).length;
  }

  #add(owner: Owner): void {
    if (!this.#table.addLines(owner.list, this.#owners.length)) {
      this.#reporter.report(
        'error',
        'package-paths-limit',
        owner.listPath ?? INFO,
        'too many paths; the rest was not read',
      );
    }
    this.#owners.push(owner);
    // A conffile may be known by status alone (a removed package, a list that is lost).
    for (const path of owner.package.conffiles.keys()) {
      const owners = this.#conffiles.get(path);
      if (owners === undefined) this.#conffiles.set(path, [owner]);
      else owners.push(owner);
    }
  }

  #readDiversions(): void {
    const bytes = this.#reporter.read(DIVERSIONS, MAX_PACKAGE_FILE);
    if (bytes === null) return;
    const { diversions, problems } = parseDpkgDiversions(bytes);
    this.#reporter.problems(DIVERSIONS, problems);
    for (const diversion of diversions) {
      this.#divertedFrom.set(diversion.from, diversion);
      this.#divertedTo.set(diversion.to, diversion);
    }
  }
}

function linesOf(bytes: Uint8Array): string[] {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8').split('\n');
}

function md5(hex: string | null): RecordedDigest | null {
  return hex === null ? null : { algorithm: 'md5', hex };
}
