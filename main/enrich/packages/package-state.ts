import type { PackageOwnership } from '../../../shared/model/package-ownership.ts';
import type { DatabaseKind, PackageClaim } from './package-database.ts';

/** Digests of a file's content, hexadecimal; what was not computed is left out or null. */
export interface FileDigests {
  readonly md5?: string | null | undefined;
  readonly sha1?: string | null | undefined;
  readonly sha256?: string | null | undefined;
}

export interface DatabaseClaim extends PackageClaim {
  readonly database: DatabaseKind;
}

/** The best that packages say of a file: one that matches its content, else the first that knows its content, else the first. */
export function ownershipOf(
  claims: readonly DatabaseClaim[],
  digests: FileDigests | null,
): PackageOwnership | null {
  const answers = claims.map((claim) => answerOf(claim, digests));
  return (
    answers.find((answer) => answer.state === 'owned-unchanged') ??
    answers.find((answer) => answer.state !== 'owned-not-verified') ??
    answers[0] ??
    null
  );
}

function answerOf(claim: DatabaseClaim, digests: FileDigests | null): PackageOwnership {
  return {
    state: stateOf(claim, digests),
    database: claim.database,
    package: claim.package,
    version: claim.version,
    conffile: claim.conffile,
    diverted: claim.diverted,
    algorithm: claim.digest?.algorithm ?? null,
    recorded: claim.digest?.hex ?? null,
  };
}

export function stateOf(
  claim: Pick<DatabaseClaim, 'digest' | 'conffile'>,
  digests: FileDigests | null,
): PackageOwnership['state'] {
  const { digest } = claim;
  const actual = digest === null ? null : digestNamed(digest.algorithm, digests);
  if (digest === null || actual === null) return 'owned-not-verified';
  if (actual === digest.hex.toLowerCase()) return 'owned-unchanged';
  return claim.conffile ? 'conffile-changed' : 'owned-changed';
}

function digestNamed(algorithm: string, digests: FileDigests | null): string | null {
  switch (algorithm) {
    case 'md5':
    case 'sha1':
    case 'sha256':
      return digests?.[algorithm]?.toLowerCase() ?? null;
    // apk-tools keeps the first 160 bits of a SHA-256 (its source, src/crypto.c).
    case 'sha256-160':
      return digests?.sha256?.toLowerCase().slice(0, 40) ?? null;
    default:
      return null;
  }
}
