import { MAX_PACKAGE_DATABASE } from '../../../shared/limits.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { apkFileDigest, walkApkInstalled } from '../../formats/apk/apk-installed.ts';
import type { PackageClaim, PackageDatabase, RecordedFile } from './package-database.ts';
import type { PackageReporter } from './package-reporter.ts';
import { hashBytes, PathTable } from './path-table.ts';

/** apk-tools 2 and 3; one is a link to the other where both are. */
const PATHS = ['/lib/apk/db/installed', '/usr/lib/apk/db/installed'];
const SLASH = Buffer.from('/');
const NO_SLASH = Buffer.alloc(0);

interface Folder {
  readonly package: { readonly name: string; readonly version: string };
  readonly start: number;
  readonly end: number;
}

/** apk's database of installed packages; null when this root has none that can be read. */
export function openApkDatabase(evidence: Evidence, reporter: PackageReporter): PackageDatabase | null {
  for (const path of PATHS) {
    const bytes =
      evidence.lookup(path).state === 'missing' ? null : reporter.read(path, MAX_PACKAGE_DATABASE);
    if (bytes !== null) return new ApkDatabase(path, bytes, reporter);
  }
  return null;
}

class ApkDatabase implements PackageDatabase {
  readonly kind = 'apk';
  readonly path: string;
  readonly packages: number;
  readonly usable: boolean;
  readonly #bytes: Uint8Array;
  readonly #folders: Folder[] = [];
  /** Owners are folders, positions the file's name. */
  readonly #table = new PathTable();

  constructor(path: string, bytes: Uint8Array, reporter: PackageReporter) {
    this.path = path;
    this.#bytes = bytes;
    let packages = 0;
    let current = { name: '', version: '' };
    let folderHash = 0;
    let full = false;
    const problems = walkApkInstalled(bytes, {
      package: (name, version) => {
        packages += 1;
        current = { name, version };
      },
      folder: (start, end) => {
        this.#folders.push({ package: current, start, end });
        const slash = hashBytes(SLASH, 0, 1);
        folderHash = start === end ? slash : hashBytes(SLASH, 0, 1, hashBytes(bytes, start, end, slash));
      },
      file: (start, end) => {
        if (!this.#table.add(hashBytes(bytes, start, end, folderHash), this.#folders.length - 1, start))
          full = true;
      },
    });
    this.packages = packages;
    this.usable = packages > 0;
    reporter.problems(path, problems);
    if (full) reporter.report('error', 'package-paths-limit', path, 'too many paths; the rest was not read');
  }

  claims(path: string): readonly PackageClaim[] {
    const wanted = Buffer.from(path, 'utf8');
    const claims: PackageClaim[] = [];
    this.#table.find(hashBytes(wanted, 0, wanted.length), (index, start) => {
      const folder = this.#folders[index];
      const newline = this.#bytes.indexOf(0x0a, start);
      const end = newline < 0 ? this.#bytes.length : newline;
      if (folder === undefined || !this.#isAt(folder, start, end, wanted)) return;
      claims.push({
        package: folder.package.name,
        version: folder.package.version,
        conffile: isProtected(path),
        diverted: null,
        digest: apkFileDigest(this.#bytes, end),
      });
    });
    return claims;
  }

  recorded(): RecordedFile[] {
    const found: RecordedFile[] = [];
    const bytes = Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.length);
    let current = { name: '', version: '' };
    let folder = '/';
    walkApkInstalled(bytes, {
      package: (name, version) => {
        current = { name, version };
      },
      folder: (start, end) => {
        folder = start === end ? '/' : `/${bytes.toString('utf8', start, end)}/`;
      },
      file: (start, end) => {
        const digest = apkFileDigest(bytes, end);
        if (digest === null) return;
        const path = `${folder}${bytes.toString('utf8', start, end)}`;
        const { name, version } = current;
        found.push({
          path,
          package: name,
          version,
          conffile: isProtected(path),
          diverted: null,
          digest,
        });
      },
    });
    return found;
  }

  diversionOf(): null {
    return null;
  }

  /** apk keeps no time. */
  installedAt(): null {
    return null;
  }

  #isAt(folder: Folder, start: number, end: number, wanted: Uint8Array): boolean {
    const between = folder.start === folder.end ? NO_SLASH : SLASH;
    const spelled = Buffer.concat([
      SLASH,
      this.#bytes.subarray(folder.start, folder.end),
      between,
      this.#bytes.subarray(start, end),
    ]);
    return spelled.equals(wanted);
  }
}

/** What apk does not overwrite unless /etc/apk/protected_paths.d says otherwise: `+etc`, `@etc/init.d` (links alone), `!etc/apk`. */
function isProtected(path: string): boolean {
  return path.startsWith('/etc/') && !path.startsWith('/etc/init.d/');
}
