import { visibleText } from '../../../shared/text.ts';
import type { ColumnSpec } from './column-layout.ts';

type Cell = string | number | null;

/** More than the widest column shows; what a value of 32,767 characters must not cost in each frame. */
const MOST_DRAWN = 400;

/** A cell as one line in a row: cut, and with nothing in it that hides or reorders text. */
export function cellText(cell: Cell, kind: ColumnSpec['kind']): string {
  if (cell === null) return '';
  if (kind === 'size' && typeof cell === 'number') return sizeText(cell);
  if (typeof cell === 'number') return String(cell);
  if (kind === 'time') return timeText(cell);
  return visibleText(cell.length > MOST_DRAWN ? `${cell.slice(0, MOST_DRAWN)}…` : cell);
}

/** ISO 8601 as it can be compared down a column: a blank for the T, whole seconds; the rest is in the cell bar. */
export function timeText(time: string): string {
  const found = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z?$/.exec(time);
  return found === null ? visibleText(time.slice(0, MOST_DRAWN)) : `${found[1]} ${found[2]}`;
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

export function sizeText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${UNITS[unit]}`;
}

/** Groups of three, whatever the machine's language: figures in a report must not change with the reader. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
