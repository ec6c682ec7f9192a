import type { HostProcess, hashProcessExecutable } from '../../evidence/live-processes.ts';

export type HashProcess = typeof hashProcessExecutable;
type HashOne = (pid: number, identity: string | null) => ReturnType<HashProcess>;

export interface ExecutableHashes {
  /** SHA-256 of what the process runs; null when it runs no program or could not be read. */
  of(process: HostProcess): string | null;
  /** Different programs that were hashed. */
  readonly hashed: number;
  /** Those that were not, with the reason, by path. */
  readonly failed: ReadonlyMap<string, { readonly denied: boolean; readonly reason: string }>;
}

/** Hashes each different program once, however many processes run it. A process that ended meanwhile is tried in another one. */
export function executableHashes(processes: readonly HostProcess[], hash: HashOne): ExecutableHashes {
  const byIdentity = new Map<string, string>();
  const failed = new Map<string, { readonly denied: boolean; readonly reason: string }>();
  for (const { pid, executable } of processes) {
    if (executable === null || executable.identity === null || byIdentity.has(executable.identity)) continue;
    const hashed = hash(pid, executable.identity);
    if (hashed.ok) byIdentity.set(executable.identity, hashed.value);
    else if (!hashed.error.gone) failed.set(executable.path, hashed.error);
  }
  return {
    of: ({ executable }) => byIdentity.get(executable?.identity ?? '') ?? null,
    hashed: byIdentity.size,
    failed,
  };
}
