import { parseFilter } from '../../shared/filter-terms.ts';
import type { RowsRequest } from '../../shared/ipc/contract.ts';
import { folded } from './cell-text.ts';
import { type Condition, filterCondition, joined } from './filter-sql.ts';
import type { Database } from './sql.ts';
import { TABLE_VIEWS } from './tables.ts';
import { rangeCondition } from './time-range.ts';

export type WantedRows = Pick<RowsRequest, 'table' | 'filter' | 'levels' | 'range'>;

export interface Wanted {
  /** What is known good is another matter: it is counted. */
  readonly condition: Condition;
  /** What the condition is about: the view's own tables, and where texts are searched their table before them. */
  readonly from: string;
  /** Something may be left out. */
  readonly filtered: boolean;
  /** What of the filter was not understood; null when all was. */
  readonly problem: string | null;
}

/** Which rows of a table a question is about, as a condition on `t`. */
export function wanted(db: Database, { table, filter, levels, range }: WantedRows): Wanted {
  const view = TABLE_VIEWS[table];
  // Set anew each time: saving may open the database again, without it.
  db.create_function('holds', holds);
  const names = view.columns.map(({ name }) => name);
  const parsed = parseFilter(filter, names, view.heads);
  const conditions: Condition[] = [];
  if (parsed.terms.length > 0) conditions.push(filterCondition(parsed.terms, view.columns));
  if (view.hasLevel && levels.length > 0) {
    conditions.push({ sql: `t.level IN (${levels.map(() => '?').join(', ')})`, values: levels });
  }
  const then = range === undefined ? null : rangeCondition(table, range);
  if (then !== null) conditions.push(then);
  const condition = conditions.length === 0 ? { sql: '1', values: [] } : joined(conditions, ' AND ');
  // The texts are read from end to end, and the rows of those only that hold what is looked for.
  const from = condition.sql.includes('s.text')
    ? `${table}Search s CROSS JOIN ${view.from.replace(/^(\w+ t)/, '$1 ON t.n = s.n')}`
    : view.from;
  return { condition, from, filtered: conditions.length > 0, problem: parsed.problem };
}

/** Does a value hold a text that is in lower case already? */
function holds(value: unknown, text: unknown): number {
  return value !== null && folded(String(value)).includes(String(text)) ? 1 : 0;
}
