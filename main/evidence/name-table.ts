import { MAX_CACHED_NAMES } from '../../shared/limits.ts';
import { compareText } from '../../shared/text.ts';
import { foldName } from './fold-name.ts';

/** The names of one folder, found as Windows finds them. */
interface NameTable {
  readonly size: number;
  /**
   * The name as the folder spells it. The exact spelling wins; of several that differ in case only (a case-sensitive
   * file system allows them) the first in UTF-16 order, so that every run answers the same.
   */
  find(name: string): string | undefined;
}

function nameTable(names: readonly string[]): NameTable {
  const exact = new Set(names);
  const folded = new Map<string, string>();
  for (const name of [...names].sort(compareText)) {
    const key = foldName(name);
    if (!folded.has(key)) folded.set(key, name);
  }
  return { size: exact.size, find: (name) => (exact.has(name) ? name : folded.get(foldName(name))) };
}

/** Name tables by folder; a folder whose version changed (a live host) is read again. */
export class NameTableCache {
  readonly #tables = new Map<string, { readonly version: string; readonly table: NameTable }>();
  #names = 0;

  get(path: string, version: string, read: () => readonly string[] | null): NameTable | null {
    const known = this.#tables.get(path);
    if (known?.version === version) return known.table;
    const names = read();
    if (names === null) return null;
    const table = nameTable(names);
    if (known !== undefined) this.#names -= known.table.size;
    if (this.#names + table.size > MAX_CACHED_NAMES) {
      this.#tables.clear();
      this.#names = 0;
    }
    this.#tables.set(path, { version, table });
    this.#names += table.size;
    return table;
  }
}
