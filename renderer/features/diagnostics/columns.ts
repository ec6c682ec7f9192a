import type { ColumnSpec } from '../grid/column-layout.ts';
import type { SortOrder } from '../grid/sort-order.ts';

export const DIAGNOSTIC_COLUMNS: readonly ColumnSpec[] = [
  { id: 'severity', title: 'Severity', width: 104, kind: 'level' },
  { id: 'what', title: 'What', width: 440 },
  { id: 'path', title: 'Path', width: 320, kind: 'code' },
  { id: 'source', title: 'Source', width: 160 },
  { id: 'code', title: 'Code', width: 180, kind: 'code' },
];

/** The gravest first. */
export const DIAGNOSTIC_ORDER: SortOrder = [{ column: 'severity', descending: true }];
