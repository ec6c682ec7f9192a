import { append } from '../../shared/append.ts';
import { ATTACK_VERSION } from '../../shared/attack.ts';
import { levelRank } from '../../shared/level.ts';
import { MAX_FINDINGS_OF_RULE } from '../../shared/limits.ts';
import type { Diagnostic } from '../../shared/model/diagnostic.ts';
import type { Header } from '../../shared/model/run.ts';
import { SCHEMA_VERSION } from '../../shared/model/schema-version.ts';
import type { ServiceRecord } from '../../shared/model/service-record.ts';
import type { TriageEvent, TriageResult } from '../../shared/model/triage-event.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { DetectInput, DetectResult } from '../detect/detect.ts';
import type { EventJudge } from '../detect/events/events.ts';
import type { RuleSet } from '../detect/rule-set.ts';
import { rulesFor } from '../detect/rules-for.ts';
import { type EvidenceHash, hashEvidenceFiles } from '../enrich/hash-files.ts';
import { openPackages, type PackageIndex } from '../enrich/packages/packages.ts';
import { Permissions } from '../enrich/permissions/writers.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { isLogsOnly } from '../sources/recognise-logs.ts';
import { recogniseRoot } from '../sources/recognise-root.ts';
import type { Root } from '../sources/root.ts';
import type { ArtefactSource, LogContext, SourceContext } from '../sources/source.ts';
import { readAccounts } from '../sources/unix/accounts.ts';
import { joinInstalls } from '../sources/windows/logs/join-installs.ts';
import {
  binaryRecords,
  fileCoverage,
  fileDiagnostics,
  type NamedFile,
  namedFiles,
  withHashes,
} from './binaries.ts';
import {
  type Collected,
  collectSource,
  type LogListener,
  nothingCollected,
  notOfThisRoot,
} from './collect.ts';
import { computersOf, severalComputers } from './log-computers.ts';
import { logInputs } from './log-inputs.ts';
import { byBinary, byCoverage, byDiagnostic, byEvent, byFinding, byService } from './order.ts';
import { packageCoverage } from './package-coverage.ts';
import { addOddFiles, verificationCoverage, verificationDiagnostics } from './package-verification.ts';
import { LOG_SOURCES, SOURCES } from './registered-sources.ts';
import type { FoundSoFar, TriageRequest } from './request.ts';
import { cancelledBefore, cancelledWithin, tooManyEvents } from './run-notices.ts';
import { summarise } from './summary.ts';
import { TOOL_NAME, TOOL_VERSION } from './tool.ts';
import { withWholePaths } from './whole-paths.ts';

/** Why a run could not begin: nothing that can be examined is there. */
export interface TriageFailure {
  readonly reason: string;
}

/**
 * One run: recognises the root, lets each source collect, hashes what services name, lets rules judge.
 * Yields progress while it works, then the header and every record in the order of the JSONL contract, the summary last.
 * A root that is nothing we know is a failure, returned and not thrown.
 */
