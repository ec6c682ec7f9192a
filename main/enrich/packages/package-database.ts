import type { PackageOwnership } from '../../../shared/model/package-ownership.ts';

export type DatabaseKind = NonNullable<PackageOwnership['database']>;

/** What a database recorded of a file's content: lower-case hexadecimal. */
export interface RecordedDigest {
  readonly algorithm: string;
  readonly hex: string;
}

/** One package's word that a path is its own. */
export interface PackageClaim {
  readonly package: string;
  readonly version: string;
  readonly conffile: boolean;
  readonly diverted: PackageOwnership['diverted'];
  readonly digest: RecordedDigest | null;
}

/** A file that a package brought, at the path where it is to lie. */
export interface RecordedFile extends PackageClaim {
  readonly path: string;
}

/** One package database of the root, its lists read. */
export interface PackageDatabase {
  readonly kind: DatabaseKind;
  readonly path: string;
  readonly packages: number;
  /** False when it lists so few of its packages' files (a status file alone) that "no package lists it" means nothing. */
  readonly usable: boolean;
  /** Who lists this very spelling of a path; the caller asks for each spelling that means the same file. */
  claims(path: string): readonly PackageClaim[];
  /**
   * Every file that is to be there, with its content as recorded and diversions applied. Without a digest: folders and links, where the
   * database lists them, and files whose content it does not know.
   */
  recorded(): Iterable<RecordedFile>;
  /** The diversion that moved other files away from this very path, if any. */
  diversionOf(path: string): PackageOwnership['diverted'];
  /** ISO 8601 UTC; null when the database does not say. */
  installedAt(packageName: string): string | null;
}
