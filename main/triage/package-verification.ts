import { MAX_DIAGNOSTICS_PER_FILE } from '../../shared/limits.ts';
import type { Coverage } from '../../shared/model/coverage.ts';
import type { Diagnostic } from '../../shared/model/diagnostic.ts';
import type { PackageIndex } from '../enrich/packages/packages.ts';
import type { OddPackageFile, PackageVerification } from '../enrich/packages/verify-packages.ts';
import type { NamedFile } from './binaries.ts';

const SOURCE = 'package-verification';

/** Puts what differs from its package among the files that are hashed and listed; what services name is there already. */
export function addOddFiles(files: Map<string, NamedFile>, { files: odd }: PackageVerification): void {
  for (const { path, evidencePath, state, isLink, ownership } of odd) {
    const key = isLink ? path : (evidencePath ?? `?${path}`);
    if (files.has(key)) continue;
    files.set(key, {
      path,
      evidencePath,
      state: state === 'missing' ? 'missing' : state === 'unreadable' ? 'unreadable' : 'found',
      platform: 'linux',
      uses: [],
      ownership,
    });
  }
}

/** Coverage of the verification of all packages. */
export function verificationCoverage(
  { counts, cancelled }: PackageVerification,
  { databases }: Pick<PackageIndex, 'databases'>,
): Coverage {
  const base = { type: 'coverage', source: SOURCE } as const;
  if (databases.length === 0) {
    return { ...base, outcome: 'notPresent', counts: {}, reason: 'no package database in this evidence' };
  }
  const packages = databases.reduce((sum, database) => sum + database.packages, 0);
  if (cancelled) {
    const reason = 'the run was cancelled before every file was compared';
    return { ...base, outcome: 'failed', counts: { packages, ...counts }, reason };
  }
  return { ...base, outcome: 'collected', counts: { packages, ...counts }, reason: null };
}

/** Code that differs from its package or is missing, each; of the other files the counts and the list of files tell. */
export function verificationDiagnostics({ files, counts }: PackageVerification): Diagnostic[] {
  const found: Diagnostic[] = [];
  const told = new Map<OddPackageFile['state'], number>();
  for (const file of files) {
    if (!file.isCode && file.state !== 'unreadable') continue;
    const count = (told.get(file.state) ?? 0) + 1;
    told.set(file.state, count);
    if (count > MAX_DIAGNOSTICS_PER_FILE) continue;
    const more = count === MAX_DIAGNOSTICS_PER_FILE ? '; the list of files has the others' : '';
    found.push({ ...diagnosticOf(file), what: `${SAYS[file.state]} ${nameOf(file)}${more}` });
  }
  if (counts.leftOut > 0) {
    found.push({
      ...base('error', 'package-files-left-out', ''),
      what: `${counts.leftOut} further files of packages differ or are missing and are not listed`,
    });
  }
  return found;
}

const SAYS: Readonly<Record<OddPackageFile['state'], string>> = {
  changed: 'the content is not what the package brought:',
  'conffile-changed': 'a program that administrators may edit differs from its package:',
  missing: 'a program or library of a package is not there:',
  unreadable: 'a file of a package is there and cannot be read; the audit log has the reason:',
};
const CODES: Readonly<Record<OddPackageFile['state'], string>> = {
  changed: 'package-file-changed',
  'conffile-changed': 'package-conffile-changed',
  missing: 'package-file-missing',
  unreadable: 'file-unreadable',
};

function diagnosticOf({ state, path, evidencePath }: OddPackageFile) {
  const severity =
    state === 'unreadable' ? 'error' : state === 'conffile-changed' ? 'info' : ('warning' as const);
  return base(severity, CODES[state], evidencePath ?? path);
}

function base(severity: Diagnostic['severity'], code: string, path: string) {
  return { type: 'diagnostic', severity, code, source: SOURCE, path, offset: null } as const;
}

function nameOf({ ownership: { package: name, version, recorded, algorithm } }: OddPackageFile): string {
  const digest = recorded === null ? '' : `, ${algorithm} ${recorded}`;
  return `${name ?? ''} ${version ?? ''}${digest}`;
}
