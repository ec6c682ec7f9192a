import { Buffer } from 'node:buffer';
import {
  DEFAULT_MAX_HASH_SIZE,
  MAX_PROC_COMMAND_LINE,
  MAX_PROC_FILE,
  MAX_PROCESSES,
} from '../../shared/limits.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { ParseError } from '../formats/parse-error.ts';
import { parseProcCgroup, systemdCgroup } from '../formats/proc/cgroup.ts';
import { parseCommandLine } from '../formats/proc/command-line.ts';
import { type ProcStat, parseBootTime, parseProcStat, startTime } from '../formats/proc/stat.ts';
import { parseProcStatus } from '../formats/proc/status.ts';
import { type AuditLog, NO_AUDIT } from './audit.ts';
import { hashExecutable, type ProcessExecutable, readExecutable } from './proc-executable.ts';
import { listProcFolder, type ProcError, readProcFile } from './proc-files.ts';

/** One process of the running host, as /proc shows it to us. What could not be read is named in `unreadable`. */
export interface HostProcess {
  readonly pid: number;
  readonly parentPid: number;
  /** File name of the program, at most 15 bytes; the process may change it. */
  readonly comm: string;
  readonly state: string;
  readonly kernelThread: boolean;
  /** ISO 8601 UTC, whole seconds. */
  readonly started: string | null;
  /** Effective user id. */
  readonly uid: number | null;
  /** Not null: this process is being traced. */
  readonly tracerPid: number | null;
  /** Control group in the hierarchy of systemd; null when it cannot be told. */
  readonly cgroup: string | null;
  readonly commandLine: readonly string[];
  readonly commandLineTruncated: boolean;
  /** Null when it may not be read or runs no program. */
  readonly executable: ProcessExecutable | null;
  /** Which parts could not be read, and why. */
  readonly unreadable: readonly {
    readonly what: string;
    readonly denied: boolean;
    readonly reason: string;
  }[];
}

export interface ProcessList {
  readonly processes: readonly HostProcess[];
  /** Processes that ended while they were looked at. */
  readonly gone: number;
  /** More than MAX_PROCESSES are there. */
  readonly truncated: boolean;
  /** /proc shows other users' processes: false when it is mounted with `hidepid` and we are not root (proc(5)). */
  readonly showsAll: boolean;
  /** We run as root, so that a refusal does not go away by doing so. */
  readonly asRoot: boolean;
}

export interface ProcessOptions {
  readonly audit?: AuditLog;
  /** Another folder than /proc, for tests. */
  readonly folder?: string;
}

const PROC = '/proc';

/** All processes of the running Linux host by rising id. The error says why there is no list: another system, no /proc. */
export function listProcesses(options: ProcessOptions = {}): Result<ProcessList> {
  const { audit = NO_AUDIT, folder = PROC } = options;
  if (folder === PROC && process.platform !== 'linux') {
    return fail(`processes are read from /proc, which ${process.platform} does not have`);
  }
  const names = listProcFolder(folder);
  if (!names.ok) {
    audit.record({ action: 'failed', path: PROC, detail: names.error.reason });
    return fail(`/proc cannot be read: ${names.error.reason}`);
  }
  const pids = names.value
    .filter((name) => /^[1-9]\d{0,9}$/.test(name))
    .map(Number)
    .sort((a, b) => a - b);
  const stat = readProcFile(`${folder}/stat`, MAX_PROC_FILE * 16);
  const bootTime = stat.ok ? parseBootTime(text(stat.value.bytes)) : null;
  const processes: HostProcess[] = [];
  let gone = 0;
  for (const pid of pids.slice(0, MAX_PROCESSES)) {
    const found = readProcess(`${folder}/${pid}`, pid, bootTime);
    if (found === null) gone += 1;
    else processes.push(found);
  }
  audit.record({
    action: 'listed',
    path: PROC,
    detail: `${processes.length} processes, ${gone} ended meanwhile`,
  });
  return ok({
    processes,
    gone,
    truncated: pids.length > MAX_PROCESSES,
    showsAll: pids.includes(1),
    asRoot: process.geteuid?.() === 0,
  });
}

/**
 * SHA-256 of what a process runs, also when the file is deleted. `expected` is `executable.identity` of the listing; `limit` bytes.
 * Needs the right to look into the process: root, or the same user.
 */
export function hashProcessExecutable(
  pid: number,
  expected: string | null,
  options: ProcessOptions & { readonly limit?: number } = {},
): Result<string, ProcError> {
  const { audit = NO_AUDIT, folder = PROC, limit = DEFAULT_MAX_HASH_SIZE } = options;
  const hashed = hashExecutable(`${folder}/${pid}`, expected, limit);
  const path = `${PROC}/${pid}/exe`;
  if (hashed.ok) audit.record({ action: 'hashed', path, detail: hashed.value });
  else audit.record({ action: 'failed', path, detail: hashed.error.reason });
  return hashed;
}

function readProcess(folder: string, pid: number, bootTime: number | null): HostProcess | null {
  const stat = readStat(folder);
  if (stat === null) return null;
  const unreadable: { what: string; denied: boolean; reason: string }[] = [];
  const note = (what: string, { gone, denied, reason }: ProcError): void => {
    // A process that ended between two reads keeps what was read of it.
    if (!gone) unreadable.push({ what, denied, reason });
  };
  if (!stat.ok) note('stat', stat.error);
  const read = (name: string, limit: number): { bytes: Uint8Array; truncated: boolean } | null => {
    const found = readProcFile(`${folder}/${name}`, limit);
    if (found.ok) return found.value;
    note(name, found.error);
    return null;
  };
  const status = read('status', MAX_PROC_FILE);
  const owner = status === null ? null : parseProcStatus(text(status.bytes));
  const cgroup = read('cgroup', MAX_PROC_FILE);
  const commandLine = read('cmdline', MAX_PROC_COMMAND_LINE);
  const known = stat.ok ? stat.value : null;
  // A kernel thread runs no program; asking for it needs root all the same.
  const executable = known?.kernelThread === true ? ok(null) : readExecutable(folder);
  if (!executable.ok) note('exe', executable.error);
  return {
    pid,
    parentPid: known?.parentPid ?? owner?.parentPid ?? 0,
    comm: known?.comm ?? '',
    state: known?.state ?? '?',
    kernelThread: known?.kernelThread ?? false,
    started: known === null ? null : startTime(bootTime, known.startTicks),
    uid: owner?.effectiveUid ?? null,
    tracerPid: owner?.tracerPid || null,
    cgroup: cgroup === null ? null : systemdCgroup(parseProcCgroup(text(cgroup.bytes))),
    commandLine: commandLine === null ? [] : parseCommandLine(commandLine.bytes),
    commandLineTruncated: commandLine?.truncated ?? false,
    executable: executable.ok ? executable.value : null,
    unreadable,
  };
}

/** Null when the process is gone. */
function readStat(folder: string): Result<ProcStat, ProcError> | null {
  const found = readProcFile(`${folder}/stat`, MAX_PROC_FILE);
  if (!found.ok) return found.error.gone ? null : found;
  try {
    return ok(parseProcStat(text(found.value.bytes)));
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return fail({ gone: false, denied: false, reason: error.message });
  }
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
