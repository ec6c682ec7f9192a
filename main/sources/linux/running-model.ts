import type { UnitProcess } from '../../../shared/model/systemd-detail.ts';

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
