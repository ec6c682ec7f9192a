import type { Rows, RowsRequest } from '../../shared/ipc/contract.ts';
import { ellipsis } from '../../shared/text.ts';
import { keyId } from './id-key.ts';
import { type Database, type SqlCell, select, selectOne } from './sql.ts';
import { type Column, TABLE_VIEWS, type TableView } from './tables.ts';
import { wanted } from './wanted.ts';

/** Characters of one cell; the record has the rest. */
const CELL = 1_000;

/** The numbers of all rows that one question finds, in its order, and how many were left out. */
interface Found {
  readonly key: string;
  readonly numbers: Uint32Array;
  readonly hidden: number;
  readonly problem: string | null;
}

/**
 * Answers questions for rows. The last question's answer is kept as row numbers, so that scrolling costs only the page that is shown.
 */
export class RowReader {
  readonly #db: Database;
  #last: Found | null = null;

  constructor(db: Database) {
    this.#db = db;
  }

  /** After a verdict has changed: findings can be filtered by it. */
  forget(): void {
    this.#last = null;
  }

  rows(request: RowsRequest): Rows {
    const view = TABLE_VIEWS[request.table];
    const found = this.#find(request, view);
    const numbers = found.numbers.subarray(request.offset, request.offset + request.limit);
    return {
      columns: view.columns.map(({ name }) => name),
      rows: this.#page(view, numbers),
      total: found.numbers.length,
      hidden: found.hidden,
      filterProblem: found.problem,
    };
  }

  #find(request: RowsRequest, view: TableView): Found {
    const { table, filter, levels, hideKnownGood, range, sort } = request;
    const key = JSON.stringify([table, filter, levels, hideKnownGood, range, sort]);
    if (this.#last?.key === key) return this.#last;
    const { condition: all, filtered, problem } = wanted(this.#db, request);
    const hide = hideKnownGood && view.hasKnown;
    const order = orderOf(sort, view.columns, filtered);
    const shown = hide ? `${all.sql} AND t.known IS NULL` : all.sql;
    const [numbers] =
      selectOne(
        this.#db,
        `SELECT group_concat(n) FROM (SELECT t.n FROM ${view.from} WHERE ${shown} ORDER BY ${order.sql})`,
        all.values,
      ) ?? [];
    const hidden = hide
      ? selectOne(
          this.#db,
          `SELECT count(*) FROM ${view.from} WHERE t.known IS NOT NULL AND ${all.sql}`,
          all.values,
        )?.[0]
      : 0;
    const problems = [problem, order.problem].filter((problem) => problem !== null);
    this.#last = {
      key,
      numbers: numbers == null ? new Uint32Array(0) : Uint32Array.from(String(numbers).split(','), Number),
      hidden: Number(hidden ?? 0),
      problem: problems.length === 0 ? null : problems.join('; '),
    };
    return this.#last;
  }

  #page(view: TableView, numbers: Uint32Array): Rows['rows'] {
    if (numbers.length === 0) return [];
    const cells = view.columns.map(({ sql }) => sql).join(', ');
    const list = JSON.stringify([...numbers]);
    const byNumber = new Map<number, Rows['rows'][number]>();
    const sql = `SELECT t.n, t.id, ${cells} FROM ${view.from} WHERE t.n IN (SELECT value FROM json_each(?))`;
    for (const [n, id, ...values] of select(this.#db, sql, [list])) {
      byNumber.set(Number(n), { id: keyId(String(id)), cells: values.map(shortCell) });
    }
    return [...numbers].flatMap((n) => byNumber.get(n) ?? []);
  }
}

function shortCell(value: SqlCell): SqlCell {
  return typeof value === 'string' ? ellipsis(value, CELL) : value;
}

/**
 * An index gives all rows in its order at once. What a filter lets through is found by reading the table from end to end and sorted
 * then: a `+` before the term keeps SQLite from following the index to each row instead, which takes five times as long.
 */
function orderOf(
  sort: RowsRequest['sort'],
  columns: readonly Column[],
  filtered: boolean,
): { readonly sql: string; readonly problem: string | null } {
  const parts: string[] = [];
  let problem: string | null = null;
  for (const { column, descending } of sort) {
    const known = columns.find(({ name }) => name === column);
    if (known === undefined) problem = 'a column to sort by does not exist';
    // Rows without a value come last either way.
    else parts.push(`${filtered ? '+' : ''}${known.order} ${descending ? 'DESC' : 'ASC'} NULLS LAST`);
  }
  // Backwards is backwards: so an index can be read from its end.
  const last = sort.at(-1)?.descending === true && parts.length > 0 ? 't.n DESC' : 't.n';
  return { sql: [...parts, last].join(', '), problem };
}
