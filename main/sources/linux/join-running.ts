import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import type { SystemdDetail } from '../../../shared/model/systemd-detail.ts';
import type { Accounts } from '../unix/accounts.ts';
import type { RunningServices, RunningUnit } from './running.ts';

/**
 * Adds to the record of a unit what runs of it: state of the unit, its processes. A user's unit may run for several users: the
 * processes of all are listed. Records of what does not run, and of a dead system, are given back as they are.
 */
export function withRunning(
  record: ServiceRecord,
  running: RunningServices,
  accounts: Accounts,
): ServiceRecord {
  const { systemd } = record;
  if (systemd === undefined || running.units.size === 0) return record;
  const units = runningUnits(systemd, running, accounts);
  const [first] = units;
  if (first === undefined) return record;
  const processes = units.flatMap((unit) => unit.processes);
  const activeState = first.activeState ?? (processes.length > 0 ? 'active' : null);
  return {
    ...record,
    state: stateOf(activeState) ?? record.state,
    systemd: { ...systemd, activeState, subState: first.subState, processes },
  };
}

function runningUnits(
  { scope, user, unit }: SystemdDetail,
  { units }: RunningServices,
  accounts: Accounts,
): RunningUnit[] {
  if (scope === 'system') {
    const found = units.get(`system:${unit}`);
    return found === undefined ? [] : [found];
  }
  const found: RunningUnit[] = [];
  for (const [key, one] of units) {
    const uid = /^user\((\d+)\):/.exec(key)?.[1];
    if (uid === undefined || key.slice(key.indexOf(':') + 1) !== unit) continue;
    if (user === null || accounts.userName(Number(uid)) === user) found.push(one);
  }
  return found;
}

/** ActiveState of systemctl(1) in the words of the model. */
function stateOf(activeState: string | null): ServiceRecord['state'] | null {
  switch (activeState) {
    case 'active':
    case 'activating':
    case 'reloading':
    case 'deactivating':
      return 'running';
    case 'failed':
      return 'failed';
    case 'inactive':
      return 'inactive';
    default:
      return null;
  }
}
