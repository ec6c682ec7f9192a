import type { Level } from '../../shared/level.ts';
import type { Platform } from '../../shared/model/common.ts';
import type { Header } from '../../shared/model/run.ts';
import type { ServiceRecord } from '../../shared/model/service-record.ts';
import type { TriageResult } from '../../shared/model/triage-event.ts';
import type { RuleSet } from '../detect/rule-set.ts';
import type { AuditLog } from '../evidence/audit.ts';
import type { Evidence } from '../evidence/evidence.ts';

/** Hears what a run has found while it goes on, for a window that shows it and keeps it. */
export interface TriageObserver {
  /** After each source. The arrays go on growing. */
  found(found: FoundSoFar): void;
  /** In the middle of a source, often; what is found is only put together when it is asked for. */
  growing?(found: () => FoundSoFar): void;
  hashed(files: number, total: number): void;
}

export interface FoundSoFar extends Pick<TriageResult, 'services' | 'events' | 'diagnostics' | 'coverage'> {
  readonly root: Header['root'];
  readonly host: Header['host'];
  /** The source that is being read, of which only a part may be there; null between two. */
  readonly reading: string | null;
  /** Sources that have not been looked at yet. */
  readonly ahead: readonly string[];
}

/** Everything one run needs. The caller opens the evidence, so that the engine never sees a host path. */
export interface TriageRequest {
  readonly evidence: Evidence;
  readonly audit: AuditLog;
  readonly rules: RuleSet;
  /** Insist on a system instead of recognising it. */
  readonly platform: Platform | null;
  readonly hash: boolean;
  /** Bytes; larger files are listed and not hashed. */
  readonly maxHashSize: number;
  /** Linux: compare every file of every package with its database, not only what services refer to. */
  readonly verifyPackages?: boolean;
  /** Where the hashing worker's script lies; null hashes in this thread. */
  readonly workerUrl: URL | null;
  readonly minLevel: Level;
  readonly hostName: string | null;
  readonly baseline: readonly ServiceRecord[] | null;
  /** Lower-case names that are known to belong here; null without a list. */
  readonly knownServices: ReadonlySet<string> | null;
  /** Lower-case accounts (`DOMAIN\\name`, `name` or SID) that install services here; null without a list. */
  readonly knownAdmins: ReadonlySet<string> | null;
  /** Lower-case hashes, paths or names to look for. */
  readonly iocs: readonly string[];
  readonly case: Header['case'];
  readonly commandLine: readonly string[];
  readonly startedAt: string;
  readonly signal?: AbortSignal;
  readonly observer?: TriageObserver;
}
