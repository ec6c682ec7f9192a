import type { Groups, GroupsRequest, Rows, RowsRequest } from '../../shared/ipc/contract.ts';
import { isLevel, levelRank } from '../../shared/level.ts';
import { COLUMNS, type MockRow } from './mock-tables.ts';

type Cell = string | number | null;

/** A small likeness of the engine's filter: every word must be there, `-word` must not, `Column:word` looks in one column. */
function matches(row: MockRow, columns: readonly string[], filter: string): boolean {
  const words = filter.toLowerCase().match(/[+-]?(?:[a-z0-9]+:)?(?:"[^"]*"|[^\s"]+)/g) ?? [];
  return words.every((word) => {
    const not = word.startsWith('-');
    const bare = word.replace(/^[+-]/, '').replaceAll('"', '');
    const [, name, wanted] = /^([a-z0-9]+):(.*)$/.exec(bare) ?? [];
    const at = columns.findIndex((column) => column.toLowerCase() === name);
    const cells = at < 0 ? row.cells : [row.cells[at] ?? null];
    const found = cells.some((cell) =>
      String(cell ?? '')
        .toLowerCase()
        .includes(at < 0 ? bare : (wanted ?? '')),
    );
    return found !== not;
  });
}

function compareCells(a: Cell, b: Cell): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  if (typeof a === 'string' && typeof b === 'string' && isLevel(a) && isLevel(b))
    return levelRank(a) - levelRank(b);
  return a < b ? -1 : 1;
}

export function mockRows(table: readonly MockRow[], request: RowsRequest): Rows {
  const columns = COLUMNS[request.table];
  const matching = table.filter(
    (row) =>
      (request.levels.length === 0 || (row.level !== null && request.levels.includes(row.level))) &&
      matches(row, columns, request.filter),
  );
  const shown = request.hideKnownGood ? matching.filter((row) => !row.knownGood) : matching;
  const order = request.sort.map((sort) => ({
    at: columns.indexOf(sort.column),
    sign: sort.descending ? -1 : 1,
  }));
  const sorted = [...shown].sort((a, b) => {
    for (const { at, sign } of order) {
      const difference = compareCells(a.cells[at] ?? null, b.cells[at] ?? null) * sign;
      if (difference !== 0) return difference;
    }
    return 0;
  });
  return {
    columns: [...columns],
    rows: sorted
      .slice(request.offset, request.offset + request.limit)
      .map((row) => ({ id: row.id, cells: [...row.cells] })),
    total: shown.length,
    hidden: matching.length - shown.length,
    filterProblem: request.filter.endsWith(':') ? 'A word must follow the colon.' : null,
  };
}

export function mockGroups(table: readonly MockRow[], request: GroupsRequest): Groups {
  const { rows, columns } = mockRows(table, { ...request, offset: 0, limit: table.length });
  const at = columns.indexOf(request.sort[0]?.column ?? '');
  const groups: Groups['groups'] = [];
  for (const { cells } of rows) {
    const value = cells[at] ?? null;
    const level = String(cells[0]);
    const last = groups.at(-1);
    if (last !== undefined && last.value === value) last.count += 1;
    else groups.push({ value, count: 1, worst: isLevel(level) ? level : null });
  }
  return { groups, rest: 0 };
}
