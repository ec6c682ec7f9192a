import { parseSystemctlShow, type UnitProperties } from './parse-systemctl-show.ts';
import { systemctlTime } from './systemctl-time.ts';

/** What a running systemd says of one unit that it has loaded. */
export interface UnitState {
  /** Primary name; aliases are loaded under it. */
  readonly id: string;
  /** systemctl(1): loaded, not-found, bad-setting, error, masked. */
  readonly loadState: string | null;
  /** active, reloading, inactive, failed, activating, deactivating. */
  readonly activeState: string | null;
  readonly subState: string | null;
  /** Null when there is no main process. */
  readonly mainPid: number | null;
  /** Start of the main process, ISO 8601 UTC. */
  readonly mainStarted: string | null;
  readonly fragmentPath: string | null;
  readonly dropInPaths: readonly string[];
  readonly unitFileState: string | null;
  /** The files changed after systemd read them: what runs is not what is on disk. */
  readonly needDaemonReload: boolean | null;
}

/** Properties that `unitStates` looks at. */
export const UNIT_STATE_PROPERTIES = [
  'Id',
  'LoadState',
  'ActiveState',
  'SubState',
  'MainPID',
  'ExecMainStartTimestamp',
  'FragmentPath',
  'DropInPaths',
  'UnitFileState',
  'NeedDaemonReload',
] as const;

export interface UnitStates {
  readonly units: readonly UnitState[];
  /** Lines and blocks that could not be understood. */
  readonly damaged: number;
  readonly truncated: boolean;
}

/** States of all units in the output of `systemctl show`, in its order. Blocks without an `Id` count as damaged. */
export function unitStates(output: string): UnitStates {
  const shown = parseSystemctlShow(output);
  const units = shown.units.flatMap((properties) => unitState(properties) ?? []);
  const damaged = shown.damaged + shown.units.length - units.length;
  return { units, damaged, truncated: shown.truncated };
}

function unitState(properties: UnitProperties): UnitState | null {
  const text = (name: string): string | null => properties.get(name)?.[0] || null;
  const id = text('Id');
  if (id === null) return null;
  const mainPid = /^\d{1,10}$/.test(text('MainPID') ?? '') ? Number(text('MainPID')) : 0;
  const reload = text('NeedDaemonReload');
  return {
    id,
    loadState: text('LoadState'),
    activeState: text('ActiveState'),
    subState: text('SubState'),
    mainPid: mainPid === 0 ? null : mainPid,
    mainStarted: systemctlTime(text('ExecMainStartTimestamp') ?? ''),
    fragmentPath: text('FragmentPath'),
    dropInPaths: (text('DropInPaths') ?? '').split(' ').filter((path) => path !== ''),
    unitFileState: text('UnitFileState'),
    needDaemonReload: reload === null ? null : reload === 'yes',
  };
}
