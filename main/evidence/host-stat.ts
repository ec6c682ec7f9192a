import type { BigIntStats } from 'node:fs';
import type { EvidenceStat } from './evidence.ts';

const WINDOWS = process.platform === 'win32';
const NANOSECONDS = 1_000_000_000n;

/** What is kept of a host's answer: Node's own object has as many fields again, and four dates. */
export type HostStats = Pick<
  BigIntStats,
  'dev' | 'ino' | 'mode' | 'uid' | 'gid' | 'size' | 'mtimeNs' | 'ctimeNs' | 'birthtimeNs'
>;

export function keptStats(stats: BigIntStats): HostStats {
  const { dev, ino, mode, uid, gid, size, mtimeNs, ctimeNs, birthtimeNs } = stats;
  return { dev, ino, mode, uid, gid, size, mtimeNs, ctimeNs, birthtimeNs };
}

/** What the host says of a file. Times are made when they are asked for: of most files nobody asks. */
export function evidenceStat(stats: HostStats): EvidenceStat {
  return new HostStat(stats);
}

class HostStat implements EvidenceStat {
  readonly size: number;
  readonly mode: number | null;
  readonly uid: number | null;
  readonly gid: number | null;
  readonly #stats: HostStats;

  constructor(stats: HostStats) {
    this.#stats = stats;
    this.size = Number(stats.size);
    this.mode = WINDOWS ? null : Number(stats.mode & 0o7777n);
    this.uid = WINDOWS ? null : Number(stats.uid);
    this.gid = WINDOWS ? null : Number(stats.gid);
  }

  get modified(): string | null {
    return nanosecondsToIso(this.#stats.mtimeNs);
  }

  get changed(): string | null {
    return nanosecondsToIso(this.#stats.ctimeNs);
  }

  /** File systems without a birth time give the epoch. */
  get created(): string | null {
    return this.#stats.birthtimeNs === 0n ? null : nanosecondsToIso(this.#stats.birthtimeNs);
  }
}

/** Device and inode (volume and file id): which file this is, whatever its name. */
export function identity(stats: HostStats): string {
  return `${device(stats)}:${stats.ino}`;
}

/** Have both one identity? */
export function isSameFile(a: HostStats, b: HostStats): boolean {
  return a.ino === b.ino && device(a) === device(b);
}

function device({ dev }: HostStats): bigint {
  // On Windows the serial number of the volume comes with 32 or 64 bits, depending on the call.
  return WINDOWS ? BigInt.asUintN(32, dev) : dev;
}

/** Nanoseconds since the Unix epoch as ISO 8601: nine decimals, on Windows seven (its own precision). */
function nanosecondsToIso(nanoseconds: bigint): string | null {
  let seconds = nanoseconds / NANOSECONDS;
  let rest = nanoseconds % NANOSECONDS;
  if (rest < 0n) {
    rest += NANOSECONDS;
    seconds -= 1n;
  }
  const whole = secondsToIso(Number(seconds));
  if (whole === null) return null;
  const decimals = String(Number(rest) + 1_000_000_000).slice(1, WINDOWS ? 8 : 10);
  return `${whole}.${decimals}Z`;
}

/** The second that was asked for last: files of one installation share it. */
let lastSeconds = 0;
let lastText: string | null = '1970-01-01T00:00:00';

/** Without fraction and zone; null for what is no time. */
function secondsToIso(seconds: number): string | null {
  if (seconds !== lastSeconds) {
    const date = new Date(seconds * 1000);
    lastText = Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, -5);
    lastSeconds = seconds;
  }
  return lastText;
}

/** A sentence's part for a failed system call: the error code and what it means, without host paths. */
export function failureReason(error: unknown): string {
  const code = errorCode(error);
  if (code !== '') return REASONS[code] ?? code;
  return error instanceof Error ? error.message : String(error);
}

export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied (EACCES)',
  EPERM: 'not permitted (EPERM)',
  EBUSY: 'in use (EBUSY)',
  EIO: 'I/O error (EIO)',
  ELOOP: 'too many links (ELOOP)',
  ENAMETOOLONG: 'name too long (ENAMETOOLONG)',
};
