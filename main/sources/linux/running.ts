import type { UnitProcess } from '../../../shared/model/systemd-detail.ts';
import type { HostProcess, ProcessList } from '../../evidence/live-processes.ts';
import { hashProcessExecutable, listProcesses } from '../../evidence/live-processes.ts';
import { loadedUnits } from '../../evidence/live-services.ts';
import type { CgroupUnit } from '../../formats/proc/cgroup-unit.ts';
import { cgroupUnit, unitKey } from '../../formats/proc/cgroup-unit.ts';
import type { UnitState } from '../../formats/systemctl-show/unit-state.ts';
import type { SourceContext } from '../source.ts';
import { readAccounts } from '../unix/accounts.ts';
import { processGaps } from './running-gaps.ts';
import { type ExecutableHashes, executableHashes, type HashProcess } from './running-hashes.ts';
import { mainProcess } from './running-main.ts';

/** What runs of one unit, and what systemd says of it. */
export interface RunningUnit {
  /** From `systemctl show`; null without it, and for units of user managers, which are not asked. */
  readonly activeState: string | null;
  readonly subState: string | null;
  readonly loadState: string | null;
  readonly unitFileState: string | null;
  /** The file that the manager loaded, and whether it changed since. */
  readonly fragmentPath: string | null;
  readonly dropInPaths: readonly string[];
  readonly needDaemonReload: boolean | null;
  /** Processes in the control group of the unit, the main one first, then by id. */
  readonly processes: readonly UnitProcess[];
}

/** A process of no unit: in the root group, in a container without a unit, or in a group that cannot be told. */
export interface OrphanProcess extends UnitProcess {
  readonly cgroup: string | null;
}

export interface RunningServices {
  /** By manager and unit: `system:ssh.service`, `user(1000):x.service`. */
  readonly units: ReadonlyMap<string, RunningUnit>;
  readonly orphans: readonly OrphanProcess[];
  /** What could not be looked at and why, one sentence each. */
  readonly gaps: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
}

/** How the host is asked; tests give their own. */
export interface HostReaders {
  readonly processes: typeof listProcesses;
  readonly hash: HashProcess;
  readonly states: typeof loadedUnits;
}

const HOST: HostReaders = { processes: listProcesses, hash: hashProcessExecutable, states: loadedUnits };
const NOTHING: RunningServices = { units: new Map(), orphans: [], gaps: [], counts: {} };
const known = new WeakMap<SourceContext, RunningServices>();

/**
 * What runs now, joined by control group to its unit: once for all sources of a run. Empty for anything but a live Linux host. A host
 * without systemd gives all its processes as orphans.
 */
export function runningServices(context: SourceContext): RunningServices {
  const found = known.get(context);
  if (found !== undefined) return found;
  const live = context.evidence.kind === 'live' && context.root.platform === 'linux';
  const running = live ? readRunning(context, HOST) : NOTHING;
  known.set(context, running);
  return running;
}

/** `runningServices` without its memory and with any readers. */
export function readRunning(context: SourceContext, readers: HostReaders): RunningServices {
  const { audit, evidence } = context;
  const gaps: string[] = [];
  const list = readers.processes({ audit });
  if (!list.ok) gaps.push(`what runs was not looked at: ${list.error}`);
  const states = readers.states({ audit });
  if (!states.ok) gaps.push(`unit states were not asked of systemd: ${states.error.reason}`);
  else if (states.value.damaged > 0 || states.value.truncated) {
    gaps.push(`${states.value.damaged} lines of systemctl show were not understood`);
  }
  const loaded = new Map<string, UnitState>();
  for (const state of states.ok ? states.value.units : []) loaded.set(`system:${state.id}`, state);

  const groups = groupByUnit(list.ok ? list.value : null);
  const running = [...groups.units.values()]
    .flat()
    .concat(groups.orphans)
    .map(({ process }) => process);
  const hashes = executableHashes(running, (pid, identity) => readers.hash(pid, identity, { audit }));
  const accounts = readAccounts(evidence);
  const describe = (process: HostProcess, main: boolean): UnitProcess => ({
    pid: process.pid,
    parentPid: process.parentPid,
    executable: process.executable?.path ?? null,
    executableDeleted: process.executable?.deleted ?? false,
    sha256: hashes.of(process),
    commandLine: [...process.commandLine],
    user: process.uid === null ? null : (accounts.userName(process.uid) ?? String(process.uid)),
    started: process.started,
    main,
  });
  const units = new Map<string, RunningUnit>();
  for (const key of new Set([...loaded.keys(), ...groups.units.keys()])) {
    const state = loaded.get(key);
    const members = (groups.units.get(key) ?? []).map(({ process }) => process);
    const main = mainProcess(members, state?.mainPid ?? null);
    const processes = members.map((process) => describe(process, process.pid === main));
    units.set(key, runningUnit(state, processes));
  }
  const orphans = groups.orphans.map(({ process }) => ({
    ...describe(process, false),
    cgroup: process.cgroup,
  }));
  if (list.ok) gaps.push(...processGaps(list.value, hashes));
  const managers = [...groups.units.keys()]
    .filter((key) => key.startsWith('user('))
    .map((key) => key.split(':')[0]);
  if (managers.length > 0) {
    gaps.push(`unit states of the managers of users were not asked: ${[...new Set(managers)].join(', ')}`);
  }
  return {
    units,
    orphans,
    gaps,
    counts: countAll(list.ok ? list.value : null, units, orphans.length, hashes),
  };
}

interface Placed {
  readonly process: HostProcess;
  readonly group: CgroupUnit | null;
}

/** Kernel threads belong to no service and run no program: they are counted and left out. */
function groupByUnit(list: ProcessList | null): {
  units: Map<string, Placed[]>;
  orphans: Placed[];
} {
  const units = new Map<string, Placed[]>();
  const orphans: Placed[] = [];
  for (const process of list?.processes ?? []) {
    if (process.kernelThread) continue;
    const group = process.cgroup === null ? null : cgroupUnit(process.cgroup);
    const key = group === null ? null : unitKey(group);
    const placed = { process, group };
    if (key === null || key === 'system:init.scope') orphans.push(placed);
    else {
      const members = units.get(key);
      if (members === undefined) units.set(key, [placed]);
      else members.push(placed);
    }
  }
  return { units, orphans };
}

function runningUnit(state: UnitState | undefined, processes: readonly UnitProcess[]): RunningUnit {
  return {
    activeState: state?.activeState ?? null,
    subState: state?.subState ?? null,
    loadState: state?.loadState ?? null,
    unitFileState: state?.unitFileState ?? null,
    fragmentPath: state?.fragmentPath ?? null,
    dropInPaths: state?.dropInPaths ?? [],
    needDaemonReload: state?.needDaemonReload ?? null,
    processes: [...processes].sort((a, b) => Number(b.main) - Number(a.main) || a.pid - b.pid),
  };
}

function countAll(
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
