import {
  type ColumnLayout,
  type ColumnSpec,
  moveColumn,
  NARROWEST,
  setWidth,
  widthOf,
} from './column-layout.ts';

const WIDTH_STEP = 16;

interface HeaderKey {
  readonly key: string;
  readonly shift: boolean;
  readonly alt: boolean;
}

/** Keys on a header cell: Shift with the arrows changes the width, Alt with the arrows the place. null: not such a key. */
export function arrangeByKey(
  layout: ColumnLayout,
  all: readonly ColumnSpec[],
  shown: readonly ColumnSpec[],
  column: number,
  { key, shift, alt }: HeaderKey,
): { readonly layout: ColumnLayout; readonly column: number } | null {
  const spec = shown[column];
  const by = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : 0;
  if (spec === undefined || by === 0 || shift === alt) return null;
  if (shift) {
    const width = Math.max(NARROWEST, widthOf(spec, layout) + by * WIDTH_STEP);
    return { layout: setWidth(layout, spec.id, width), column };
  }
  const moved = moveColumn(layout, all, shown, spec.id, by);
  return { layout: moved, column: moved === layout ? column : column + by };
}
