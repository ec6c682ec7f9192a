import type { Evidence } from '../../evidence/evidence.ts';
import { ParseError } from '../../formats/parse-error.ts';
import { walkBdbHash } from '../../formats/rpm/bdb-hash.ts';
import { walkNdb } from '../../formats/rpm/ndb-packages.ts';
import { openSqlite } from '../../formats/sqlite/sqlite-file.ts';
import type { PackageReporter } from './package-reporter.ts';

type Walk = (bytes: Uint8Array, visit: (blob: Uint8Array) => void) => readonly ParseError[];

/** The three kinds of rpm's database: since rpm 4.16 (RHEL 9), SUSE's, and that of rpm before 4.16 (RHEL 8 and older). */
export const RPM_STORES = {
  sqlite: { file: 'rpmdb.sqlite', walk: walkSqlite },
  ndb: { file: 'Packages.db', walk: (bytes, visit) => walkNdb(bytes, (_index, blob) => visit(blob)) },
  bdb: { file: 'Packages', walk: walkBdb },
} as const satisfies Record<string, { readonly file: string; readonly walk: Walk }>;
type RpmStoreKind = keyof typeof RPM_STORES;
const KINDS: readonly RpmStoreKind[] = ['sqlite', 'ndb', 'bdb'];

/** Where it is kept: rpm's %_dbpath of Fedora and SUSE today, of everyone before, and of rpm-ostree. */
const FOLDERS = ['/usr/lib/sysimage/rpm', '/var/lib/rpm', '/usr/share/rpm'];

export interface RpmStore {
  readonly kind: RpmStoreKind;
  readonly path: string;
}

/** The database that rpm would use; others, left behind by a change of kind or place, are reported. */
export function findRpmStore(evidence: Evidence, reporter: PackageReporter): RpmStore | null {
  const stores = new Map<string, RpmStore>();
  for (const folder of FOLDERS) {
    if (evidence.lookup(folder).state !== 'directory') continue;
    for (const kind of KINDS) {
      const lookup = evidence.lookup(`${folder}/${RPM_STORES[kind].file}`);
      if (lookup.state === 'file' && !stores.has(lookup.path))
        stores.set(lookup.path, { kind, path: lookup.path });
      else if (lookup.state !== 'missing' && lookup.state !== 'file' && 'reason' in lookup) {
        reporter.report('error', 'package-database-unreadable', folder, lookup.reason);
      }
    }
  }
  const [used, ...others] = stores.values();
  for (const { path } of others) {
    reporter.report('info', 'package-database-ignored', path, `not read: ${used?.path} is used`);
  }
  if (used?.kind === 'sqlite') {
    const log = evidence.lookup(`${used.path}-wal`);
    if (log.state === 'file' && log.stat.size > 0) {
      const what = 'holds changes that are not in the database file; they were not read';
      reporter.report('warning', 'sqlite-wal-not-read', log.path, what);
    }
  }
  return used ?? null;
}

function walkSqlite(bytes: Uint8Array, visit: (blob: Uint8Array) => void): readonly ParseError[] {
  const file = openSqlite(bytes);
  const table = file.tables.find(({ name }) => name === 'Packages');
  if (table === undefined) throw new ParseError('rpm database', 0, 'has no table Packages');
  const problems = file.rows(table, ({ values: [, blob] }) => {
    if (!(blob instanceof Uint8Array)) throw new ParseError('rpm database', 0, 'a row has no header');
    visit(blob);
  });
  return [...file.problems, ...problems];
}

function walkBdb(bytes: Uint8Array, visit: (blob: Uint8Array) => void): readonly ParseError[] {
  return walkBdbHash(bytes, (key, value) => {
    // Key 0 holds the next number to give.
    if (key.length === 4 && key.every((byte) => byte === 0)) return;
    visit(value);
  });
}
