import { BASE_BLOCK_SECTOR, BASE_BLOCK_SIZE, type BaseBlock, isDirty, parseBaseBlock } from './base-block.ts';
import { ChangedBytes } from './changed-bytes.ts';
import type { HiveDiagnostics } from './diagnostics.ts';
import { planReplay } from './replay-plan.ts';
import { type LogEntry, type LogName, openLog, type TransactionLog } from './transaction-log.ts';

export interface HiveLogs {
  readonly log1?: Uint8Array | undefined;
  readonly log2?: Uint8Array | undefined;
  readonly log?: Uint8Array | undefined;
}

/** What transaction logs did to the hive that is shown. */
export interface HiveReplay {
  /**
   * `clean`: the primary file is complete, logs were not needed. `replayed`: entries were applied. `no-log`: the hive
   * is dirty and no log (or only empty ones) was given. `no-usable-log`: it is dirty and no log could be applied.
   */
  readonly state: 'clean' | 'replayed' | 'no-usable-log' | 'no-log';
  readonly format: 'new' | 'old' | null;
  /** In the order they were applied; `offset` counts bytes from the start of the log. */
  readonly entries: readonly {
    readonly log: LogName;
    readonly sequence: number;
    readonly offset: number;
    readonly pages: number;
  }[];
  readonly pages: number;
  /** Bytes of the hive that differ from the primary file. */
  readonly bytesChanged: number;
  /** The log whose copy replaced an invalid base block. */
  readonly baseBlockFrom: LogName | null;
}

export interface ReplayResult {
  /** The caller's bytes when nothing was applied, else a new array. */
  readonly bytes: Uint8Array;
  /** Base block of `bytes`, with the hive bins data size that the last entry states; null when there is none. */
  readonly base: BaseBlock | null;
  readonly changed: ChangedBytes | null;
  readonly replay: HiveReplay;
}

const NAMES: readonly LogName[] = ['log1', 'log2', 'log'];
const FILE_TYPE_AT = 28;

/**
 * Applies transaction logs to a hive in memory (msuhanov, "Dirty state of a hive"): pure, `primary` is never written
 * to. Every log that cannot be used is reported.
 */
export function replayLogs(primary: Uint8Array, logs: HiveLogs, diagnostics: HiveDiagnostics): ReplayResult {
  const base = primary.length < BASE_BLOCK_SECTOR ? null : parseBaseBlock(primary);
  if (base !== null && !isDirty(base)) return untouched(primary, base, 'clean');
  const given = NAMES.filter((name) => logs[name]?.some((byte) => byte !== 0) ?? false);
  if (given.length === 0) return untouched(primary, base, 'no-log');
  const opened = given
    .map((name) => openLog(name, logs[name] as Uint8Array, diagnostics))
    .filter((log) => log !== null);
  const plan = planReplay(primary, base, opened, diagnostics);
  const growth = opened.reduce((sum, log) => sum + log.bytes.length, 0);
  const entries = affordable(plan.entries, primary.length + growth, diagnostics);
  if (entries.length === 0) return untouched(primary, base, 'no-usable-log');
  return apply(primary, entries, plan.baseFrom);
}

/** Bins that a log adds are all in it, so a hive cannot grow by more than the logs hold. */
function affordable(
  entries: readonly LogEntry[],
  limit: number,
  diagnostics: HiveDiagnostics,
): readonly LogEntry[] {
  const bad = entries.findIndex((entry) => BASE_BLOCK_SIZE + entry.hiveBinsSize > limit);
  const entry = entries[bad];
  if (entry === undefined) return entries;
  const what = `entry ${entry.sequence}: a hive of ${entry.hiveBinsSize} bytes is more than file and logs hold`;
  diagnostics.add('log-entry', entry.offset, entry.log.name, `${what}; recovery stops`);
  return entries.slice(0, bad);
}

function apply(
  primary: Uint8Array,
  entries: readonly LogEntry[],
  baseFrom: TransactionLog | null,
): ReplayResult {
  const last = entries.at(-1) as LogEntry;
  const largest = entries.reduce((size, entry) => Math.max(size, entry.hiveBinsSize), 0);
  const bytes = new Uint8Array(Math.max(primary.length, BASE_BLOCK_SIZE + largest));
  bytes.set(primary);
  if (baseFrom !== null) {
    bytes.set(baseFrom.bytes.subarray(0, BASE_BLOCK_SECTOR));
    bytes.fill(0, FILE_TYPE_AT, FILE_TYPE_AT + 4);
  }
  const touched = new Map<number, number>();
  for (const entry of entries) {
    for (const page of entry.pages) {
      bytes.set(entry.log.bytes.subarray(page.from, page.from + page.length), page.to);
      touched.set(page.to, Math.max(page.length, touched.get(page.to) ?? 0));
    }
  }
  const changed = new ChangedBytes(bytes.length);
  let compared = 0;
  for (const [start, length] of [...touched].sort((a, b) => a[0] - b[0])) {
    changed.compare(primary, bytes, Math.max(start, compared), start + length);
    compared = Math.max(compared, start + length);
  }
  const base = { ...parseBaseBlock(bytes), hiveBinsSize: last.hiveBinsSize };
  const replay: HiveReplay = {
    state: 'replayed',
    format: last.log.format,
    entries: entries.map(({ log, sequence, offset, pages }) => ({
      log: log.name,
      sequence,
      offset,
      pages: pages.length,
    })),
    pages: entries.reduce((sum, entry) => sum + entry.pages.length, 0),
    bytesChanged: changed.bytes,
    baseBlockFrom: baseFrom?.name ?? null,
  };
  return { bytes, base, changed, replay };
}

function untouched(primary: Uint8Array, base: BaseBlock | null, state: HiveReplay['state']): ReplayResult {
  const replay = { state, format: null, entries: [], pages: 0, bytesChanged: 0, baseBlockFrom: null };
  return { bytes: primary, base, changed: null, replay };
}
