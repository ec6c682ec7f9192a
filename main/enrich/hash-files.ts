import type { AuditEntry, AuditLog } from '../evidence/audit.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { hashFiles } from './hash-pool.ts';
import { HASH_ALGORITHMS, type HashJob, type HashOptions, type HashOutcome } from './hash-result.ts';

/** Why there is no digest, in words that keep "not there" apart from "not looked at". */
export type EvidenceHash =
  | HashOutcome
  | { readonly state: 'missing' }
  /** Outside the root, a device or a folder: never opened. */
  | { readonly state: 'refused'; readonly reason: string };

export interface EvidenceHashOptions extends HashOptions {
  readonly audit: AuditLog;
  /** Compare names as Windows does. */
  readonly ignoreCase?: boolean;
}

/**
 * Hashes files of the evidence, each once however many paths lead to it (another letter case, a link). The map has
 * every asked path, in the order asked. Audit entries come in that order too, whatever thread was done first; what is
 * missing or refused is in the log already, from the lookup.
 */
export async function hashEvidenceFiles(
  evidence: Evidence,
  paths: Iterable<string>,
  options: EvidenceHashOptions,
): Promise<Map<string, EvidenceHash>> {
  const found = new Map<string, { readonly real: string } | EvidenceHash>();
  const jobs = new Map<string, HashJob>();
  for (const path of paths) {
    if (!found.has(path)) found.set(path, prepare(evidence, path, options, jobs));
  }
  const hashed = new Map<string, HashOutcome>();
  for await (const { key, ...outcome } of hashFiles([...jobs.values()], options)) hashed.set(key, outcome);

  for (const key of jobs.keys()) {
    const outcome = hashed.get(key);
    if (outcome !== undefined) options.audit.record({ path: key, ...auditEntry(outcome) });
  }
  const results = new Map<string, EvidenceHash>();
  for (const [path, file] of found) {
    results.set(path, 'real' in file ? (hashed.get(file.real) ?? { state: 'cancelled' }) : file);
  }
  return results;
}

function prepare(
  evidence: Evidence,
  path: string,
  options: EvidenceHashOptions,
  jobs: Map<string, HashJob>,
): { readonly real: string } | EvidenceHash {
  const lookup = evidence.lookup(path, { ignoreCase: options.ignoreCase === true });
  switch (lookup.state) {
    case 'missing':
      return lookup;
    case 'unreadable':
      return lookup;
    case 'outside-root':
    case 'special':
      return { state: 'refused', reason: lookup.reason };
    case 'directory':
      return { state: 'refused', reason: 'a folder' };
    case 'file': {
      const real = lookup.path;
      if (jobs.has(real)) return { real };
      const locator = evidence.locator(real);
      if (!locator.ok) return { state: 'unreadable', reason: locator.error.reason };
      jobs.set(real, { key: real, locator: locator.value, size: lookup.stat.size });
      return { real };
    }
  }
}

function auditEntry(outcome: HashOutcome): Omit<AuditEntry, 'path'> {
  switch (outcome.state) {
    case 'hashed': {
      const strongest = HASH_ALGORITHMS.find((name) => outcome[name] !== null);
      const digest = strongest === undefined ? '' : `, ${strongest} ${outcome[strongest]}`;
      return { action: 'hashed', detail: `${outcome.bytes} bytes${digest}` };
    }
    case 'too-large':
      return { action: 'skipped', detail: `too large to hash: ${outcome.size} bytes` };
    case 'cancelled':
      return { action: 'skipped', detail: 'cancelled' };
    case 'unreadable':
      return { action: 'failed', detail: outcome.reason };
  }
}
