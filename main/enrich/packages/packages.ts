import type { Diagnostic } from '../../../shared/model/diagnostic.ts';
import type { PackageOwnership } from '../../../shared/model/package-ownership.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { openApkDatabase } from './apk-database.ts';
import { openDpkgDatabase } from './dpkg-database.ts';
import type { DatabaseKind, PackageDatabase, RecordedFile } from './package-database.ts';
import { PackageReporter } from './package-reporter.ts';
import { type FileDigests, ownershipOf } from './package-state.ts';
import { openPacmanDatabase } from './pacman-database.ts';
import { PathAliases } from './path-aliases.ts';
import { openRpmDatabase } from './rpm-database.ts';

export interface DatabaseSummary {
  readonly kind: DatabaseKind;
  readonly path: string;
  readonly packages: number;
}

/** What the root's own package databases say. Lazy: nothing is read before the first question. */
export interface PackageIndex {
  readonly databases: readonly DatabaseSummary[];
  /** What went wrong so far; grows while questions are asked. */
  readonly diagnostics: readonly Diagnostic[];
  /**
   * Who owns the file at this evidence path, and whether its content is what the package brought. Links are resolved: the answer
   * is about the file they lead to. `digests` are compared, never computed; null or without the database's algorithm:
   * `owned-not-verified`.
   */
  ownership(path: string, digests: FileDigests | null): PackageOwnership;
  /** Every file that a package is to have brought, of all databases; see `PackageDatabase.recorded`. */
  recorded(): Iterable<RecordedFile & { readonly database: DatabaseKind }>;
  /** Time of the package's installation or last upgrade, ISO 8601 UTC; null when no database says (apk never does). */
  installedAt(packageName: string): string | null;
}

const OPENERS = [openDpkgDatabase, openRpmDatabase, openApkDatabase, openPacmanDatabase];

/**
 * The package databases of a root, read with nothing of the root being run. What an attacker with root's rights wrote into them is
 * believed: "unchanged" means as the database says. Never throws; damage is in `diagnostics`.
 */
export function openPackages(evidence: Evidence): PackageIndex {
  const reporter = new PackageReporter(evidence);
  let opened: { readonly databases: readonly PackageDatabase[]; readonly aliases: PathAliases } | null = null;
  const open = () => {
    if (opened === null) {
      const databases = OPENERS.map((opener) => opener(evidence, reporter)).filter((one) => one !== null);
      for (const { path, packages } of databases) {
        if (packages === 0) reporter.report('warning', 'package-database-empty', path, 'lists no packages');
      }
      opened = { databases, aliases: new PathAliases(evidence) };
    }
    return opened;
  };

  return {
    get databases() {
      return open().databases.map(({ kind, path, packages }) => ({ kind, path, packages }));
    },
    diagnostics: reporter.diagnostics,
    ownership(path, digests) {
      const { databases, aliases } = open();
      if (databases.length === 0) return unowned('no-database', null, null);
      const ask = (spelled: string) => {
        const spellings = aliases.spellings(spelled);
        const claims = databases.flatMap((database) =>
          spellings.flatMap((spelling) =>
            database.claims(spelling).map((claim) => ({ ...claim, database: database.kind })),
          ),
        );
        return { spellings, owned: ownershipOf(claims, digests) };
      };
      let { spellings, owned } = ask(path);
      // Content that a package brought is answer enough; only otherwise is it worth asking where a link leads.
      if (owned?.state !== 'owned-unchanged') {
        const lookup = evidence.lookup(path);
        if (lookup.state === 'file' && lookup.path !== path) ({ spellings, owned } = ask(lookup.path));
      }
      if (owned !== null) return owned;
      const usable = databases.filter((database) => database.usable);
      if (usable.length === 0) return unowned('no-database', null, null);
      for (const database of usable) {
        const diverted = spellings
          .map((spelling) => database.diversionOf(spelling))
          .find((one) => one !== null);
        if (diverted !== undefined) return unowned('not-owned', database.kind, diverted);
      }
      return unowned('not-owned', usable.length === 1 ? (usable[0]?.kind ?? null) : null, null);
    },
    *recorded() {
      for (const database of open().databases)
        for (const file of database.recorded()) yield { ...file, database: database.kind };
    },
    installedAt(packageName) {
      for (const database of open().databases) {
        const time = database.installedAt(packageName);
        if (time !== null) return time;
      }
      return null;
    },
  };
}

function unowned(
  state: 'not-owned' | 'no-database',
  database: DatabaseKind | null,
  diverted: PackageOwnership['diverted'],
): PackageOwnership {
  return {
    state,
    database,
    package: null,
    version: null,
    conffile: false,
    diverted,
    algorithm: null,
    recorded: null,
  };
}
