import { existsSync } from 'node:fs';
import { ATTACK_VERSION } from '../../../shared/attack.ts';
import type { ScanRequest } from '../../../shared/ipc/contract.ts';
import { DEFAULT_MAX_HASH_SIZE } from '../../../shared/limits.ts';
import type { Header } from '../../../shared/model/run.ts';
import type { TriageResult } from '../../../shared/model/triage-event.ts';
import type { Sql } from '../../case/sql.ts';
import type { RuleSet } from '../../detect/rule-set.ts';
import { openDirectory } from '../../evidence/directory-evidence.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { openLive } from '../../evidence/live-evidence.ts';
import { MemoryAuditLog } from '../audit-log.ts';
import { buildCase } from '../case-file.ts';
import type { FoundSoFar } from '../request.ts';
import { TOOL_NAME, TOOL_VERSION } from '../tool.ts';
import { triage } from '../triage.ts';
import { builtInRules } from './built-in-rules.ts';
import { scanCommand } from './command-line.ts';
import { ProgressMeter } from './progress-meter.ts';
import { readBaselineFile } from './read-case-file.ts';
import { RecoveryFile } from './recovery.ts';
import { Refusal } from './refusal.ts';
import { Session } from './session.ts';

export interface ScanParts {
  readonly sql: Sql;
  readonly request: ScanRequest;
  readonly paths: Readonly<Record<string, string>>;
  readonly recoveryFolder: string | null;
  readonly workerUrl: URL | null;
  readonly signal: AbortSignal;
  /** Hears of the copy that is kept while the scan runs, and of what stops it. */
  readonly onRecovery: (recovery: RecoveryFile) => void;
  readonly onRecoveryProblem: (reason: string) => void;
  readonly tell: ConstructorParameters<typeof ProgressMeter>[0];
}

/** What a scan begins with, or a refusal: the window is told at once when nothing can be examined. */
export interface PreparedScan {
  run(): Promise<Session>;
}

export function prepareScan(parts: ScanParts): PreparedScan {
  const { request, paths, sql } = parts;
  const audit = new MemoryAuditLog();
  const root = request.target === 'live' ? null : pathOf(request.target, paths);
  const baselinePath = request.baseline === null ? null : pathOf(request.baseline, paths);
  const evidence = openEvidence(root, audit);
  const baseline = baselinePath === null ? null : readBaselineFile(sql, baselinePath);
  const commandLine = scanCommand(request, root, baselinePath);
  return { run: () => run({ ...parts, audit, evidence, root, baseline, commandLine }) };
}

function pathOf(handle: string, paths: Readonly<Record<string, string>>): string {
  const path = paths[handle];
  if (path === undefined) throw new Refusal('not-found', 'What was chosen is no longer known.');
  return path;
}

function openEvidence(root: string | null, audit: MemoryAuditLog): Evidence {
  if (root !== null && !existsSync(root)) throw new Refusal('not-found', `${root} is not there.`);
  const opened = root === null ? openLive({ audit }) : openDirectory(root, { audit });
  if (!opened.ok)
    throw new Refusal('failed', `${opened.error.path} cannot be examined: ${opened.error.reason}.`);
  return opened.value;
}

interface Run extends ScanParts {
  readonly audit: MemoryAuditLog;
  readonly evidence: Evidence;
  readonly root: string | null;
  readonly baseline: ReturnType<typeof readBaselineFile> | null;
  readonly commandLine: readonly string[];
}

async function run(parts: Run): Promise<Session> {
  const { sql, request, evidence, audit, signal, root, commandLine } = parts;
  const rules = await builtInRules();
  const startedAt = new Date();
  const recovery = new RecoveryFile(
    sql,
    parts.recoveryFolder,
    root,
    runFacts(parts, rules, startedAt.toISOString()),
    startedAt,
    parts.onRecoveryProblem,
  );
  parts.onRecovery(recovery);
  if (parts.recoveryFolder !== null && recovery.path === null)
    parts.onRecoveryProblem(`${parts.recoveryFolder} lies in the examined folder, which is not written to.`);
  const meter = new ProgressMeter(parts.tell);
  recovery.grow(null);
  let last: FoundSoFar | null = null;
  const result = await finish(
    triage({
      evidence,
      audit,
      rules,
      platform: null,
      hash: request.hash,
      maxHashSize: DEFAULT_MAX_HASH_SIZE,
      workerUrl: parts.workerUrl,
      minLevel: 'informational',
      hostName: null,
      baseline: parts.baseline,
      knownAdmins: null,
      knownServices: null,
      iocs: [],
      case: request.caseData,
      commandLine,
      startedAt: startedAt.toISOString(),
      signal,
      observer: {
        found: (found) => {
          meter.found(found);
          last = found;
          recovery.grow(found);
        },
        growing: (found) => recovery.growIfTime(found),
        hashed: (files, total) => {
          meter.hashed(files, total);
          // What came just after the last copy must not wait for the end of all hashing.
          recovery.grow(last);
        },
      },
    }),
    meter,
    recovery,
  );
  meter.end({
    service: result.services.length,
    event: result.events.length,
    binary: result.binaries.length,
    finding: result.findings.length,
    diagnostic: result.diagnostics.length,
    coverage: result.coverage.length,
  });
  // Nobody else may hold the records while the case grows.
  last = null;
  recovery.release();
  const db = buildCase(sql, result, audit.text(), signal.aborted, true);
  recovery.end(db, signal.aborted);
  return new Session(db, {
    file: null,
    recovery: recovery.path,
    recoveryFolder: recovery.folder,
    root,
  });
}

async function finish(
  events: ReturnType<typeof triage>,
  meter: ProgressMeter,
  recovery: RecoveryFile,
): Promise<TriageResult> {
  for (;;) {
    const { value, done } = await events.next();
    if (done === true) {
      if (value.ok) return value.value;
      recovery.remove();
      throw new Refusal('failed', value.error.reason);
    }
    if (value.type === 'progress') meter.note(value);
  }
}

/** What the header of an unfinished case says. */
function runFacts(
  { evidence, request, commandLine }: Run,
  rules: RuleSet,
  startedAt: string,
): Pick<Header, 'tool' | 'run' | 'case'> {
  return {
    tool: {
      name: TOOL_NAME,
      version: TOOL_VERSION,
      rules: rules.rules.length + (rules.correlations?.length ?? 0),
      ruleSetSha256: rules.sha256,
      attackVersion: ATTACK_VERSION,
    },
    run: {
      startedAt,
      finishedAt: null,
      commandLine: [...commandLine],
      target: evidence.target,
      targetKind: evidence.kind,
      analystSystem: `${process.platform} ${process.arch}, Node ${process.versions.node}`,
      user: process.env.USER ?? process.env.USERNAME ?? null,
      elevated: typeof process.getuid === 'function' ? process.getuid() === 0 : null,
    },
    case: request.caseData,
  };
}
