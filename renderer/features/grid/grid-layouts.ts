import { create } from 'zustand';
import { readPreference, writePreference } from '../../store/preferences.ts';
import { type ColumnLayout, UNTOUCHED } from './column-layout.ts';
import type { GridPosition } from './grid-move.ts';

const TOP: GridPosition = { row: 0, column: 0 };

interface GridLayouts {
  readonly layouts: Readonly<Record<string, ColumnLayout>>;
  /** Where each grid was left, so that coming back to a page costs no search. */
  readonly active: Readonly<Record<string, GridPosition>>;
  setLayout(grid: string, layout: ColumnLayout): void;
  setActive(grid: string, position: GridPosition): void;
}

/** How the user arranged each grid. Columns are remembered between starts; where the user was is not. */
export const useGridLayouts = create<GridLayouts>()((set, get) => ({
  layouts: {},
  active: {},
  setLayout(grid, layout) {
    set({ layouts: { ...get().layouts, [grid]: layout } });
    writePreference(`columns.${grid}`, JSON.stringify(layout));
  },
  setActive(grid, position) {
    set({ active: { ...get().active, [grid]: position } });
  },
}));

const stored = new Map<string, ColumnLayout>();

function storedLayout(grid: string): ColumnLayout {
  const known = stored.get(grid) ?? parseLayout(readPreference(`columns.${grid}`));
  stored.set(grid, known);
  return known;
}

/** What was remembered may be of another version, or damaged: then the columns stand as they come. */
export function parseLayout(text: string | null): ColumnLayout {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    if (typeof value !== 'object' || value === null) return UNTOUCHED;
    const { order, shown, widths, group } = value as Partial<Record<keyof ColumnLayout, unknown>>;
    return {
      order: Array.isArray(order) ? order.filter((id): id is string => typeof id === 'string') : [],
      shown: entriesOf(shown, (entry): entry is boolean => typeof entry === 'boolean'),
      widths: entriesOf(widths, (entry): entry is number => typeof entry === 'number' && entry > 0),
      group: typeof group === 'string' ? group : null,
    };
  } catch {
    return UNTOUCHED;
  }
}

function entriesOf<T>(value: unknown, is: (entry: unknown) => entry is T): Record<string, T> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, T] => is(entry[1])));
}

export interface GridState {
  readonly layout: ColumnLayout;
  readonly active: GridPosition;
  readonly setLayout: (layout: ColumnLayout) => void;
  readonly setActive: (position: GridPosition) => void;
}

export function useGridState(grid: string): GridState {
  const layout = useGridLayouts((state) => state.layouts[grid]) ?? storedLayout(grid);
  const active = useGridLayouts((state) => state.active[grid]) ?? TOP;
  const { setLayout, setActive } = useGridLayouts.getState();
  return {
    layout,
    active,
    setLayout: (next) => setLayout(grid, next),
    setActive: (position) => setActive(grid, position),
  };
}