export async function* triage(
  request: TriageRequest,
): AsyncGenerator<TriageEvent, Result<TriageResult, TriageFailure>> {
  yield { type: 'progress', stage: 'open', what: request.evidence.target, done: 0, total: null };
  const recognised = recogniseRoot(request.evidence, request.platform);
  if (!recognised.ok) return fail({ reason: recognised.error });
  const root = recognised.value;
  if (request.platform !== null && request.platform !== root.platform) {
    return fail({ reason: `this root holds ${root.platform}, not ${request.platform}: ${root.reason}` });
  }

  const opened =
    root.platform === 'windows' ? ok(request.evidence) : request.evidence.subtree(root.base || '/');
  if (!opened.ok) return fail({ reason: `${root.base} cannot be examined: ${opened.error.reason}` });
  const evidence = opened.value;
  const rules: RuleSet = {
    ...request.rules,
    rules: rulesFor(request.rules.rules, root.platform),
    correlations: rulesFor(request.rules.correlations ?? [], root.platform),
  };

  const collected = nothingCollected(root.platform);
  const maxHashSize = request.hash ? request.maxHashSize : 0;
  const context: SourceContext = { evidence, root, audit: request.audit, maxHashSize };
  const total = SOURCES.length + LOG_SOURCES.length;
  const logs = LOG_SOURCES.filter(({ platform }) => platform === root.platform);
  for (const [index, source] of SOURCES.entries()) {
    yield { type: 'progress', stage: 'read', what: source.id, done: index, total };
    yield* collect(source, context, index);
  }
  for (const { id, platform } of LOG_SOURCES) {
    if (platform !== root.platform) collected.coverage.push(notOfThisRoot(id, root));
  }
  const judgeLogs = await openEventJudge(rules, collected, request);
  const logContext: SourceContext = { ...context, logs: logContextOf(judgeLogs, collected.services) };
  for (const [index, { id, load }] of logs.entries()) {
    const done = SOURCES.length + index;
    yield { type: 'progress', stage: 'read', what: id, done, total };
    yield* collect(await load(), logContext, done, (item) =>
      judgeLogs === null ? false : judgeLogs.take(item),
    );
  }
  if (collected.logs.size > 0) {
    yield { type: 'progress', stage: 'hash', what: 'logs', done: 0, total: collected.logs.size };
    const inputs = await logInputs(evidence, collected.logs, request);
    collected.host = { ...collected.host, inputs: [...collected.host.inputs, ...inputs] };
  }
  if (root.platform === 'windows') joinInstalls(collected.events);
  const computers = computersOf(collected.events);
  if (computers.length > 1) collected.diagnostics.push(severalComputers(computers));
  else if (isLogsOnly(root) && collected.host.hostName === null && computers[0] !== undefined) {
    collected.host = { ...collected.host, hostName: computers[0] };
  }
  if (root.notExamined !== undefined) collected.diagnostics.push(leftAside(root.notExamined));
  if (collected.eventsLeftOut > 0) collected.diagnostics.push(tooManyEvents(collected.eventsLeftOut));
  if (request.hostName !== null) collected.host = { ...collected.host, hostName: request.hostName };

  const files = namedFiles([...collected.services, ...collected.deleted]);
  const packages = root.platform === 'linux' ? openPackages(evidence) : null;
  if (request.verifyPackages) {
    if (packages === null) collected.coverage.push(notOfThisRoot('package-verification', root));
    else yield* verifyAll(packages, evidence, files);
  }
  let hashes: ReadonlyMap<string, EvidenceHash> = new Map();
  const paths = [...files.values()].flatMap((file) =>
    file.evidencePath === null ? [] : [file.evidencePath],
  );
  if (request.hash && paths.length > 0) {
    yield { type: 'progress', stage: 'hash', what: 'files of services', done: 0, total: paths.length };
    hashes = await hashEvidenceFiles(evidence, paths, {
      algorithms: ['sha256', 'sha1', 'md5'],
      maxSize: request.maxHashSize,
      audit: request.audit,
      ...(request.workerUrl === null ? {} : { workerUrl: request.workerUrl }),
      ...(request.signal === undefined ? {} : { signal: request.signal }),
      onProgress: ({ files: done, totalFiles }) => request.observer?.hashed(done, totalFiles),
    });
  }
  collected.services = withHashes(collected.services, hashes);
  collected.deleted = withHashes(collected.deleted, hashes);
  // Owners and modes of collected files are those of whoever collected them.
  const permissions =
    root.platform !== 'windows' && root.filesComplete
      ? new Permissions(evidence, readAccounts(evidence))
      : null;
  collected.binaries = binaryRecords(files, hashes, { evidence, permissions, packages });
  const ofServices = collected.binaries.filter(({ usedBy }) => usedBy.length > 0);
  if (ofServices.length > 0) collected.coverage.push(fileCoverage(ofServices, request.hash));
  append(collected.diagnostics, fileDiagnostics(ofServices));
  if (packages !== null) {
    collected.coverage.push(packageCoverage(packages));
    append(collected.diagnostics, packages.diagnostics);
  }
  if (root.platform !== 'windows' && root.base !== '') withWholePaths(collected, evidence);
  const services = collected.services.sort(byService);
  const deleted = collected.deleted.sort(byService);
  const binaries = collected.binaries.sort(byBinary);

  await nextTurn();
  yield { type: 'progress', stage: 'detect', what: 'rules', done: 0, total: rules.rules.length };
  const logsRead = collected.coverage.some(
    ({ source, outcome }) => outcome === 'collected' && logs.some(({ id }) => id === source),
  );
  const judgedLogs = judgeLogs?.finish(collected.events) ?? null;
  const judged = await judge(
    {
      services,
      deleted,
      settings: collected.settings,
      host: collected.host,
      filesComplete: root.filesComplete,
      binaries,
      baseline: request.baseline,
      knownServices: request.knownServices,
      iocs: request.iocs,
      logsRead,
      knownAdmins: request.knownAdmins,
    },
    rules,
  );
  if (judgedLogs !== null) {
    append(judged.findings, judgedLogs.findings);
    append(judged.suppressed, judgedLogs.suppressed.list());
    append(collected.diagnostics, judgedLogs.incomplete.map(didNotSeeAll));
    append(collected.diagnostics, judgedLogs.leftOut.map(tooManyFindings));
  }
  const findings = judged.findings
    .filter((finding) => levelRank(finding.level) >= levelRank(request.minLevel))
    .sort(byFinding);

  const header: Header = {
    type: 'header',
    schemaVersion: SCHEMA_VERSION,
    tool: {
      name: TOOL_NAME,
      version: TOOL_VERSION,
      rules: request.rules.rules.length + (request.rules.correlations?.length ?? 0),
      ruleSetSha256: request.rules.sha256,
      attackVersion: ATTACK_VERSION,
    },
    run: {
      startedAt: request.startedAt,
      finishedAt: new Date().toISOString(),
      commandLine: [...request.commandLine],
      target: request.evidence.target,
      targetKind: request.evidence.kind,
      analystSystem: `${process.platform} ${process.arch}, Node ${process.versions.node}`,
      user: process.env.USER ?? process.env.USERNAME ?? null,
      elevated: typeof process.getuid === 'function' ? process.getuid() === 0 : null,
    },
    case: request.case,
    root: headerRoot(root),
    host: { ...collected.host, settings: collected.settings },
  };
  const events = collected.events.sort(byEvent);
  const diagnostics = collected.diagnostics.sort(byDiagnostic);
  const coverage = collected.coverage.sort(byCoverage);
  const summary = summarise({
    header,
    services,
    events,
    binaries,
    findings,
    diagnostics,
    coverage,
    minLevel: request.minLevel,
    belowMinLevel: judged.findings.length - findings.length,
    rules,
    notEvaluated: judged.notEvaluated,
    incomplete: judgedLogs?.incomplete ?? [],
    suppressed: judged.suppressed,
    allFindings: judged.findings,
    cancelled: request.signal?.aborted === true,
    logsRead,
  });

  yield header;
  yield* services;
  yield* events;
  yield* binaries;
  yield* findings;
  yield* diagnostics;
  yield* coverage;
  yield summary;
  return ok({ header, services, events, binaries, findings, diagnostics, coverage, summary });

  /** Compares every file of every package; what differs joins the files that are hashed and listed. */
  async function* verifyAll(
    index: PackageIndex,
    of: Evidence,
    known: Map<string, NamedFile>,
  ): AsyncGenerator<TriageEvent> {
    const { verifyPackages } = await import('../enrich/packages/verify-packages.ts');
    const verifying = verifyPackages(of, index, {
      audit: request.audit,
      maxSize: request.maxHashSize,
      filesComplete: root.filesComplete,
      ...(request.workerUrl === null
        ? {}
        : {
            workerUrl: request.workerUrl,
            verifyWorkerUrl: new URL('./verify-worker.cjs', request.workerUrl),
          }),
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    });
    for (;;) {
      const step = await verifying.next();
      if (step.done === true) {
        addOddFiles(known, step.value);
        collected.coverage.push(verificationCoverage(step.value, index));
        append(collected.diagnostics, verificationDiagnostics(step.value));
        return;
      }
      yield { type: 'progress', stage: 'hash', what: 'files of packages', done: step.value, total: null };
    }
  }

  /** One source, in slices: between two of them a signal or a message arrives. */
  async function* collect(
    source: ArtefactSource,
    sourceContext: SourceContext,
    done: number,
    listener?: LogListener,
  ): AsyncGenerator<TriageEvent> {
    await nextTurn();
    if (request.signal?.aborted && source.applies(root)) collected.coverage.push(cancelledBefore(source.id));
    else {
      let events = collected.events.length;
      for (const _ of collectSource(source, sourceContext, collected, listener)) {
        await nextTurn();
        if (request.signal?.aborted) {
          collected.coverage.push(cancelledWithin(source.id));
          break;
        }
        request.observer?.growing?.(() => found(source.id, done));
        if (collected.events.length === events) continue;
        events = collected.events.length;
        yield { type: 'progress', stage: 'read', what: source.id, done, total };
      }
    }
    request.observer?.found(found(null, done));
  }

  /** What is there after, or in the middle of, the source with the number `done`. */
  function found(reading: string | null, done: number): FoundSoFar {
    const inventories = SOURCES.slice(done + 1).filter((source) => source.applies(root));
    const ahead = [...inventories, ...logs.slice(Math.max(0, done + 1 - SOURCES.length))].map(({ id }) => id);
    return { ...collected, root: headerRoot(root), reading, ahead };
  }
}

