import { ParseError } from '../parse-error.ts';

/** What is used of `/proc/PID/stat` (proc(5), "/proc/pid/stat"). */
export interface ProcStat {
  readonly pid: number;
  /** File name of the program, cut to 15 bytes (a kernel thread's name may be longer); spaces and `)` may be in it. */
  readonly comm: string;
  /** One letter: R, S, D, Z (zombie), … */
  readonly state: string;
  readonly parentPid: number;
  /** PF_KTHREAD of field 9: a kernel thread has neither program nor command line. */
  readonly kernelThread: boolean;
  /** Field 22: clock ticks (`CLOCK_TICKS` a second) from boot to the start of the process. */
  readonly startTicks: number;
}

/** USER_HZ, in which the kernel gives times to programs: 100 on every architecture that Node.js runs on (time(7)). */
export const CLOCK_TICKS = 100;

/** include/linux/sched.h. */
const PF_KTHREAD = 0x0020_0000;
// Numbered as in proc(5); the first two are before and in the parentheses.
const STATE = 3;
const PARENT = 4;
const FLAGS = 9;
const START = 22;

/**
 * Decodes one line of `/proc/PID/stat`. The name is what lies between the first `(` and the last `)`, because a program may
 * choose a name with parentheses. Throws ParseError.
 */
export function parseProcStat(text: string): ProcStat {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  const pid = wholeNumber(text.slice(0, Math.max(0, open)).trim());
  if (open === -1 || close < open || pid === null) {
    throw new ParseError('proc stat', 0, 'a process id and a name in parentheses are expected');
  }
  const fields = text
    .slice(close + 1)
    .trim()
    .split(/\s+/);
  const field = (number: number): string => fields[number - STATE] ?? '';
  const [parentPid, flags, startTicks] = [PARENT, FLAGS, START].map((number) => wholeNumber(field(number)));
  if (parentPid == null || flags == null || startTicks == null || !/^[A-Za-z]$/.test(field(STATE))) {
    throw new ParseError('proc stat', close + 1, 'state, parent, flags and start time are expected');
  }
  return {
    pid,
    comm: text.slice(open + 1, close),
    state: field(STATE),
    parentPid,
    kernelThread: Math.floor(flags / PF_KTHREAD) % 2 === 1,
    startTicks,
  };
}

/** Seconds since the Unix epoch at which the system booted: line `btime` of `/proc/stat` (proc(5)); null without one. */
export function parseBootTime(text: string): number | null {
  return wholeNumber(/^btime +(\d+)$/m.exec(text)?.[1] ?? '');
}

/**
 * Start of a process as ISO 8601 UTC. The boot time has whole seconds only, so the time has no more; the true one may lie up to a
 * second later.
 */
export function startTime(bootTime: number | null, startTicks: number): string | null {
  if (bootTime === null) return null;
  const date = new Date(Math.floor(bootTime + startTicks / CLOCK_TICKS) * 1000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().replace('.000Z', 'Z');
}

function wholeNumber(text: string): number | null {
  const value = /^\d{1,20}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : null;
}
