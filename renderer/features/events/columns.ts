import type { ColumnSpec } from '../grid/column-layout.ts';
import type { SortOrder } from '../grid/sort-order.ts';

export const EVENT_COLUMNS: readonly ColumnSpec[] = [
  { id: 'time', title: 'Time (UTC)', width: 160, kind: 'time' },
  { id: 'action', title: 'Action', width: 90 },
  { id: 'service', title: 'Service', width: 190 },
  { id: 'details', title: 'Details', width: 520, kind: 'code' },
  { id: 'actor', title: 'Actor', width: 150 },
  { id: 'source', title: 'Source', width: 160 },
];

/** As it happened. */
export const EVENT_ORDER: SortOrder = [{ column: 'time', descending: false }];