function headerRoot({ layout, platform, reason }: Root): Header['root'] {
  return { layout, platform, reason };
}

/** What rules need is loaded when there are rules. */
async function judge(input: DetectInput, rules: RuleSet): Promise<DetectResult> {
  if (rules.rules.length === 0) return { findings: [], notEvaluated: [], suppressed: [] };
  const { detect } = await import('../detect/detect.ts');
  return detect(input, rules);
}

/** Lets a signal or a message arrive between two steps that do not wait for anything. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function tooManyFindings({ rule, matches }: { readonly rule: string; readonly matches: number }) {
  return {
    type: 'diagnostic',
    severity: 'error',
    code: 'findings-left-out',
    source: 'rules',
    path: '',
    offset: null,
    what: `${rule}: ${matches} further matches are not listed: more than ${MAX_FINDINGS_OF_RULE} findings of one rule on logs`,
  } as const;
}

/** The root has more than one system, and one is examined. */
function leftAside(what: string): Diagnostic {
  return {
    type: 'diagnostic',
    severity: 'warning',
    code: 'not-examined',
    source: 'root',
    path: '',
    offset: null,
    what: `this root holds more than is examined: ${what}`,
  };
}

/** A correlation gave up at a limit: what it says is true, but there may be more. */
function didNotSeeAll({ rule, reason }: { readonly rule: string; readonly reason: string }) {
  return {
    type: 'diagnostic',
    severity: 'warning',
    code: 'correlation-incomplete',
    source: 'rules',
    path: '',
    offset: null,
    what: `${rule}: ${reason}`,
  } as const;
}

