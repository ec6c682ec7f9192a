import type { HostProcess } from '../../evidence/live-processes.ts';

/**
 * The main process of a unit: the one that systemd names, when it is a member; else the member whose parent is no member (the one
 * that the manager started), the oldest of several. Null for a unit without processes, and where several equally old ones compete.
 */
export function mainProcess(members: readonly HostProcess[], named: number | null): number | null {
  if (named !== null && members.some(({ pid }) => pid === named)) return named;
  const pids = new Set(members.map(({ pid }) => pid));
  const roots = members.filter(({ parentPid }) => !pids.has(parentPid));
  if (roots.length <= 1) return roots[0]?.pid ?? null;
  const oldest = [...roots].sort((a, b) => order(a.started, b.started) || a.pid - b.pid);
  const [first, second] = oldest;
  return first !== undefined && first.started !== null && first.started !== second?.started
    ? first.pid
    : null;
}

/** Unknown times last. */
function order(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  return b === null || a < b ? -1 : 1;
}
