import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | null | undefined;

/**
 * Has V8 free what nobody refers to. By itself it does so when its heap is full, and does not know that a database grows beside it: the
 * two together would need half as much again as each of them. Takes half a second for a heap of some hundred MiB.
 */
export function collectGarbage(): void {
  collect ??= collector();
  collect?.();
}

function collector(): (() => void) | null {
  try {
    setFlagsFromString('--expose-gc');
    const found: unknown = runInNewContext('gc');
    return typeof found === 'function' ? () => found() : null;
  } catch {
    // More memory is needed then; nothing else depends on it.
    return null;
  }
}
