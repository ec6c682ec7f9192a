import { compareLevels, LEVELS, type Level } from '../../../shared/level.ts';
import { VERDICTS } from '../../../shared/model/annotation.ts';
import type { Finding } from '../../../shared/model/finding.ts';
import type { MissionRow } from '../../../shared/model/run.ts';
import type { TriageResult } from '../../../shared/model/triage-event.ts';
import { compareText, ellipsis, visibleText } from '../../../shared/text.ts';
import { type AnnotationIndex, indexAnnotations } from '../annotation-index.ts';
import { isIcsTechnique, isTechniqueId, techniqueAt, techniquesAt } from '../attack-version.ts';

export type Domain = 'enterprise-attack' | 'ics-attack';

/** What a level weighs; the colours run from 0 to the worst. */
const SCORES: Readonly<Record<Level, number>> = {
  informational: 10,
  low: 25,
  medium: 50,
  high: 75,
  critical: 100,
};
/** Scores of a technique that was looked for and not found. */
const CLEAN_SCORE = 0;
const COLOURS = ['#e8f5e9', '#ffe766', '#ff6666'];
/** Rules that one comment names. */
const NAMED_RULES = 10;
const PLATFORMS = { windows: ['Windows'], linux: ['Linux'], macos: ['macOS'] } as const;

interface Pair {
  readonly name: string;
  readonly value: string;
}

interface Cell {
  readonly techniqueID: string;
  readonly score?: number;
  readonly comment: string;
  readonly enabled: true;
  readonly metadata: readonly Pair[];
  readonly showSubtechniques: boolean;
}

/** What is known of one technique in the version that is written. */
interface Tally {
  readonly findings: Finding[];
  readonly rows: MissionRow[];
}

/**
 * A layer of version 4.5 (mitre-attack/attack-navigator, layers/spec/v4.5/layerformat.md). No tactic is named, so that a
 * technique shows under each of its tactics, whatever the version calls them. The score is that of the worst finding; 0: rules
 * ran and found nothing; none: nothing could be checked.
 */
export function navigatorLayer(result: TriageResult, domain: Domain, version: number): object {
  const { header, summary } = result;
  const platform = header.host.platform ?? header.root.platform;
  const platforms = platform === null ? ['Windows', 'Linux', 'macOS'] : PLATFORMS[platform];
  const host = header.host.hostName ?? 'unknown host';
  return {
    name: visibleText(ellipsis(`Daemonscope: ${host}`, 200)),
    versions: { attack: String(version), navigator: '5.1.0', layer: '4.5' },
    domain,
    description: visibleText(ellipsis(summary.verdict, 2_000)),
    ...(domain === 'enterprise-attack' ? { filters: { platforms } } : {}),
    sorting: 3,
    layout: {
      layout: 'side',
      aggregateFunction: 'max',
      showID: true,
      showName: true,
      showAggregateScores: true,
      countUnscored: false,
      expandedSubtechniques: 'annotated',
    },
    hideDisabled: false,
    techniques: cells(result, domain, version),
    gradient: { colors: COLOURS, minValue: 0, maxValue: 100 },
    legendItems: [
      { label: 'looked for, not found', color: COLOURS[0] },
      { label: 'medium finding', color: COLOURS[1] },
      { label: 'critical finding', color: COLOURS[2] },
    ],
    metadata: pairs({
      host,
      case: header.case.case,
      evidence: header.case.evidence,
      tool: `${header.tool.name} ${header.tool.version}`,
      'rule set SHA-256': header.tool.ruleSetSha256,
      findings: String(result.findings.length),
    }),
    showTacticRowBackground: false,
    selectTechniquesAcrossTactics: true,
    selectSubtechniquesWithParent: false,
  };
}

