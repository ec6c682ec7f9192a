import type { Rows } from '../../../shared/ipc/contract.ts';
import { isLevel, type Level } from '../../../shared/level.ts';

/** One finding as the list shows it. */
export interface FindingRow {
  readonly id: string;
  readonly level: Level;
  readonly title: string;
  readonly subject: string;
  readonly rule: string;
  readonly component: string;
  readonly techniques: readonly string[];
  readonly confidence: string;
  readonly why: string;
  readonly verdict: string;
  readonly platform: string;
}

/** Cells by the names of their columns, wherever these stand. */
export function findingRows({ columns, rows }: Pick<Rows, 'columns' | 'rows'>): FindingRow[] {
  const places = new Map(columns.map((column, at) => [column, at]));
  return rows.map(({ id, cells }) => {
    const cell = (column: string) => String(cells[places.get(column) ?? -1] ?? '');
    const level = cell('level');
    return {
      id,
      level: isLevel(level) ? level : 'informational',
      title: cell('title'),
      subject: cell('subject'),
      rule: cell('rule'),
      component: cell('component'),
      techniques: cell('techniques')
        .split(/[\s,]+/)
        .filter(Boolean),
      confidence: cell('confidence'),
      why: cell('why'),
      verdict: cell('verdict') || 'unreviewed',
      platform: cell('platform'),
    };
  });
}
