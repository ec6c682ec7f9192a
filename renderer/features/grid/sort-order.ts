import type { RowsRequest } from '../../../shared/ipc/contract.ts';

export type SortOrder = RowsRequest['sort'];

/** As the contract bounds it. */
export const MOST_COLUMNS = 4;

/**
 * One way, then the other, then not at all. With `add` the other columns stay. `worstFirst`: levels and figures begin with the highest,
 * which is what is looked for in them.
 */
export function nextSort(sort: SortOrder, column: string, add: boolean, worstFirst = false): SortOrder {
  const now = sort.find((entry) => entry.column === column);
  const others = add ? sort.filter((entry) => entry.column !== column) : [];
  if (now === undefined) return [...others.slice(0, MOST_COLUMNS - 1), { column, descending: worstFirst }];
  if (now.descending !== worstFirst) return others;
  const turned = { column, descending: !worstFirst };
  return add ? sort.map((entry) => (entry === now ? turned : entry)) : [turned];
}

/** What `aria-sort` says of a column. */
export function ariaSort(sort: SortOrder, column: string): 'ascending' | 'descending' | 'none' {
  const entry = sort.find((candidate) => candidate.column === column);
  return entry === undefined ? 'none' : entry.descending ? 'descending' : 'ascending';
}
