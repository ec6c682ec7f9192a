import type { Coverage } from '../../shared/model/coverage.ts';
import type { Diagnostic } from '../../shared/model/diagnostic.ts';
import type { EventRecord } from '../../shared/model/event-record.ts';
import type { Host } from '../../shared/model/host.ts';
import type { LogEvent } from '../../shared/model/log-event.ts';
import type { ServiceRecord } from '../../shared/model/service-record.ts';
import type { Setting } from '../../shared/model/setting.ts';
import type { AuditLog } from '../evidence/audit.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Root } from './root.ts';

/** What a source may look at. Sources of one run share it, so that a hive is opened once (see `windows/hives.ts`). */
export interface SourceContext {
  readonly evidence: Evidence;
  readonly root: Root;
  readonly audit: AuditLog;
  /** Bytes up to which a source hashes what it alone can reach (executables of processes); 0 for nothing, absent for the default. */
  readonly maxHashSize?: number;
  /** For sources of logs: what the rules ask of them, and what the sources before them found. */
  readonly logs?: LogContext;
}

/** What a source of logs has to know. */
export interface LogContext {
  /** Are there rules at all? */
  readonly judged: boolean;
  /** Does a rule ask for records of Windows of this channel and id? Either is null where it is not known without decoding. */
  wanted(channel: string | null, eventId: number | null): boolean;
  /**
   * Of Linux and macOS: the programs, in lower case, whose lines of this log rules ask for; null for every line. `source`: the id of the
   * artefact source.
   */
  programs(source: string, log: string): ReadonlySet<string> | null;
  /** Key name of the configured service with this display name; null when none or several have it. */
  serviceKey(displayName: string): string | null;
  /** Key name of the service of Windows itself that has this display name in English; null when none has. */
  inboxKey(displayName: string): string | null;
}

/**
 * What a source yields. Services with `state: 'deleted'` were recovered; the pipeline shows them as events and lets
 * rules judge them, but they are not part of the inventory. `sha256` of files is filled in later by the pipeline.
 */
export type SourceItem =
  | ServiceRecord
  | EventRecord
  | Diagnostic
  | Coverage
  | LogEvent
  /** Nothing: a source that works long without finding anything lets whoever runs it look up. */
  | { readonly type: 'pause' }
  /** A log that is read now (evidence path), for the chain of custody. */
  | { readonly type: 'log'; readonly path: string }
  | { readonly type: 'setting'; readonly setting: Setting }
  | { readonly type: 'host'; readonly host: Partial<Host> };

/**
 * One artefact source: where it looks and how bytes become records. One file in `main/sources/`, exported as `source`;
 * it is found by its place in that folder. `collect` yields exactly one Coverage, and never throws for damaged evidence.
 */
export interface ArtefactSource {
  /** Name of the file without `.ts`. */
  readonly id: string;
  /** `logs`: it runs after all others, which tell it what is configured. */
  readonly stage?: 'logs';
  /** False makes the coverage "notApplicable" without calling `collect`. */
  applies(root: Root): boolean;
  collect(context: SourceContext): Generator<SourceItem>;
}
