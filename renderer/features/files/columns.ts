import type { ColumnSpec } from '../grid/column-layout.ts';
import type { SortOrder } from '../grid/sort-order.ts';

export const FILE_COLUMNS: readonly ColumnSpec[] = [
  { id: 'level', title: 'Level', width: 136, kind: 'level' },
  { id: 'marks', title: 'Marks', width: 116, kind: 'marks', derived: true },
  { id: 'path', title: 'Path', width: 380, kind: 'code' },
  { id: 'state', title: 'State', width: 124 },
  { id: 'package', title: 'Package', width: 130 },
  { id: 'packageState', title: 'Package says', width: 140 },
  { id: 'size', title: 'Size', width: 84, kind: 'size' },
  { id: 'modified', title: 'Modified (UTC)', width: 156, kind: 'time' },
  { id: 'usedBy', title: 'Used by', width: 240 },
  { id: 'owner', title: 'Owner', width: 90 },
  { id: 'mode', title: 'Mode', width: 84, kind: 'code' },
  { id: 'writableBy', title: 'Writable by', width: 160 },
  { id: 'sha256', title: 'SHA-256', width: 190, kind: 'code' },
];

/** Files of the worst services first. */
export const FILE_ORDER: SortOrder = [{ column: 'level', descending: true }];
