import { type RefObject, useLayoutEffect, useState } from 'react';

/** Is there less width than so many rem? Follows the element as panes are dragged and text is enlarged. */
export function useNarrow(element: RefObject<HTMLElement | null>, rem: number): boolean {
  const [narrow, setNarrow] = useState(false);
  useLayoutEffect(() => {
    const watched = element.current;
    if (watched === null) return;
    const look = (): void => {
      const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      setNarrow(watched.clientWidth < rem * size);
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(watched);
    return () => observer.disconnect();
  }, [element, rem]);
  return narrow;
}
