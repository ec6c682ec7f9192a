import { BASE_BLOCK_SIZE, type BaseBlock, isValid } from './base-block.ts';
import type { HiveDiagnostics } from './diagnostics.ts';
import type { LogEntry, TransactionLog } from './transaction-log.ts';
import { newLogEntries } from './transaction-log-new.ts';
import { oldLogEntry } from './transaction-log-old.ts';

/** What is to be applied, in order, and the log whose copy of the base block replaces the primary file's. */
export interface ReplayPlan {
  readonly entries: readonly LogEntry[];
  readonly baseFrom: TransactionLog | null;
}

/**
 * Chooses entries for a dirty hive (msuhanov, "Dirty state of a hive", "Multiple transaction log files"). `base` is
 * the primary file's base block, null when there is none. Why a log is not used is reported when nothing is applied.
 */
export function planReplay(
  primary: Uint8Array,
  base: BaseBlock | null,
  logs: readonly TransactionLog[],
  diagnostics: HiveDiagnostics,
): ReplayPlan {
  const fresh = logs.filter((log) => log.format === 'new');
  const old = logs.filter((log) => log.format === 'old');
  const valid = base !== null && isValid(base) ? base : null;
  let plan: ReplayPlan = valid === null ? latestLog(fresh, diagnostics) : bothLogs(fresh, valid, diagnostics);
  if (plan.entries.length === 0 && old.length > 0) plan = oldLog(primary, valid, old, diagnostics);
  return plan;
}

/** Valid primary: both logs, earlier entries first, the second only if it goes on where the first ends. */
function bothLogs(
  logs: readonly TransactionLog[],
  base: BaseBlock,
  diagnostics: HiveDiagnostics,
): ReplayPlan {
  const usable = logs
    .filter((log) => log.base.primarySequence >= base.secondarySequence)
    .map((log) => ({ log, entries: newLogEntries(log, diagnostics) }))
    .filter(({ entries }) => entries.length > 0)
    .sort((a, b) => a.log.base.primarySequence - b.log.base.primarySequence);
  const applied: LogEntry[] = [];
  for (const { log, entries } of usable) {
    const last = applied.at(-1);
    const first = log.base.primarySequence;
    if (last !== undefined && first !== last.sequence + 1) {
      const what = `begins with entry ${first}, ${last.sequence + 1} expected; recovery stops`;
      diagnostics.add('log-gap', 0, log.name, what);
      break;
    }
    applied.push(...entries);
  }
  if (applied.length === 0) {
    for (const log of logs) {
      if (log.base.primarySequence >= base.secondarySequence) continue;
      const what = `its entries begin with ${log.base.primarySequence}, the hive is already at ${base.secondarySequence}`;
      diagnostics.add('log-not-applicable', 4, log.name, what);
    }
  }
  return { entries: applied, baseFrom: null };
}

/** Invalid primary base block: only the log with the latest entries, whose copy of the base block is taken. */
function latestLog(logs: readonly TransactionLog[], diagnostics: HiveDiagnostics): ReplayPlan {
  let chosen: ReplayPlan = { entries: [], baseFrom: null };
  let latest = -1;
  for (const log of logs) {
    const entries = newLogEntries(log, diagnostics);
    const reached = entries.at(-1)?.sequence ?? -1;
    if (reached > latest) {
      latest = reached;
      chosen = { entries, baseFrom: log };
    }
  }
  return chosen;
}

/** The first old-format log that was written whole and is of the same write as the primary file. */
function oldLog(
  primary: Uint8Array,
  base: BaseBlock | null,
  logs: readonly TransactionLog[],
  diagnostics: HiveDiagnostics,
): ReplayPlan {
  const written = base?.lastWritten ?? firstBinTime(primary);
  const reasons: (readonly [TransactionLog, string])[] = [];
  for (const log of logs) {
    if (log.base.primarySequence !== log.base.secondarySequence) {
      reasons.push([log, 'its sequence numbers differ: it was not written to its end']);
    } else if (log.base.lastWritten !== written) {
      reasons.push([log, 'its last written timestamp is not that of the primary file']);
    } else {
      const entry = oldLogEntry(log, diagnostics);
      if (entry !== null) return { entries: [entry], baseFrom: base === null ? log : null };
    }
  }
  for (const [log, what] of reasons) diagnostics.add('log-not-applicable', 4, log.name, what);
  return { entries: [], baseFrom: null };
}

/** The backup of the last written timestamp in the first bin ("Hive bin", note 3); null when it is not there. */
function firstBinTime(primary: Uint8Array): bigint | null {
  if (primary.length < BASE_BLOCK_SIZE + 32) return null;
  return new DataView(primary.buffer, primary.byteOffset).getBigUint64(BASE_BLOCK_SIZE + 20, true);
}
