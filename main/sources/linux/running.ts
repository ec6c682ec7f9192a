import { DEFAULT_MAX_HASH_SIZE } from '../../../shared/limits.ts';
import type { UnitProcess } from '../../../shared/model/systemd-detail.ts';
import type { HostProcess } from '../../evidence/live-processes.ts';
import { hashProcessExecutable, listProcesses } from '../../evidence/live-processes.ts';
import { loadedUnits } from '../../evidence/live-services.ts';
import type { UnitState } from '../../formats/systemctl-show/unit-state.ts';
import type { SourceContext } from '../source.ts';
import { readAccounts } from '../unix/accounts.ts';
import { countRunning } from './running-counts.ts';
import { processGaps } from './running-gaps.ts';
import { groupByUnit } from './running-groups.ts';
import { executableHashes, type HashProcess } from './running-hashes.ts';
import { mainProcess } from './running-main.ts';
import type { RunningServices, RunningUnit } from './running-model.ts';

export type { OrphanProcess, RunningServices, RunningUnit } from './running-model.ts';

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
  const running = [...groups.units.values(), groups.orphans].flat();
  const { maxHashSize: limit = DEFAULT_MAX_HASH_SIZE } = context;
  const hashes = executableHashes(limit === 0 ? [] : running, (pid, identity) =>
    readers.hash(pid, identity, { audit, limit }),
  );
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
    const members = groups.units.get(key) ?? [];
    const main = mainProcess(members, state?.mainPid ?? null);
    const processes = members.map((process) => describe(process, process.pid === main));
    units.set(key, runningUnit(state, processes));
  }
  const orphans = groups.orphans.map((process) => ({
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
    counts: countRunning(list.ok ? list.value : null, units, orphans.length, hashes),
  };
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
