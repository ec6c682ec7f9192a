import { defaultRangeExtractor, type Range, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useLayoutEffect } from 'react';
import type { GridPosition } from './grid-move.ts';
import type { RowSource } from './row-source.ts';

export const ROW_HEIGHT = 28;
export const HEAD_HEIGHT = 30;
/** Chromium lays out no element higher than 2^25 px; 1,190,000 rows still fit. */
const MOST_ROWS = Math.floor((2 ** 25 - 65_536) / ROW_HEIGHT);

/** Where each grid stood when it left the page: opening a record or another page must not lose the place. */
const places = new Map<string, number>();

export interface GridScroll {
  readonly virtual: Virtualizer<HTMLDivElement, Element>;
  readonly pageRows: number;
  /** Brings a cell into sight: below the header that stays, and sideways. */
  readonly reveal: (position: GridPosition) => void;
}

/** Which rows are drawn. The active row always is, so that the name of the active cell never dangles. */
export function useGridScroll(
  box: RefObject<HTMLDivElement | null>,
  source: RowSource,
  active: number,
  name: string,
): GridScroll {
  const count = Math.min(source.total ?? 0, MOST_ROWS);
  const virtual = useVirtualizer<HTMLDivElement, Element>({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    paddingStart: 0,
    useFlushSync: false,
    rangeExtractor: (range: Range) => {
      const drawn = defaultRangeExtractor(range);
      if (active < 0 || active >= count) return drawn;
      if (active < (drawn[0] ?? 0)) return [active, ...drawn];
      return active > (drawn.at(-1) ?? 0) ? [...drawn, active] : drawn;
    },
  });
  const from = virtual.range?.startIndex ?? 0;
  const to = (virtual.range?.endIndex ?? 0) + 1;
  useEffect(() => source.want(Math.max(0, from - 20), to + 20), [source, from, to]);
  const filled = count > 0;
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null || !filled) return;
    element.scrollTop = places.get(name) ?? 0;
    const remember = (): void => {
      places.set(name, element.scrollTop);
    };
    element.addEventListener('scroll', remember, { passive: true });
    return () => element.removeEventListener('scroll', remember);
  }, [box, name, filled]);

  const height = box.current?.clientHeight ?? 0;
  const reveal = ({ row, column }: GridPosition): void => {
    const element = box.current;
    if (element === null) return;
    if (row >= 0) {
      const top = row * ROW_HEIGHT;
      const room = element.clientHeight - HEAD_HEIGHT;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + ROW_HEIGHT > element.scrollTop + room) element.scrollTop = top + ROW_HEIGHT - room;
    }
    const head = element.querySelector<HTMLElement>(`.grid-headcell[data-column="${column}"]`);
    if (head === null) return;
    const left = head.offsetLeft;
    if (left < element.scrollLeft) element.scrollLeft = left;
    else if (left + head.offsetWidth > element.scrollLeft + element.clientWidth)
      element.scrollLeft = Math.min(left, left + head.offsetWidth - element.clientWidth);
  };
  return { virtual, pageRows: Math.max(1, Math.floor((height - HEAD_HEIGHT) / ROW_HEIGHT)), reveal };
}
