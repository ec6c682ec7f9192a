import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Level, levelRank } from '../../shared/level.ts';
import type { TriageResult } from '../../shared/model/triage-event.ts';
import { visibleText } from '../../shared/text.ts';
import type { RuleSet } from '../detect/rule-set.ts';
import { openDirectory } from '../evidence/directory-evidence.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { openLive } from '../evidence/live-evidence.ts';
import { exportFormat, FORMAT_IDS } from '../export/formats.ts';
import { MANIFEST_NAME, manifestText } from '../export/manifest.ts';
import { MemoryAuditLog } from '../triage/audit-log.ts';
import {
  checkOutputFolder,
  defaultFolderName,
  folderProblem,
  OutputFolder,
} from '../triage/output-folder.ts';
import type { TriageRequest } from '../triage/request.ts';
import { hasGaps } from '../triage/summary.ts';
import { triage } from '../triage/triage.ts';
import { baselineServices } from './baseline.ts';
import { EXIT, type ExitCode, UsageError } from './exit-code.ts';
import { readIocs, readKnownAdmins, readKnownServices } from './reference-files.ts';
import { parseScanOptions, type ScanOptions } from './scan-options.ts';
import { Terminal } from './terminal.ts';
import { writeStdout } from './write-stdout.ts';

/** `daemonscope scan`: examines the running host or a root, and writes what was asked for. */
export async function scan(args: readonly string[], workerUrl: URL | null, sqlUrl: URL): Promise<ExitCode> {
  const options = parseScanOptions(args, FORMAT_IDS);
  const terminal = new Terminal(options);
  const audit = new MemoryAuditLog();
  const startedAt = new Date();
  const evidence = openEvidence(options, audit);
  const folder = options.stdout ? null : chosenFolder(options);
  // The name of the default folder is known when the host is; that it may be here must not fail only then.
  if (!options.stdout && folder === null) checkedFolder(defaultFolderName(null, null, startedAt), options);
  const rules = await chosenRules(options);
  for (const judgement of rules.judgements) {
    if (judgement.outcome === 'refused')
      terminal.error(visibleText(`rule ${judgement.file}: ${judgement.reasons.join(' ')}`));
  }
  const idle = rules.judgements.filter((judgement) => judgement.outcome === 'ok-no-source').length;
  if (idle > 0) {
    terminal.line(
      `${idle} rules load but no source here provides their log source yet; 'rules check' names them`,
    );
  }

  const cancel = new AbortController();
  const onInterrupt = (): void => cancel.abort();
  process.once('SIGINT', onInterrupt);
  const request: TriageRequest = {
    evidence,
    audit,
    rules,
    platform: options.platform,
    hash: options.hash,
    maxHashSize: options.maxHashSize,
    verifyPackages: options.verifyPackages,
    workerUrl,
    minLevel: options.minLevel,
    hostName: options.hostName,
    baseline: options.baseline === null ? null : await baselineServices(options.baseline, sqlUrl),
    knownAdmins: options.knownAdmins === null ? null : readKnownAdmins(options.knownAdmins),
    knownServices: options.knownServices === null ? null : readKnownServices(options.knownServices),
    iocs: readIocs(options.iocs),
    case: {
      case: options.case,
      evidence: options.evidence,
      examiner: options.examiner,
      notes: options.notes,
    },
    commandLine: ['daemonscope', 'scan', ...args],
    startedAt: startedAt.toISOString(),
    signal: cancel.signal,
  };
  const result = await run(request, terminal);
  process.removeListener('SIGINT', onInterrupt);
  if (result === null) return EXIT.nothing;

  if (options.stdout) {
    const format = await exportFormat(options.formats[0] ?? 'jsonl');
    for (const file of format?.files(result, options) ?? []) writeStdout(file.text);
  } else {
    const path =
      folder ??
      checkedFolder(
        defaultFolderName(result.header.host.hostName, result.header.root.platform, startedAt),
        options,
      );
    await writeFolder(path, options, { result, audit, cancelled: cancel.signal.aborted, sqlUrl }, terminal);
  }
  tell(result, terminal);
  if (cancel.signal.aborted) return EXIT.cancelled;
  return exitCode(result, options.failOn);
}

function openEvidence(options: ScanOptions, audit: MemoryAuditLog): Evidence {
  if (options.root !== null) {
    if (!existsSync(options.root)) throw new UsageError(`no such folder: ${options.root}`);
    if (!statSync(options.root).isDirectory()) {
      throw new UsageError(
        `${options.root} is a file; ROOT is the folder of a mounted volume or of collected artefacts`,
      );
    }
  }
  const opened =
    options.root === null ? openLive({ audit }) : openDirectory(resolve(options.root), { audit });
  if (!opened.ok) throw new UsageError(`cannot examine ${opened.error.path}: ${opened.error.reason}`);
  return opened.value;
}

