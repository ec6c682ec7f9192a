import { countsFor, MISSION, techniqueName } from '../../shared/attack.ts';
import { COMPONENTS } from '../../shared/components.ts';
import type { Finding } from '../../shared/model/finding.ts';
import type { MissionRow } from '../../shared/model/run.ts';
import type { CompiledInventoryRule } from '../detect/rule-set.ts';

/**
 * The mission table: for each technique under each data component of DS0019, whether rules ran and what they found.
 * `evaluated` are the rules that could run on this evidence.
 */
export function missionTable(
  evaluated: readonly Pick<CompiledInventoryRule, 'component' | 'techniques'>[],
  findings: readonly Finding[],
): MissionRow[] {
  // Many findings come from few rules, and so have few different sets of techniques.
  const kinds = new Map<string, { readonly of: Finding; count: number }>();
  for (const finding of findings) {
    const kind = `${finding.component} ${finding.techniques.join(' ')}`;
    const same = kinds.get(kind);
    if (same === undefined) kinds.set(kind, { of: finding, count: 1 });
    else same.count += 1;
  }
  return COMPONENTS.flatMap((component) =>
    MISSION[component].map((technique): MissionRow => {
      const counts = (of: Pick<CompiledInventoryRule, 'component' | 'techniques'>): boolean =>
        of.component === component && of.techniques.some((id) => countsFor(technique, id));
      const rules = evaluated.filter(counts).length;
      let hits = 0;
      for (const { of, count } of kinds.values()) if (counts(of)) hits += count;
      return {
        component,
        technique,
        techniqueName: techniqueName(technique),
        rules,
        findings: hits,
        status: hits > 0 ? 'hit' : rules > 0 ? 'clean' : 'not-checked',
      };
    }),
  );
}
