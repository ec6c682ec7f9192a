import { randomUUID } from 'node:crypto';
import type { Chosen } from '../../shared/ipc/contract.ts';
import { visibleText } from '../../shared/text.ts';

/** Paths that the user chose, each under a random name: all that the page ever learns of them, besides a label to show. */
export class Handles {
  readonly #paths = new Map<string, string>();

  add(path: string): Chosen {
    for (const [handle, known] of this.#paths) if (known === path) return chosen(handle, path);
    const handle = randomUUID();
    this.#paths.set(handle, path);
    return chosen(handle, path);
  }

  path(handle: string): string | undefined {
    return this.#paths.get(handle);
  }

  /** What is shown of it. */
  label(handle: string): string {
    return visibleText(this.#paths.get(handle) ?? '');
  }

  /** Of the handles that a request names, the paths; undefined when one is not known. */
  resolve(handles: readonly string[]): Readonly<Record<string, string>> | undefined {
    const paths: Record<string, string> = {};
    for (const handle of handles) {
      const path = this.#paths.get(handle);
      if (path === undefined) return undefined;
      paths[handle] = path;
    }
    return paths;
  }
}

function chosen(handle: string, path: string): Chosen {
  // The whole path: who scans the wrong volume of two with the same name finds out too late.
  return { handle, label: visibleText(path) };
}
