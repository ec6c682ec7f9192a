import type { ColumnSpec } from '../grid/column-layout.ts';
import type { Grouping } from '../grid/group-order.ts';
import type { SortOrder } from '../grid/sort-order.ts';

export const SERVICE_COLUMNS: readonly ColumnSpec[] = [
  { id: 'level', title: 'Level', width: 136, kind: 'level' },
  { id: 'marks', title: 'Marks', width: 116, kind: 'marks', derived: true },
  { id: 'name', title: 'Name', width: 190 },
  { id: 'displayName', title: 'Display name', width: 190, hidden: true },
  { id: 'kind', title: 'Kind', width: 76 },
  { id: 'startMode', title: 'Start', width: 88 },
  { id: 'command', title: 'Command', width: 380, kind: 'code' },
  { id: 'account', title: 'Account', width: 130 },
  { id: 'changed', title: 'Last changed (UTC)', width: 156, kind: 'time' },
  { id: 'findings', title: 'Findings', width: 76, kind: 'number' },
  { id: 'imageState', title: 'File', width: 124 },
  { id: 'package', title: 'Package', width: 130 },
  { id: 'packageState', title: 'Package says', width: 130, hidden: true },
  { id: 'baseline', title: 'Baseline', width: 92, hidden: true },
  { id: 'state', title: 'State', width: 92 },
  { id: 'image', title: 'Program', width: 280, kind: 'code', hidden: true },
  { id: 'definition', title: 'Defined in', width: 280, kind: 'code', hidden: true },
  { id: 'sha256', title: 'SHA-256', width: 180, kind: 'code', hidden: true },
  { id: 'platform', title: 'Platform', width: 84, hidden: true },
];

/** Columns of few values; what stands for rows without one. */
export const SERVICE_GROUPINGS: readonly Grouping[] = [
  { column: 'level', none: 'no finding' },
  { column: 'kind', none: 'no kind' },
  { column: 'startMode', none: 'start not stated' },
  { column: 'state', none: 'no state' },
  { column: 'account', none: 'no account stated' },
  { column: 'imageState', none: 'names no file' },
  { column: 'package', none: 'no package' },
  { column: 'packageState', none: 'packages not asked' },
  { column: 'baseline', none: 'no difference from a baseline' },
  { column: 'platform', none: 'no platform' },
];

/** The worst first. */
export const SERVICE_ORDER: SortOrder = [{ column: 'level', descending: true }];
