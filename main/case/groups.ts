import type { Groups, GroupsRequest } from '../../shared/ipc/contract.ts';
import { LEVELS } from '../../shared/level.ts';
import { ellipsis } from '../../shared/text.ts';
import { type Database, select } from './sql.ts';
import { TABLE_VIEWS } from './tables.ts';
import { wanted } from './wanted.ts';

/** More values than a person unfolds; what has so many is better filtered. */
const MOST_GROUPS = 10_000;
const VALUE = 200;

/**
 * Counts the rows of a question by the column that it is sorted by first. Groups stand in the order of their rows, so a group's rows
 * begin at the sum of the counts before it.
 */
export function readGroups(db: Database, request: GroupsRequest): Groups {
  const view = TABLE_VIEWS[request.table];
  const [by] = request.sort;
  const column = view.columns.find(({ name }) => name === by?.column);
  if (by === undefined || column === undefined) return { groups: [], rest: 0 };
  const { condition, from } = wanted(db, request);
  const hide = request.hideKnownGood && view.hasKnown ? ' AND t.known IS NULL' : '';
  const worst = view.hasLevel ? 'max(t.levelRank)' : '0';
  // Values that differ in case alone are sorted as one, so they are counted as one.
  const sql = `SELECT min(${column.sql}), count(*), ${worst} FROM ${from} WHERE ${condition.sql}${hide}
    GROUP BY ${column.order} ORDER BY ${column.order} ${by.descending ? 'DESC' : 'ASC'} NULLS LAST`;
  const groups: Groups['groups'] = [];
  let rest = 0;
  for (const [value, count, rank] of select(db, sql, condition.values)) {
    if (groups.length === MOST_GROUPS) rest += Number(count);
    else {
      groups.push({
        value: typeof value === 'string' ? ellipsis(value, VALUE) : (value ?? null),
        count: Number(count),
        worst: LEVELS[Number(rank) - 1] ?? null,
      });
    }
  }
  return { groups, rest };
}
