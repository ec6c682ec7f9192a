import { LEVELS, type Level, levelRank } from '../../shared/level.ts';
import type { Coverage } from '../../shared/model/coverage.ts';
import type { Finding } from '../../shared/model/finding.ts';
import type { Summary } from '../../shared/model/run.ts';
import type { TriageResult } from '../../shared/model/triage-event.ts';
import type { RuleSet } from '../detect/rule-set.ts';
import { missingInventories, servicesExamined } from './inventories.ts';
import { missionTable } from './mission.ts';

/** Subjects of rules that judge logs. */
const OF_LOGS: ReadonlySet<string> = new Set(['event', 'history', 'correlation']);

export interface SummaryInput extends Omit<TriageResult, 'summary'> {
  readonly minLevel: Level;
  readonly belowMinLevel: number;
  readonly rules: RuleSet;
  readonly notEvaluated: Summary['notEvaluated'];
  /** Correlations that stopped at a limit: they ran, but what they did not find may be there. */
  readonly incomplete: readonly Summary['notEvaluated'][number][];
  readonly suppressed: Summary['suppressed'];
  /** Findings of every level: the mission table does not depend on what the user wants to see. */
  readonly allFindings: readonly Finding[];
  readonly cancelled: boolean;
  /** A log was read. */
  readonly logsRead: boolean;
}

export function summarise(input: SummaryInput): Summary {
  const levels = Object.fromEntries(LEVELS.map((level) => [level, 0])) as Record<Level, number>;
  for (const finding of input.findings) levels[finding.level] += 1;
  // A rule that judged a part only and found nothing does not make a technique clean.
  const silent = new Set([...input.notEvaluated, ...input.incomplete].map((entry) => entry.rule));
  for (const finding of input.allFindings) silent.delete(finding.rule);
  const all = [...input.rules.rules, ...(input.rules.correlations ?? [])];
  const evaluated = all.filter(
    ({ name, subject }) =>
      !silent.has(name) && (OF_LOGS.has(subject) ? input.logsRead : input.services.length > 0),
  );
  return {
    type: 'summary',
    verdict: verdict(input, levels),
    counts: {
      services: input.services.length,
      events: input.events.length,
      binaries: input.binaries.length,
      findings: input.findings.length,
      diagnostics: input.diagnostics.length,
    },
    levels,
    belowMinLevel: input.belowMinLevel,
    mission: missionTable(evaluated, input.allFindings),
    notEvaluated: input.notEvaluated,
    suppressed: input.suppressed,
  };
}

/** The first thing a reader sees: what was found, on how much, and what could not be read. */
function verdict(input: SummaryInput, levels: Record<Level, number>): string {
  const host = input.header.host.hostName ?? 'this host';
  const parts: string[] = [];
  const collected = input.coverage.some(
    (row) => row.outcome === 'collected' && row.source !== 'service-files',
  );
  if (!collected) parts.push(`Nothing could be examined on ${host}.`);
  else {
    const what = input.header.root.platform === 'windows' ? ' and drivers' : ' and other startup entries';
    const where = `on ${plural(input.services.length, 'service')}${what} of ${host}`;
    const logs = input.logsRead ? `${plural(input.events.length, 'event')} of logs` : null;
    const looked =
      input.services.length === 0 && logs !== null
        ? `in ${logs} of ${host}`
        : `${where}${logs === null ? '' : ` and in ${logs}`}`;
    parts.push(`${whatWasFound(input, levels)}, ${looked}.`);
  }
  if (input.belowMinLevel > 0) {
    parts.push(`${plural(input.belowMinLevel, 'finding')} below ${input.minLevel} left out, as asked.`);
  }
  if (input.cancelled) parts.push('The run was cancelled: this is what had been read.');
  const gaps = [
    ...input.coverage.filter((row) => row.outcome === 'failed'),
    ...missingInventories(input.coverage, input.header.root.platform),
  ];
  if (gaps.length > 0) parts.push(`${gaps.map(gapSentence).join(' ')}`);
  const errors = input.diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
  if (errors > 0) parts.push(`${plural(errors, 'part')} of the evidence could not be read: see diagnostics.`);
  return parts.join(' ');
}

/** No more comfort than was earned: what no rule judged, or was not to be shown, is not called clean. */
function whatWasFound(input: SummaryInput, levels: Record<Level, number>): string {
  if (input.rules.rules.length === 0) return 'No rule was run';
  const major = [...LEVELS]
    .reverse()
    .filter((level) => levelRank(level) >= levelRank('medium') && levels[level] > 0)
    .map((level) => `${levels[level]} ${level}`);
  const minor = levels.low + levels.informational;
  const rest = minor === 0 ? '' : `, ${minor} below medium`;
  if (major.length > 0) {
    const noun = input.findings.length - minor === 1 ? 'finding' : 'findings';
    return `${joinWords(major)} ${noun}${rest}`;
  }
  const floor = levelRank(input.minLevel) > levelRank('medium') ? input.minLevel : 'medium';
  return `No finding at ${floor}${floor === 'critical' ? '' : ' or above'}${rest}`;
}

function gapSentence(row: Coverage): string {
  return `Not examined: ${row.source}${row.reason === null ? '' : ` (${row.reason})`}.`;
}

function joinWords(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** Gaps that a caller must know of (exit code 4): no services examined, a source that failed, evidence that could not be read. */
export function hasGaps(result: Pick<TriageResult, 'coverage' | 'diagnostics'>): boolean {
  return (
    result.coverage.some((row) => row.outcome === 'failed') ||
    !servicesExamined(result.coverage, null) ||
    result.diagnostics.some((diagnostic) => diagnostic.severity === 'error')
  );
}
