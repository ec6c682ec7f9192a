import { countsFor } from '../../../shared/attack.ts';
import type { Groups } from '../../../shared/ipc/contract.ts';
import { compareLevels, type Level } from '../../../shared/level.ts';

/** The worst level of the findings of a technique and its sub-techniques; `groups`: findings by their list of techniques. */
export function worstOf(groups: Groups['groups'], technique: string): Level | null {
  const levels = groups.flatMap(({ value, worst }) => {
    const ids = String(value ?? '').split(/[\s,]+/);
    return worst !== null && ids.some((id) => countsFor(technique, id)) ? [worst] : [];
  });
  return levels.sort(compareLevels)[0] ?? null;
}
