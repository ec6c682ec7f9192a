/** What is used of `/proc/PID/status` (proc(5), "/proc/pid/status"); null for a line that is missing or no number. */
export interface ProcStatus {
  readonly realUid: number | null;
  readonly effectiveUid: number | null;
  readonly effectiveGid: number | null;
  readonly parentPid: number | null;
  /** Not 0: another process traces this one. */
  readonly tracerPid: number | null;
}

/** Decodes `/proc/PID/status`, lines `Key:<tab>value`. Never throws: a key that is not there is null. */
export function parseProcStatus(text: string): ProcStatus {
  // `Name:` comes first and the program chooses it; the kernel escapes line feeds in it, so that no later key can be forged.
  const numbers = (key: string): readonly (number | null)[] => {
    const line = new RegExp(`^${key}:[ \\t]*(.*)$`, 'm').exec(text)?.[1] ?? '';
    return line.split(/[ \t]+/).map((word) => (/^\d{1,10}$/.test(word) ? Number(word) : null));
  };
  const [realUid = null, effectiveUid = null] = numbers('Uid');
  return {
    realUid,
    effectiveUid,
    effectiveGid: numbers('Gid')[1] ?? null,
    parentPid: numbers('PPid')[0] ?? null,
    tracerPid: numbers('TracerPid')[0] ?? null,
  };
}
