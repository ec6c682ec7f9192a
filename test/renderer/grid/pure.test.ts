import { describe, expect, it } from 'vitest';
import { sortRows } from '../../../renderer/features/grid/array-source.ts';
import { cellText, sizeText, timeText } from '../../../renderer/features/grid/cell-text.ts';
import {
  arrangeColumns,
  type ColumnSpec,
  isShown,
  moveColumn,
  NARROWEST,
  setShown,
  setWidth,
  UNTOUCHED,
  widthOf,
} from '../../../renderer/features/grid/column-layout.ts';
import { copyCell, copyRow } from '../../../renderer/features/grid/copy-text.ts';
import { arrangeByKey } from '../../../renderer/features/grid/grid-actions.ts';
import { parseLayout } from '../../../renderer/features/grid/grid-layouts.ts';
import { moveInGrid } from '../../../renderer/features/grid/grid-move.ts';
import { rowMarks, rowTone } from '../../../renderer/features/grid/row-marks.ts';
import { ariaSort, nextSort } from '../../../renderer/features/grid/sort-order.ts';

const SPECS: readonly ColumnSpec[] = [
  { id: 'level', title: 'Level', width: 100 },
  { id: 'marks', title: 'Marks', width: 100, derived: true },
  { id: 'name', title: 'Name', width: 100 },
  { id: 'hash', title: 'Hash', width: 100, hidden: true },
];
const THERE = ['level', 'name', 'hash', 'extra'];
const ids = (columns: readonly ColumnSpec[]) => columns.map(({ id }) => id);

describe('moving in the grid', () => {
  const extent = { rows: 100, columns: 5, pageRows: 10 };
  const move = (row: number, column: number, key: string, ctrl = false) =>
    moveInGrid({ row, column }, { key, ctrl }, extent);

  it('follows the grid pattern of the W3C', () => {
    expect(move(4, 2, 'ArrowDown')).toEqual({ row: 5, column: 2 });
    expect(move(4, 2, 'Home')).toEqual({ row: 4, column: 0 });
    expect(move(4, 2, 'End')).toEqual({ row: 4, column: 4 });
    expect(move(4, 2, 'Home', true)).toEqual({ row: 0, column: 0 });
    expect(move(4, 2, 'End', true)).toEqual({ row: 99, column: 4 });
    expect(move(4, 2, 'PageDown')).toEqual({ row: 13, column: 2 });
    expect(move(4, 2, 'PageUp')).toEqual({ row: 0, column: 2 });
    expect(move(4, 2, 'x')).toBeNull();
  });

  it('stops at the edges and reaches the header', () => {
    expect(move(0, 0, 'ArrowUp')).toEqual({ row: -1, column: 0 });
    expect(move(-1, 0, 'ArrowUp')).toEqual({ row: -1, column: 0 });
    expect(move(99, 4, 'ArrowDown')).toEqual({ row: 99, column: 4 });
    expect(move(99, 4, 'ArrowRight')).toEqual({ row: 99, column: 4 });
    expect(
      moveInGrid({ row: -1, column: 0 }, { key: 'ArrowDown', ctrl: false }, { ...extent, rows: 0 }),
    ).toEqual({
      row: -1,
      column: 0,
    });
  });
});

describe('columns', () => {
  it('come as specified, then those that nobody specified', () => {
    expect(ids(arrangeColumns(SPECS, THERE, UNTOUCHED))).toEqual(['level', 'marks', 'name', 'hash', 'extra']);
    expect(ids(arrangeColumns(SPECS, ['name'], UNTOUCHED))).toEqual(['marks', 'name']);
  });

  it('are moved among those in sight, and a column that a stored order lacks keeps its neighbour', () => {
    const all = arrangeColumns(SPECS, THERE, UNTOUCHED);
    const shown = all.filter((column) => isShown(column, UNTOUCHED));
    const moved = moveColumn(UNTOUCHED, all, shown, 'name', 1);
    expect(ids(arrangeColumns(SPECS, THERE, moved))).toEqual(['level', 'marks', 'hash', 'extra', 'name']);
    expect(moveColumn(UNTOUCHED, all, shown, 'level', -1)).toBe(UNTOUCHED);
    const stored = { ...UNTOUCHED, order: ['name', 'level'] };
    expect(ids(arrangeColumns(SPECS, THERE, stored))).toEqual(['name', 'hash', 'extra', 'level', 'marks']);
  });

  it('are shown, hidden and resized within bounds', () => {
    const all = arrangeColumns(SPECS, THERE, UNTOUCHED);
    const hash = all.find(({ id }) => id === 'hash') as ColumnSpec;
    expect(isShown(hash, UNTOUCHED)).toBe(false);
    expect(isShown(hash, setShown(UNTOUCHED, 'hash', true))).toBe(true);
    expect(widthOf(hash, setWidth(UNTOUCHED, 'hash', 1))).toBe(NARROWEST);
  });

  it('are arranged by keys on the header', () => {
    const all = arrangeColumns(SPECS, THERE, UNTOUCHED);
    const key = { key: 'ArrowRight', shift: false, alt: false };
    expect(arrangeByKey(UNTOUCHED, all, all, 0, key)).toBeNull();
    expect(arrangeByKey(UNTOUCHED, all, all, 0, { ...key, shift: true })?.layout.widths).toEqual({
      level: 116,
    });
    const moved = arrangeByKey(UNTOUCHED, all, all, 0, { ...key, alt: true });
    expect(moved?.column).toBe(1);
    expect(moved?.layout.order.slice(0, 2)).toEqual(['marks', 'level']);
  });

  it('stand as they come when what was remembered is damaged', () => {
    expect(parseLayout(null)).toEqual(UNTOUCHED);
    expect(parseLayout('{"order":')).toEqual(UNTOUCHED);
    expect(parseLayout('[1]')).toEqual(UNTOUCHED);
    expect(
      parseLayout('{"order":["a",1],"shown":{"a":true,"b":1},"widths":{"a":90,"b":"x","c":-1}}'),
    ).toEqual({
      order: ['a'],
      shown: { a: true },
      widths: { a: 90 },
      group: null,
    });
  });
});

