import type { Coverage } from '../../shared/model/coverage.ts';
import type { PackageIndex } from '../enrich/packages/packages.ts';

/** Coverage of the package databases of a Linux root. */
export function packageCoverage({ databases }: Pick<PackageIndex, 'databases'>): Coverage {
  const base = { type: 'coverage', source: 'package-databases' } as const;
  if (databases.length === 0) {
    return {
      ...base,
      outcome: 'notPresent',
      counts: {},
      reason:
        'no package database (dpkg, rpm, apk, pacman) in this evidence: no file is called foreign or changed',
    };
  }
  const counts = Object.fromEntries(databases.map(({ kind, packages }) => [kind, packages]));
  return { ...base, outcome: 'collected', counts, reason: null };
}