function cells(result: TriageResult, domain: Domain, version: number): Cell[] {
  const { findings, summary } = result;
  const annotations = indexAnnotations(result);
  const tallies = new Map<string, Tally>();
  const tally = (id: string): Tally => {
    const own = tallies.get(id) ?? { findings: [], rows: [] };
    tallies.set(id, own);
    return own;
  };
  for (const finding of findings) {
    for (const { id } of techniquesAt(finding.techniques, version)) tally(id).findings.push(finding);
  }
  for (const row of summary.mission) {
    if (isTechniqueId(row.technique)) tally(techniqueAt(row.technique, version).id).rows.push(row);
  }
  return [...tallies]
    .filter(([id]) => isIcsTechnique(id) === (domain === 'ics-attack'))
    .sort(([a], [b]) => compareText(a, b))
    .map(([id, own]) => cell(id, own, tallies, annotations));
}

function cell(
  id: string,
  { findings, rows }: Tally,
  all: ReadonlyMap<string, Tally>,
  annotations: AnnotationIndex,
): Cell {
  const subs = [...all].filter(([other]) => other.startsWith(`${id}.`));
  const worst = findings.map(({ level }) => level).sort(compareLevels)[0];
  const score = worst !== undefined ? SCORES[worst] : cleanScore(rows);
  return {
    techniqueID: id,
    ...(score === null ? {} : { score }),
    comment: findings.length > 0 ? findingsComment(findings, annotations) : missionComment(rows),
    enabled: true,
    metadata: pairs({
      worst: worst ?? null,
      findings: findings.length > 0 ? String(findings.length) : null,
      components: [...new Set(rows.map(({ component }) => component))].join(', ') || null,
      'rules that ran': rows.length > 0 ? String(Math.max(...rows.map((row) => row.rules))) : null,
    }),
    showSubtechniques: subs.some(([, sub]) => sub.findings.length > 0),
  };
}

/** A technique whose sub-techniques have the findings has no score of its own. */
function cleanScore(rows: readonly MissionRow[]): number | null {
  if (rows.some(({ status }) => status === 'hit')) return null;
  return rows.some(({ status }) => status === 'clean') ? CLEAN_SCORE : null;
}

function missionComment(rows: readonly MissionRow[]): string {
  if (rows.some(({ status }) => status === 'hit')) return 'Findings under its sub-techniques.';
  if (rows.every(({ status }) => status === 'not-checked'))
    return 'Not checked: no rule could judge all of this evidence.';
  return 'Rules ran and found nothing.';
}

/** `2 high, 1 low: Title (2), Title. Judged: 1 malicious, 2 benign` */
function findingsComment(findings: readonly Finding[], annotations: AnnotationIndex): string {
  const levels = LEVELS.toReversed().flatMap((level) => {
    const count = findings.filter((finding) => finding.level === level).length;
    return count === 0 ? [] : [`${count} ${level}`];
  });
  const titles = new Map<string, number>();
  for (const { title } of findings.toSorted((a, b) => compareLevels(a.level, b.level))) {
    titles.set(title, (titles.get(title) ?? 0) + 1);
  }
  const named = [...titles].slice(0, NAMED_RULES).map(([title, count]) => {
    const shown = visibleText(ellipsis(title, 200));
    return count === 1 ? shown : `${shown} (${count})`;
  });
  const more = titles.size > NAMED_RULES ? `; ${titles.size - NAMED_RULES} more rules` : '';
  return `${levels.join(', ')}: ${named.join('; ')}${more}${judgedComment(findings, annotations)}`;
}

function judgedComment(findings: readonly Finding[], annotations: AnnotationIndex): string {
  const judged = VERDICTS.toReversed().flatMap((verdict) => {
    const count = findings.filter(({ subject }) => annotations.get(subject.id)?.verdict === verdict).length;
    return count === 0 || verdict === 'unreviewed' ? [] : [`${count} ${verdict}`];
  });
  return judged.length === 0 ? '' : `. Judged: ${judged.join(', ')}`;
}

/** Metadata of the Navigator; its values may not be empty. */
function pairs(values: Readonly<Record<string, string | null>>): Pair[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === null || value === '' ? [] : [{ name, value: visibleText(ellipsis(value, 1_000)) }],
  );
}
