import type { RegistryKey } from '../../formats/registry-tree.ts';
import type { WindowsHives } from './hives.ts';
import { controlSets } from './host-control-sets.ts';
import { attempt, type ReportProblem } from './key-values.ts';
import type { OtherState } from './service-history.ts';

/** Where earlier or other states of the services are kept: control sets, RegBack, the hive without its logs. */
export function otherStates(
  hives: WindowsHives,
  current: string,
  all: readonly RegistryKey[],
  report: ReportProblem,
): OtherState[] {
  const states: OtherState[] = [];
  const add = (where: string, path: string, set: RegistryKey | null | undefined, onlyFromLog: boolean) => {
    const services = attempt(() => set?.subkey('Services'), undefined, report, set?.offset ?? null, where);
    if (set == null || services === undefined) return;
    states.push({
      where,
      path,
      keyPath: `HKLM\\SYSTEM\\${set.name}\\${services.name}`,
      services,
      onlyFromLog,
    });
  };
  const { system, regBackSystem } = hives;
  if (system === null) return states;
  for (const set of all) {
    if (set.name.toLowerCase() !== current.toLowerCase()) add(set.name, system.path, set, false);
  }
  const copy = regBackSystem?.hive.root ?? null;
  if (copy !== null && regBackSystem !== null) {
    const sets = controlSets(copy, report);
    const same = sets.all.find((set) => set.name.toLowerCase() === current.toLowerCase());
    add('RegBack', regBackSystem.path, same ?? sets.current, false);
  }
  const before = system.beforeReplay()?.root;
  add('before log replay', system.path, before?.subkey(current), true);
  return states;
}
