import { MAX_LOG_FILES } from '../../shared/limits.ts';
import type { Evidence } from '../evidence/evidence.ts';

/** Searches folders for logs by their names, and keeps account of what could not be listed. */
export class LogSearch {
  readonly paths: string[] = [];
  readonly unreadable: { readonly path: string; readonly reason: string }[] = [];
  /** There are more than are read. */
  truncated = false;
  readonly #evidence: Evidence;
  readonly #name: RegExp;
  readonly #max: number;

  constructor(evidence: Evidence, name: RegExp, max = MAX_LOG_FILES) {
    this.#evidence = evidence;
    this.#name = name;
    this.#max = max;
  }

  /** `depth`: folders below `folder` (evidence path; '' the root) that are searched too. */
  search(folder: string, depth: number): void {
    const listing = this.#evidence.list(folder === '' ? '/' : folder);
    if (!listing.ok) {
      this.unreadable.push({ path: folder, reason: listing.error.reason });
      return;
    }
    for (const { name, kind } of listing.value) {
      const path = `${folder}/${name}`;
      if (kind === 'directory' && depth > 0) this.search(path, depth - 1);
      else if (kind === 'file' && this.#name.test(name)) this.#add(path);
    }
  }

  /** The same of a folder that may be missing. True when something of this name is there. */
  searchPlace(place: string, depth: number, options: { readonly ignoreCase?: boolean } = {}): boolean {
    const folder = this.#evidence.lookup(place, options);
    if (folder.state === 'missing') return false;
    if (folder.state === 'directory') this.search(folder.path, depth);
    else this.unreadable.push({ path: place, reason: 'reason' in folder ? folder.reason : 'no folder' });
    return true;
  }

  #add(path: string): void {
    if (this.paths.length < this.#max) this.paths.push(path);
    else this.truncated = true;
  }
}