/** The judge of logs is loaded where there are logs and rules to judge them. */
async function openEventJudge(
  rules: RuleSet,
  collected: Collected,
  request: TriageRequest,
): Promise<EventJudge | null> {
  if (rules.rules.length === 0) return null;
  const { EventJudge, createFactContext } = await import('../detect/events/events.ts');
  const { services, host } = collected;
  const { knownServices, knownAdmins } = request;
  const context = createFactContext({ services, host, knownServices });
  const { correlations = [] } = rules;
  return new EventJudge({ rules: rules.rules, correlations, context, services, knownAdmins });
}

function logContextOf(judge: EventJudge | null, services: readonly ServiceRecord[]): LogContext {
  const keys = new Map<string, string | null>();
  for (const { name, displayName } of services) {
    if (displayName === null) continue;
    const written = displayName.toLowerCase();
    keys.set(written, keys.has(written) ? null : name);
  }
  return {
    judged: judge !== null,
    wanted: (channel, eventId) => judge?.wanted(channel, eventId) ?? false,
    programs: (source, log) => (judge === null ? new Set() : judge.programs(source, log)),
    serviceKey: (displayName) => keys.get(displayName.toLowerCase()) ?? null,
    inboxKey: (displayName) => judge?.inboxKey(displayName) ?? null,
  };
}