/** The SHA-256 of nothing. */
const NO_RULES: RuleSet = {
  rules: [],
  judgements: [],
  sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
};

/** A run without rules does not load what rules need. */
async function chosenRules({ builtInRules, ruleFolders }: ScanOptions): Promise<RuleSet> {
  if (!builtInRules && ruleFolders.length === 0) return NO_RULES;
  const { loadRules } = await import('./load-rules.ts');
  return loadRules(builtInRules, ruleFolders);
}

function chosenFolder(options: ScanOptions): string | null {
  return options.output === null ? null : checkedFolder(options.output, options);
}

function checkedFolder(folder: string, options: ScanOptions): string {
  const checked = checkOutputFolder(folder, options.root, options.overwrite);
  if (!checked.ok) throw new UsageError(checked.error);
  const problem = folderProblem(checked.value);
  if (problem !== null) throw new UsageError(`${problem}; name another with -o`);
  return checked.value;
}

async function run(request: TriageRequest, terminal: Terminal): Promise<TriageResult | null> {
  const events = triage(request);
  for (;;) {
    const { value, done } = await events.next();
    if (done === true) {
      if (value.ok) return value.value;
      terminal.error(visibleText(value.error.reason));
      return null;
    }
    if (value.type === 'progress') {
      const count = value.total === null ? '' : `${value.done}/${value.total}`;
      terminal.progress(visibleText(`${value.stage}: ${value.what} ${count}`));
    }
  }
}

interface FinishedRun {
  readonly result: TriageResult;
  readonly audit: MemoryAuditLog;
  readonly cancelled: boolean;
  readonly sqlUrl: URL;
}

async function writeFolder(
  path: string,
  options: ScanOptions,
  { result, audit, cancelled, sqlUrl }: FinishedRun,
  terminal: Terminal,
): Promise<void> {
  const folder = new OutputFolder(path);
  for (const id of options.formats) {
    const format = await exportFormat(id);
    for (const file of format?.files(result, options) ?? []) {
      const written = folder.write(file.name, file.text);
      audit.record({ action: 'written', path: written.name, detail: `${written.size} bytes` });
    }
  }
  if (options.formats.includes('case')) {
    const { CASE_NAME, caseOfRun } = await import('./write-case.ts');
    const bytes = await caseOfRun(result, audit.text(), cancelled, sqlUrl);
    const written = folder.writeBytes(CASE_NAME, bytes);
    audit.record({ action: 'written', path: written.name, detail: `${written.size} bytes` });
  }
  folder.write('audit.jsonl', [audit.text()]);
  const manifest = manifestText(result.header, folder.written);
  const { sha256 } = folder.write(MANIFEST_NAME, [manifest]);
  terminal.line(`Report in ${folder.path}`);
  terminal.line(terminal.paint('dim', `manifest.json SHA-256 ${sha256}`));
}

const SHOWN_FINDINGS = 20;

function tell(result: TriageResult, terminal: Terminal): void {
  const shown = result.findings.filter((finding) => levelRank(finding.level) >= levelRank('medium'));
  for (const finding of shown.slice(0, SHOWN_FINDINGS)) {
    const level = terminal.paint(finding.level, finding.level.toUpperCase().padEnd(8));
    terminal.line(`${level} ${visibleText(finding.subject.name)}: ${visibleText(finding.title)}`);
    terminal.line(terminal.paint('dim', `         ${visibleText(finding.why)}`));
  }
  if (shown.length > SHOWN_FINDINGS)
    terminal.line(`… and ${shown.length - SHOWN_FINDINGS} more in the report`);
  tellMore(result, terminal);
  terminal.line(terminal.paint('bold', visibleText(result.summary.verdict)));
}

/** For `--verbose`: what was looked at, what could not be read, what could not judge. */
function tellMore({ coverage, diagnostics, summary }: TriageResult, terminal: Terminal): void {
  for (const { source, outcome, counts, reason } of coverage) {
    const counted = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
    const words = [`${source}: ${outcome}`, counted.join(', '), reason ?? ''];
    terminal.detail(visibleText(words.filter((word) => word !== '').join('; ')));
  }
  for (const { severity, path, what } of diagnostics) {
    terminal.detail(visibleText(`${severity}: ${path}: ${what}`));
  }
  for (const { rule, reason } of summary.notEvaluated)
    terminal.detail(visibleText(`rule ${rule}: ${reason}`));
}

function exitCode(result: TriageResult, failOn: Level | null): ExitCode {
  const failing =
    failOn !== null && result.findings.some((finding) => levelRank(finding.level) >= levelRank(failOn));
  if (failing) return EXIT.findings;
  return hasGaps(result) ? EXIT.gaps : EXIT.done;
}
