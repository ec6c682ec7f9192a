import { useSyncExternalStore } from 'react';
import type { RowSource } from './row-source.ts';

/** Draws again whenever the source has something new. */
export function useSource(source: RowSource): void {
  useSyncExternalStore(
    (listener) => source.subscribe(listener),
    () => source.version,
  );
}
