import type { TimeAssumption } from '../syslog/read-syslog.ts';

/** What a package manager did, in one word of its field. `other` keeps the log's own word in `word`. */
export const PACKAGE_OPERATIONS = [
  'install',
  'upgrade',
  'downgrade',
  'reinstall',
  'remove',
  'purge',
  'configure',
  'status',
  'command',
  'other',
] as const;
export type PackageOperation = (typeof PACKAGE_OPERATIONS)[number];

export interface PackageEvent {
  readonly line: number;
  /** Bytes from the start of the (unpacked) file. */
  readonly offset: number;
  /** ISO 8601 UTC, precision of the log; null where no year is known. */
  readonly time: string | null;
  readonly timeAssumed: readonly TimeAssumption[];
  readonly operation: PackageOperation;
  /** The log's own word: `Erased`, `half-installed`… */
  readonly word: string;
  /** null for an operation of the whole manager (`startup archives install`, a command). */
  readonly package: string | null;
  readonly architecture: string | null;
  /** Version that it is about: the new one of an upgrade, the removed one of a removal. */
  readonly version: string | null;
  readonly oldVersion: string | null;
  /** Command line that asked for it, where the log has one. */
  readonly command: string | null;
  /** Who asked for it, as the log says: `alice (1000)`. */
  readonly requestedBy: string | null;
}

export type PackageItem =
  | { readonly kind: 'record'; readonly record: PackageEvent }
  | {
      readonly kind: 'problem';
      readonly code: string;
      readonly line: number;
      readonly offset: number;
      readonly what: string;
    };

/** A record with what its log does not say left null. */
export function packageEvent(
  given: Pick<PackageEvent, 'line' | 'offset' | 'time' | 'timeAssumed' | 'operation' | 'word'> &
    Partial<PackageEvent>,
): PackageItem {
  return {
    kind: 'record',
    record: {
      package: null,
      architecture: null,
      version: null,
      oldVersion: null,
      command: null,
      requestedBy: null,
      ...given,
    },
  };
}

const RPM = /^(?:(\d{1,9}):)?(.+)-(?:(\d{1,9}):)?([^-\s]+)-([^-\s]+?)(?:\.([a-z][a-z0-9_]*))?$/;

/** `bash-5.1.8-6.el9.x86_64`, with an epoch before the name (yum) or the version (dnf); only the name where it is not that. */
export function rpmName(text: string): Pick<PackageEvent, 'package' | 'version' | 'architecture'> {
  const found = text.length > 512 ? null : RPM.exec(text);
  if (found === null) return { package: text, version: null, architecture: null };
  const [, early, name = text, late, version, release, architecture = null] = found;
  const epoch = early ?? late;
  const plain = `${version}-${release}`;
  return {
    package: name,
    version: epoch === undefined || epoch === '0' ? plain : `${epoch}:${plain}`,
    architecture,
  };
}
