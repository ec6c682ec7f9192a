import type { InputFile } from '../../shared/model/host.ts';
import { type EvidenceHash, hashEvidenceFiles } from '../enrich/hash-files.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { TriageRequest } from './request.ts';

/**
 * The logs that sources read (evidence path, source) as inputs of the run with their SHA-256, for the chain of custody. Logs are
 * streamed, so the digest is taken afterwards, of the same file; a running host goes on writing its logs, and has none.
 */
export async function logInputs(
  evidence: Evidence,
  logs: ReadonlyMap<string, string>,
  request: Pick<TriageRequest, 'hash' | 'audit' | 'workerUrl' | 'signal'>,
): Promise<InputFile[]> {
  const hashes: ReadonlyMap<string, EvidenceHash> =
    request.hash && evidence.kind !== 'live'
      ? await hashEvidenceFiles(evidence, logs.keys(), {
          algorithms: ['sha256'],
          // A log was read as a whole already, whatever its size.
          maxSize: Number.POSITIVE_INFINITY,
          audit: request.audit,
          ...(request.workerUrl === null ? {} : { workerUrl: request.workerUrl }),
          ...(request.signal === undefined ? {} : { signal: request.signal }),
        })
      : new Map();
  return [...logs].map(([path, role]) => {
    const lookup = evidence.lookup(path);
    const hash = hashes.get(path);
    return {
      path,
      role,
      size: lookup.state === 'file' ? lookup.stat.size : 0,
      sha256: hash?.state === 'hashed' ? hash.sha256 : null,
      dirty: null,
      replay: null,
      replayDetail: request.hash
        ? notHashed(evidence, hash)
        : 'not hashed: hashing was switched off (--no-hash)',
    };
  });
}

function notHashed({ kind }: Pick<Evidence, 'kind'>, hash: EvidenceHash | undefined): string | null {
  if (kind === 'live') return 'the host goes on writing it: not hashed';
  switch (hash?.state) {
    case 'unreadable':
    case 'refused':
      return `not hashed: ${hash.reason}`;
    case 'cancelled':
      return 'not hashed: the run was cancelled';
    default:
      return null;
  }
}
