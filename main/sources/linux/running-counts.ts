import type { ProcessList } from '../../evidence/live-processes.ts';
import type { ExecutableHashes } from './running-hashes.ts';
import type { RunningUnit } from './running-model.ts';

/** Counts for the coverage. `orphans`: processes of no unit. */
export function countRunning(
  list: ProcessList | null,
  units: ReadonlyMap<string, RunningUnit>,
  orphans: number,
  hashes: ExecutableHashes,
): Record<string, number> {
  const all = list?.processes ?? [];
  const running = [...units.values()].filter(({ processes }) => processes.length > 0);
  return {
    processes: all.length,
    kernelThreads: all.filter(({ kernelThread }) => kernelThread).length,
    units: units.size,
    unitsWithProcesses: running.length,
    processesOfUnits: running.reduce((sum, { processes }) => sum + processes.length, 0),
    processesOfNoUnit: orphans,
    deletedExecutables: all.filter(({ executable }) => executable?.deleted === true).length,
    hashedExecutables: hashes.hashed,
    unreadable: all.filter(({ unreadable }) => unreadable.length > 0).length,
  };
}
