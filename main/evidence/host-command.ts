import { HOST_COMMAND_TIMEOUT, MAX_HOST_COMMAND_OUTPUT } from '../../shared/limits.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { AuditLog } from './audit.ts';
import { fileSystem as fs } from './file-system.ts';
import { failureReason } from './host-stat.ts';

export interface HostCommand {
  /** Absolute paths; the first that is there is run. Never searched for in PATH. */
  readonly programs: readonly string[];
  readonly argv: readonly string[];
  /** Milliseconds; HOST_COMMAND_TIMEOUT unless a test is in a hurry. */
  readonly timeout?: number;
}

/** Why there is no output. `absent`: the host does not have the program. */
export interface CommandError {
  readonly code: 'absent' | 'failed' | 'timeout' | 'too-large';
  readonly reason: string;
}

/** A fixed environment: what the caller has (LD_PRELOAD, a pager, a language) changes nothing. Times are in UTC. */
const ENVIRONMENT = {
  LC_ALL: 'C',
  TZ: 'UTC',
  PATH: '/usr/bin:/bin:/usr/sbin:/sbin',
  SYSTEMD_COLORS: '0',
  SYSTEMD_PAGER: '',
};

/**
 * Runs a program of the host that is examined and gives what it wrote. That leaves a footprint (a process, access times) and trusts
 * the host's own program, so it is done live only, each run is in the audit log, and what it says is never the only witness. No
 * shell, no input, bounded in time and output.
 */
export function runHostCommand(command: HostCommand, audit: AuditLog): Result<string, CommandError> {
  const program = command.programs.find(isProgram);
  const [first = ''] = command.programs;
  if (program === undefined) {
    audit.record({ action: 'missing', path: first, detail: 'not there, so not run' });
    return fail({ code: 'absent', reason: `${command.programs.join(', ')}: not there` });
  }
  const outcome = run(program, command.argv, command.timeout ?? HOST_COMMAND_TIMEOUT);
  const said = [program, ...command.argv].join(' ');
  const detail = outcome.ok ? `${outcome.value.length} characters` : outcome.error.reason;
  audit.record({ action: outcome.ok ? 'ran' : 'failed', path: program, detail: `${said}: ${detail}` });
  return outcome;
}

function run(program: string, argv: readonly string[], timeout: number): Result<string, CommandError> {
  // Loaded when it is needed: it brings Node's sockets with it, which cost a scan of a root more than its rules.
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const done = spawnSync(program, argv, {
    cwd: '/',
    env: ENVIRONMENT,
    encoding: 'utf8',
    input: '',
    maxBuffer: MAX_HOST_COMMAND_OUTPUT,
    timeout,
    killSignal: 'SIGKILL',
    shell: false,
    windowsHide: true,
  });
  const code = done.error !== undefined && 'code' in done.error ? done.error.code : undefined;
  if (code === 'ETIMEDOUT') {
    return fail({ code: 'timeout', reason: `no answer within ${timeout / 1000} s` });
  }
  if (code === 'ENOBUFS') {
    return fail({ code: 'too-large', reason: `wrote more than ${MAX_HOST_COMMAND_OUTPUT} bytes` });
  }
  if (done.error !== undefined) return fail({ code: 'failed', reason: failureReason(done.error) });
  if (done.status === 0) return ok(done.stdout);
  const how = done.signal === null ? `status ${done.status}` : `signal ${done.signal}`;
  const message = done.stderr.trim().split('\n')[0]?.slice(0, 300) ?? '';
  return fail({ code: 'failed', reason: message === '' ? `ended with ${how}` : `${message} (${how})` });
}

function isProgram(path: string): boolean {
  try {
    return fs.statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    return false;
  }
}
