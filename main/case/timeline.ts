import type { Timeline, TimeRange } from '../../shared/ipc/contract.ts';
import { LEVELS } from '../../shared/level.ts';
import { type Database, type SqlCell, select, selectOne } from './sql.ts';

/** When something changed: what logs say of it, and the last change of each service. A start or stop changes nothing. */
const TIMES = `(SELECT time, levelRank FROM events WHERE time IS NOT NULL AND action IN ('created', 'changed', 'deleted')
  UNION ALL SELECT changed, levelRank FROM services WHERE changed IS NOT NULL)`;
/** Windows 1.0: what claims to be older is a clock that was never set, and would push all others into one bin. */
const FIRST = '1985-01-01';
const DAY = 86_400_000;

/** Changes by time, with the worst level of the services that they are about. Times after the run are left out. `part`: only then. */
export function readTimeline(db: Database, bins: number, part?: TimeRange): Timeline {
  const [started] = selectOne(db, 'SELECT startedAt FROM evidence') ?? [];
  const now = Date.parse(String(started));
  const last = new Date((Number.isNaN(now) ? Date.now() : now) + DAY).toISOString();
  const range = part === undefined ? [FIRST, last] : [part.from, part.to].map((end) => end.replace(/Z$/, ''));
  const ends = part === undefined ? endsOf(db, range) : [part.from, part.to];
  const from = Date.parse(String(ends[0]).slice(0, 19).concat('Z'));
  const to = Date.parse(String(ends[1]).slice(0, 19).concat('Z')) - (part === undefined ? 0 : 1000);
  if (Number.isNaN(from) || Number.isNaN(to)) return { from: last, to: last, bins: [] };

  const width = Math.max((to + 1000 - from) / bins, 1);
  const counts = new Array<number>(bins).fill(0);
  const worst = new Array<number>(bins).fill(0);
  // As coarse as the bins allow, so that SQLite counts and not we: `2020-01-02T03`, with minutes, with seconds.
  const length = width > 20 * 3_600_000 ? 13 : width > 20 * 60_000 ? 16 : 19;
  const rest = '2020-01-01T00:00:00Z'.slice(length);
  const sql = `SELECT substr(time, 1, ${length}), count(*), max(levelRank) FROM ${TIMES} WHERE time BETWEEN ? AND ? GROUP BY 1`;
  for (const [start, count, rank] of select(db, sql, range)) {
    const time = Date.parse(`${start}${rest}`);
    if (Number.isNaN(time)) continue;
    const bin = Math.min(Math.max(Math.floor((time - from) / width), 0), bins - 1);
    counts[bin] = (counts[bin] ?? 0) + Number(count);
    worst[bin] = Math.max(worst[bin] ?? 0, Number(rank));
  }
  return {
    from: new Date(from).toISOString(),
    to: new Date(part === undefined ? to : to + 1000).toISOString(),
    bins: counts.map((count, bin) => ({
      from: new Date(from + bin * width).toISOString(),
      count,
      worst: LEVELS[(worst[bin] ?? 0) - 1] ?? null,
    })),
  };
}

function endsOf(db: Database, range: readonly string[]): readonly SqlCell[] {
  return selectOne(db, `SELECT min(time), max(time) FROM ${TIMES} WHERE time BETWEEN ? AND ?`, range) ?? [];
}