describe('order', () => {
  it('turns, ends and adds', () => {
    const up = nextSort([], 'name', false);
    expect(up).toEqual([{ column: 'name', descending: false }]);
    const down = nextSort(up, 'name', false);
    expect(down).toEqual([{ column: 'name', descending: true }]);
    expect(nextSort(down, 'name', false)).toEqual([]);
    expect(nextSort(down, 'level', true)).toEqual([...down, { column: 'level', descending: false }]);
    expect(nextSort(down, 'level', false)).toEqual([{ column: 'level', descending: false }]);
    expect(ariaSort(down, 'name')).toBe('descending');
    expect(ariaSort(down, 'level')).toBe('none');
  });

  it('begins with the worst where that is looked for, and names at most four columns', () => {
    const worst = nextSort([], 'level', false, true);
    expect(worst).toEqual([{ column: 'level', descending: true }]);
    expect(nextSort(nextSort(worst, 'level', false, true), 'level', false, true)).toEqual([]);
    const many = ['a', 'b', 'c', 'd', 'e'].reduce<ReturnType<typeof nextSort>>(
      (sort, column) => nextSort(sort, column, true),
      [],
    );
    expect(many.map(({ column }) => column)).toEqual(['a', 'b', 'c', 'e']);
  });

  it('of rows in the window puts nothing last either way', () => {
    const rows = [null, 2, 10].map((value) => ({ id: String(value), cells: [value] }));
    const sorted = (descending: boolean) =>
      sortRows(['n'], rows, [{ column: 'n', descending }]).map(({ id }) => id);
    expect(sorted(false)).toEqual(['2', '10', 'null']);
    expect(sorted(true)).toEqual(['10', '2', 'null']);
  });
});

describe('cells', () => {
  it('show what cannot be seen, in one line, cut', () => {
    expect(cellText('a\u202Eb\nc\u200B', 'text')).toBe('a\\u{202E}b\\nc\\u{200B}');
    expect(cellText('x'.repeat(32_767), 'text').length).toBeLessThan(500);
    expect(cellText(null, 'text')).toBe('');
    expect(timeText('2024-03-02T23:41:09.4410022Z')).toBe('2024-03-02 23:41:09');
    expect(timeText('soon\u202E')).toBe('soon\\u{202E}');
    expect([0, 1023, 1024, 20 * 1024 * 1024].map(sizeText)).toEqual(['0 B', '1023 B', '1.0 KiB', '20 MiB']);
  });

  it('are copied so that neither terminal nor spreadsheet runs them', () => {
    expect(copyCell('a\r\nrm -rf\u202E')).toBe('a\\r\\nrm -rf\\u{202E}');
    expect(copyRow(['=cmd|x', 'a\tb', null, -3, '-k netsvcs'])).toBe("'=cmd|x\ta\\tb\t\t-3\t'-k netsvcs");
  });

  it('carry the marks of Autoruns', () => {
    const columns = ['level', 'imageState', 'packageState', 'baseline', 'state'];
    const row = (...cells: (string | null)[]) => ({ id: '1', cells });
    expect(rowMarks(columns, row(null, 'missing', null, null, 'configured'))).toEqual(['missing']);
    expect(rowMarks(columns, row(null, 'found', 'conffile-changed', 'new', 'deleted'))).toEqual([
      'changed',
      'new',
      'deleted',
    ]);
    expect(rowMarks(columns, row(null, 'found', 'not-owned', null, null))).toEqual(['unpackaged']);
    expect(rowMarks(columns, row(null, 'found', 'owned-unchanged', null, null))).toEqual([]);
    expect(rowTone(columns, row('high'), [])).toBe('level-high');
    expect(rowTone(columns, row(null), ['missing'])).toBe('mark-medium');
    expect(rowTone(columns, row(null), [])).toBe('none');
    expect(rowTone(['severity'], row('error'), [])).toBe('level-high');
  });
});
