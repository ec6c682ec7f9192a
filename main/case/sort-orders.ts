import { TABLES, type Table } from '../../shared/ipc/contract.ts';
import { type Database, type SqlCell, select, selectOne } from './sql.ts';
import { TABLE_VIEWS, type TableView } from './tables.ts';

/** Rows of one table by one column, upwards: numbers of records, those without a value last. */
export interface SortOrder {
  readonly numbers: Uint32Array;
  /** How many at the end have no value. */
  readonly nulls: number;
}

/** Rows from which on orders are kept in the file: fewer are sorted in no time. */
const WORTH_KEEPING = 20_000;
/** Columns of many different texts, which take longest to sort. */
const KEPT: Readonly<Partial<Record<Table, readonly string[]>>> = {
  services: ['name', 'displayName', 'command', 'image', 'changed', 'sha256'],
  files: ['path', 'sha256', 'usedBy', 'modified'],
  events: ['time', 'action', 'service', 'source', 'actor', 'details'],
};

/** Keeps the orders of large tables: four bytes a row, where an index has the text again and must be walked. */
export function keepOrders(db: Database): void {
  const statement = db.prepare('INSERT INTO orders VALUES (?, ?, ?, ?)');
  for (const table of TABLES) {
    const view = TABLE_VIEWS[table];
    if (Number(selectOne(db, `SELECT count(*) FROM ${table}`)?.[0]) < WORTH_KEEPING) continue;
    for (const { name, order } of view.columns) {
      if (KEPT[table]?.includes(name) !== true) continue;
      const { numbers, nulls } = sortedBy(db, view, order);
      statement.run([table, order, nulls, new Uint8Array(numbers.buffer)]);
    }
  }
  statement.free();
}

/** A table's order by one column, as kept or sorted now. `expression`: `order` of a column. */
export function orderBy(db: Database, table: Table, expression: string): SortOrder {
  return keptOrder(db, table, expression) ?? sortedBy(db, TABLE_VIEWS[table], expression);
}

function sortedBy(db: Database, view: TableView, expression: string): SortOrder {
  const [list, nulls] =
    selectOne(
      db,
      `SELECT group_concat(n), sum(k IS NULL) FROM
        (SELECT t.n, ${expression} AS k FROM ${view.from} ORDER BY ${expression} NULLS LAST, t.n)`,
    ) ?? [];
  return { numbers: toNumbers(list), nulls: Number(nulls ?? 0) };
}

/** null when the file has none, or one that is not this table's: a file may have been written by anybody. */
function keptOrder(db: Database, table: Table, expression: string): SortOrder | null {
  const [row] = select(db, 'SELECT nulls, numbers FROM orders WHERE view = ? AND expression = ?', [
    table,
    expression,
  ]);
  const bytes: unknown = row?.[1];
  if (row === undefined || !(bytes instanceof Uint8Array) || bytes.length % 4 !== 0) return null;
  const numbers = new Uint32Array(bytes.slice().buffer);
  const nulls = Number(row[0]);
  const [count, least, most] = (
    selectOne(db, `SELECT count(*), min(n), max(n) FROM ${table}`) ?? [0, 0, 0]
  ).map(Number) as [number, number, number];
  // Records of one type have numbers without gaps: so many different ones between the ends are all of them.
  if (numbers.length !== count || most - least + 1 !== count || !(nulls >= 0 && nulls <= count)) return null;
  const seen = new Uint8Array(count);
  for (const n of numbers) {
    if (n < least || n > most || seen[n - least] === 1) return null;
    seen[n - least] = 1;
  }
  return { numbers, nulls };
}

/** Downwards is the other way round, save that rows without a value come last either way. */
export function downwards({ numbers, nulls }: SortOrder): Uint32Array {
  const valued = numbers.length - nulls;
  const turned = new Uint32Array(numbers.length);
  turned.set(numbers.slice(0, valued).reverse());
  turned.set(numbers.slice(valued).reverse(), valued);
  return turned;
}

/** What `group_concat` of numbers gives. */
export function toNumbers(list: SqlCell | undefined): Uint32Array {
  return list == null ? new Uint32Array(0) : Uint32Array.from(String(list).split(','), Number);
}
