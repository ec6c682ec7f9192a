import type { HostProcess, ProcessList } from '../../evidence/live-processes.ts';
import { cgroupUnit, unitKey } from '../../formats/proc/cgroup-unit.ts';

export interface ProcessGroups {
  /** Processes by manager and unit, `system:ssh.service`. */
  readonly units: ReadonlyMap<string, readonly HostProcess[]>;
  /** Processes of no unit, and the system manager itself. */
  readonly orphans: readonly HostProcess[];
}

/** Sorts processes by the unit of their control group. Kernel threads belong to no service and run no program: they are left out. */
export function groupByUnit(list: ProcessList | null): ProcessGroups {
  const units = new Map<string, HostProcess[]>();
  const orphans: HostProcess[] = [];
  for (const process of list?.processes ?? []) {
    if (process.kernelThread) continue;
    const key = process.cgroup === null ? null : unitKey(cgroupUnit(process.cgroup));
    const members = key === null || key === 'system:init.scope' ? orphans : units.get(key);
    if (members !== undefined) members.push(process);
    else if (key !== null) units.set(key, [process]);
  }
  return { units, orphans };
}
