import type { Table, TimeRange } from '../../shared/ipc/contract.ts';
import type { Condition } from './filter-sql.ts';

/** As the timeline counts: a start or stop changes nothing. The index `changesByTime` has just these. */
const CHANGES = "e.time >= ? AND e.time < ? AND e.action IN ('created', 'changed', 'deleted')";
const CHANGED_SERVICES = `SELECT s.id FROM services s WHERE s.changed >= ? AND s.changed < ?
  UNION SELECT s.id FROM events e JOIN services s ON s.name = e.service COLLATE NOCASE WHERE ${CHANGES}`;
/** By way of each finding, which are few: its service, or its event. The `+` keeps SQLite on the index of the service's events. */
const ABOUT_CHANGED = `(EXISTS (SELECT 1 FROM services s WHERE s.id = t.subjectId AND ((s.changed >= ? AND s.changed < ?)
  OR EXISTS (SELECT 1 FROM events e WHERE e.service = s.name COLLATE NOCASE AND +${CHANGES})))
  OR EXISTS (SELECT 1 FROM events e WHERE e.id = t.subjectId AND +e.time >= ? AND e.time < ?))`;

/**
 * What of a table belongs to a time, as a condition on `t`; null for tables without one. An event: its own time. A service: its last
 * change, or a logged change of a service of that name. A finding: what it is about.
 */
export function rangeCondition(table: Table, { from, to }: TimeRange): Condition | null {
  const ends = [start(from), start(to)];
  switch (table) {
    case 'events':
      return { sql: '(t.time >= ? AND t.time < ?)', values: ends };
    case 'services':
      return { sql: `t.id IN (${CHANGED_SERVICES})`, values: [...ends, ...ends] };
    case 'findings':
      return { sql: ABOUT_CHANGED, values: [...ends, ...ends, ...ends] };
    case 'files':
    case 'diagnostics':
      return null;
  }
}

/** Times are kept with as many digits as their source has; without the Z all of one second stand behind its beginning. */
function start(second: string): string {
  return second.replace(/Z$/, '');
}
