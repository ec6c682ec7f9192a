import type { GridPosition } from './grid-move.ts';
import type { RowSource } from './row-source.ts';

export type GroupMove = { readonly kind: 'toggle' } | { readonly kind: 'go'; readonly to: GridPosition };

/** What a key does in a tree grid (W3C, APG, "Treegrid") beyond moving about; null: nothing of its own. */
export function groupMove(source: RowSource, at: GridPosition, key: string): GroupMove | null {
  const group = source.groupAt?.(at.row);
  if (group === undefined) {
    const heading = source.headingOf?.(at.row);
    const leaves = key === 'ArrowLeft' && at.column === 0 && at.row >= 0 && heading !== undefined;
    return leaves ? { kind: 'go', to: { row: heading, column: 0 } } : null;
  }
  switch (key) {
    case 'Enter':
    case ' ':
      return { kind: 'toggle' };
    case 'ArrowRight':
      return group.open ? { kind: 'go', to: { row: at.row + 1, column: 0 } } : { kind: 'toggle' };
    case 'ArrowLeft':
      return group.open ? { kind: 'toggle' } : { kind: 'go', to: at };
    default:
      return null;
  }
}
