/** One line of `/proc/PID/cgroup` (cgroups(7), "/proc/pid/cgroup"): `hierarchy-id:controllers:path`. */
export interface CgroupEntry {
  readonly hierarchy: number;
  /** Empty for the unified hierarchy (version 2); `name=systemd` for the one that systemd keeps in version 1. */
  readonly controllers: readonly string[];
  readonly path: string;
  /** The kernel marks a group that was removed under its process. */
  readonly deleted: boolean;
}

const DELETED = ' (deleted)';

/** Lines that are no entries are passed over: the kernel writes none. */
export function parseProcCgroup(text: string): CgroupEntry[] {
  const entries: CgroupEntry[] = [];
  for (const line of text.split('\n')) {
    const found = /^(\d{1,9}):([^:]*):(\/.*)$/.exec(line);
    if (found === null) continue;
    const [, hierarchy = '', controllers = '', path = ''] = found;
    const deleted = path.endsWith(DELETED);
    entries.push({
      hierarchy: Number(hierarchy),
      controllers: controllers === '' ? [] : controllers.split(','),
      path: deleted ? path.slice(0, -DELETED.length) : path,
      deleted,
    });
  }
  return entries;
}

/**
 * The path in the hierarchy in which systemd keeps its units: the named one of version 1 and of the hybrid set-up, else the unified
 * one; null when there is neither. Where the named one says only `/`, systemd does not use it, and the unified one counts.
 */
export function systemdCgroup(entries: readonly CgroupEntry[]): string | null {
  const named = entries.find((entry) => entry.controllers.includes('name=systemd'));
  const unified = entries.find((entry) => entry.hierarchy === 0 && entry.controllers.length === 0);
  if (named !== undefined && named.path !== '/') return named.path;
  return (unified ?? named)?.path ?? null;
}
