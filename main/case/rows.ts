import type { Rows, RowsRequest } from '../../shared/ipc/contract.ts';
import { ellipsis } from '../../shared/text.ts';
import { keyId } from './id-key.ts';
import { downwards, orderBy, type SortOrder, toNumbers } from './sort-orders.ts';
import { type Database, type SqlCell, select, selectOne } from './sql.ts';
import { TABLE_VIEWS, type TableView } from './tables.ts';
import { type Wanted, wanted } from './wanted.ts';

/** Characters of one cell; the record has the rest. */
const CELL = 1_000;

/** The numbers of all rows that a filter lets through, in no order, and how many were left out. */
interface Matches {
  /** null: all. */
  readonly numbers: Uint32Array | null;
  readonly hidden: number;
}

/** How many answers of each kind are kept: filters and orders that somebody goes back to. */
const KEPT = 8;
/** So much of a table is sorted by itself rather than picked from the order of all. */
const FEW = 0.2;

/**
 * Answers questions for rows. What a filter finds and how a table is sorted are two questions, whose answers are kept as row numbers:
 * who scrolls, sorts what was filtered or filters what was sorted asks but for what is new.
 */
export class RowReader {
  readonly #db: Database;
  readonly #matches = new Map<string, Matches>();
  readonly #orders = new Map<string, SortOrder>();
  readonly #answers = new Map<string, Uint32Array>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** After a verdict has changed: findings can be filtered by it. */
  forget(): void {
    for (const kept of [this.#matches, this.#orders, this.#answers]) kept.clear();
  }

  rows(request: RowsRequest): Rows {
    const view = TABLE_VIEWS[request.table];
    const names = view.columns.map(({ name }) => name);
    const asked = wanted(this.#db, request);
    const unknown = request.sort.some(({ column }) => !names.includes(column));
    const problems = [asked.problem, unknown ? 'a column to sort by does not exist' : null].filter(
      (problem) => problem !== null,
    );
    const { table, filter, levels, hideKnownGood, range, sort } = request;
    const filterKey = JSON.stringify([table, filter, levels, hideKnownGood, range]);
    const matches = kept(this.#matches, filterKey, () => this.#find(request, asked));
    const found = kept(this.#answers, `${filterKey}${JSON.stringify(sort)}`, () =>
      this.#sorted(request, matches.numbers),
    );
    return {
      columns: names,
      rows: this.#page(view, found.subarray(request.offset, request.offset + request.limit)),
      total: found.length,
      hidden: matches.hidden,
      filterProblem: problems.length === 0 ? null : problems.join('; '),
    };
  }

  #find({ table, hideKnownGood }: RowsRequest, { condition, from, filtered }: Wanted): Matches {
    const hide = hideKnownGood && TABLE_VIEWS[table].hasKnown;
    if (!filtered && !hide) return { numbers: null, hidden: 0 };
    const { sql, values } = condition;
    const [list, hidden] =
      selectOne(
        this.#db,
        hide
          ? `SELECT group_concat(iif(t.known IS NULL, t.n, NULL)), count(t.known) FROM ${from} WHERE ${sql}`
          : `SELECT group_concat(t.n), 0 FROM ${from} WHERE ${sql}`,
        values,
      ) ?? [];
    return { numbers: toNumbers(list), hidden: Number(hidden ?? 0) };
  }

  /** Those rows, or all, in the order that is asked for. */
  #sorted({ table, sort }: RowsRequest, matches: Uint32Array | null): Uint32Array {
    const view = TABLE_VIEWS[table];
    const columns = sort.flatMap(({ column, descending }) => {
      const known = view.columns.find(({ name }) => name === column);
      return known === undefined ? [] : [{ order: known.order, descending }];
    });
    // Backwards is backwards, down to the last tie.
    const last = columns.at(-1)?.descending === true ? 't.n DESC' : 't.n';
    const order = [
      ...columns.map((one) => `${one.order} ${one.descending ? 'DESC' : 'ASC'} NULLS LAST`),
      last,
    ].join(', ');
    const key = `${table} ${columns.length === 1 ? columns[0]?.order : order}`;
    const total = Number(selectOne(this.#db, `SELECT count(*) FROM ${table}`)?.[0]);
    if (matches !== null && !this.#orders.has(key) && matches.length < total * FEW) {
      return this.#numbers(view, 't.n IN (SELECT value FROM json_each(?))', order, [
        JSON.stringify([...matches]),
      ]);
    }
    const [only] = columns;
    const all = kept(this.#orders, key, () =>
      columns.length === 1 && only !== undefined
        ? orderBy(this.#db, table, only.order)
        : { numbers: this.#numbers(view, '1', order), nulls: 0 },
    );
    const numbers = columns.length === 1 && only?.descending === true ? downwards(all) : all.numbers;
    return matches === null ? numbers : picked(numbers, matches);
  }

  #numbers(view: TableView, condition: string, order: string, values: readonly string[] = []): Uint32Array {
    const sql = `SELECT group_concat(n) FROM (SELECT t.n FROM ${view.from} WHERE ${condition} ORDER BY ${order})`;
    return toNumbers(selectOne(this.#db, sql, values)?.[0]);
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

/** Of numbers those that are wanted, in their order. */
function picked(numbers: Uint32Array, wanted: Uint32Array): Uint32Array {
  const most = wanted.reduce((max, n) => Math.max(max, n), 0);
  const marks = new Uint8Array(most + 1);
  for (const n of wanted) marks[n] = 1;
  return numbers.filter((n) => marks[n] === 1);
}

/** What was kept under a name, or is made and kept now; what was asked for longest ago goes. */
function kept<T>(map: Map<string, T>, key: string, make: () => T): T {
  const value = map.get(key) ?? make();
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= KEPT) break;
    map.delete(oldest);
  }
  return value;
}
