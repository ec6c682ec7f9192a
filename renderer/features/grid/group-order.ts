import { MOST_COLUMNS, type SortOrder } from './sort-order.ts';

/** What a table may be grouped by, and the word for rows without a value. */
export interface Grouping {
  readonly column: string;
  readonly none: string;
}

/** The order of grouped rows: by the group first, turned as the user turned that column; levels begin with the worst. */
export function groupOrder(by: string, sort: SortOrder): SortOrder {
  const own = sort.find(({ column }) => column === by);
  const first = { column: by, descending: own?.descending ?? by === 'level' };
  return [first, ...sort.filter(({ column }) => column !== by)].slice(0, MOST_COLUMNS);
}
