/** What a column is, before the user arranges anything. */
export interface ColumnSpec {
  readonly id: string;
  readonly title: string;
  /** CSS pixels at 100 %. */
  readonly width: number;
  readonly kind?: 'text' | 'level' | 'marks' | 'number' | 'size' | 'time' | 'code' | 'change';
  /** Not shown until chosen. */
  readonly hidden?: boolean;
  /** Made by the window from other cells: the engine cannot sort by it. */
  readonly derived?: boolean;
}

/** What the user made of the columns. Columns that are not named keep their place and width. */
export interface ColumnLayout {
  readonly order: readonly string[];
  readonly shown: Readonly<Record<string, boolean>>;
  readonly widths: Readonly<Record<string, number>>;
  /** Column that rows are grouped by; null for none. */
  readonly group: string | null;
}

export const UNTOUCHED: ColumnLayout = { order: [], shown: {}, widths: {}, group: null };
export const NARROWEST = 48;
export const WIDEST = 1600;

/** All columns in the order of the user; those that the engine has and no specification names come last. */
export function arrangeColumns(
  specs: readonly ColumnSpec[],
  available: readonly string[],
  layout: ColumnLayout,
): readonly ColumnSpec[] {
  const named = new Set(specs.map(({ id }) => id));
  const there = new Set(available);
  const all = [
    ...specs.filter(({ id, derived }) => derived === true || there.has(id)),
    ...available.filter((id) => !named.has(id)).map((id): ColumnSpec => ({ id, title: id, width: 160 })),
  ];
  const place = new Map(layout.order.map((id, index) => [id, index]));
  if (place.size === 0) return all;
  // A column that the stored order does not know goes behind the one before it.
  let before = -1;
  const ranked = all.map((column) => {
    const rank = place.get(column.id);
    before = rank ?? before + 0.001;
    return { column, rank: before };
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ column }) => column);
}

/** The heads of the columns as a filter names them: `Last changed (UTC)` is typed `LastChanged`. */
export function typedHeads(specs: readonly ColumnSpec[], available: readonly string[]): readonly string[] {
  return arrangeColumns(specs, available, UNTOUCHED)
    .filter(({ derived }) => derived !== true)
    .map(({ title }) =>
      title.replace(/ \(.*\)$/, '').replace(/ (\w)/g, (_all, letter: string) => letter.toUpperCase()),
    );
}

export function isShown(column: ColumnSpec, layout: ColumnLayout): boolean {
  return layout.shown[column.id] ?? column.hidden !== true;
}

export function widthOf(column: ColumnSpec, layout: ColumnLayout): number {
  return layout.widths[column.id] ?? column.width;
}

export function setShown(layout: ColumnLayout, column: string, shown: boolean): ColumnLayout {
  return { ...layout, shown: { ...layout.shown, [column]: shown } };
}

export function setWidth(layout: ColumnLayout, column: string, width: number): ColumnLayout {
  const bounded = Math.round(Math.max(NARROWEST, Math.min(WIDEST, width)));
  return { ...layout, widths: { ...layout.widths, [column]: bounded } };
}

/** Moves a column by `by` places among those given (those in sight, or all in the chooser). */
export function moveColumn(
  layout: ColumnLayout,
  all: readonly ColumnSpec[],
  among: readonly ColumnSpec[],
  column: string,
  by: number,
): ColumnLayout {
  const from = among.findIndex(({ id }) => id === column);
  const neighbour = among[from + by];
  if (from === -1 || neighbour === undefined) return layout;
  const order = all.map(({ id }) => id).filter((id) => id !== column);
  order.splice(order.indexOf(neighbour.id) + (by > 0 ? 1 : 0), 0, column);
  return { ...layout, order };
}
