import { countsFor } from '../../../shared/attack.ts';
import { compareLevels, type Level } from '../../../shared/level.ts';
import { compareText } from '../../../shared/text.ts';
import type { FindingFilter } from '../../store/store-types.ts';
import type { FindingRow } from './finding-rows.ts';

export interface FindingGroup {
  readonly name: string;
  readonly worst: Level;
  readonly findings: readonly FindingRow[];
}

/** A line of the list: the head of a group, or a finding of it. */
export type ListLine =
  | { readonly kind: 'group'; readonly group: FindingGroup }
  | { readonly kind: 'finding'; readonly finding: FindingRow; readonly at: number };

/** What the page itself filters, besides what the engine did. */
export function keepFinding(
  row: FindingRow,
  { component, technique, verdict, platform }: FindingFilter,
): boolean {
  return (
    (component === null || row.component === component) &&
    (technique === null || row.techniques.some((one) => countsFor(technique, one))) &&
    (verdict === null || row.verdict === verdict) &&
    (platform === null || row.platform === platform)
  );
}

/** Groups with their most severe finding first; inside a group the same. */
export function groupFindings(rows: readonly FindingRow[], by: FindingFilter['groupBy']): FindingGroup[] {
  const groups = new Map<string, FindingRow[]>();
  for (const row of rows) {
    const name = by === 'service' ? row.subject : row.title;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [row]);
    else group.push(row);
  }
  return [...groups]
    .map(([name, unsorted]) => {
      const findings = unsorted.sort(
        (a, b) => compareLevels(a.level, b.level) || compareText(a.title, b.title),
      );
      return { name, worst: findings[0]?.level ?? 'informational', findings };
    })
    .sort(
      (a, b) =>
        compareLevels(a.worst, b.worst) ||
        b.findings.length - a.findings.length ||
        compareText(a.name, b.name),
    );
}

export function listLines(groups: readonly FindingGroup[]): ListLine[] {
  let at = 0;
  return groups.flatMap((group): ListLine[] => [
    { kind: 'group', group },
    ...group.findings.map((finding): ListLine => ({ kind: 'finding', finding, at: at++ })),
  ]);
}

/** The finding `step` places further, from the start when none is open. */
export function neighbour(lines: readonly ListLine[], open: string | null, step: number): string | null {
  const ids = lines.flatMap((line) => (line.kind === 'finding' ? [line.finding.id] : []));
  const at = open === null ? -1 : ids.indexOf(open);
  if (at < 0) return ids[0] ?? null;
  return ids[Math.min(ids.length - 1, Math.max(0, at + step))] ?? null;
}
