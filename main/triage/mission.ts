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
  return COMPONENTS.flatMap((component) =>
    MISSION[component].map((technique): MissionRow => {
      const rules = evaluated.filter(
        (rule) => rule.component === component && rule.techniques.some((id) => countsFor(technique, id)),
      ).length;
      const hits = findings.filter(
        (finding) =>
          finding.component === component && finding.techniques.some((id) => countsFor(technique, id)),
      ).length;
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
