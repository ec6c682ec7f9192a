import type { LaunchdDetail } from '../../../shared/model/launchd-detail.ts';
import {
  type BackgroundItem,
  BTM_AGENT,
  BTM_DAEMON,
  dispositionWords,
  hasType,
  typeText,
} from './background-item.ts';
import { canonicalPath } from './volume-paths.ts';

/** Items that one job's record shows; each account has one. */
const SHOWN_ITEMS = 64;

/** Finds the background items of a file, and remembers which were found. */
export class BackgroundIndex {
  readonly #items: readonly BackgroundItem[];
  readonly #byKey = new Map<string, BackgroundItem[]>();
  readonly #matched = new Set<string>();

  constructor(items: readonly BackgroundItem[]) {
    this.#items = items;
    for (const item of items) {
      const key = keyOf(item);
      const same = this.#byKey.get(key);
      if (same === undefined) this.#byKey.set(key, [item]);
      else if (same.length < SHOWN_ITEMS) same.push(item);
    }
  }

  /**
   * Items that name this file; those that name no file that can be told, if they name the label. An item that names another file
   * is not the same job, whatever its label.
   */
  of(path: string, label: string | null): readonly BackgroundItem[] {
    const byPath = this.#take(`path:${canonicalPath(path)}`);
    return label === null ? byPath : [...byPath, ...this.#take(`label:${label}`)];
  }

  /** Those that no file was found for. */
  rest(): BackgroundItem[] {
    return this.#items.filter((item) => !this.#matched.has(keyOf(item)));
  }

  #take(key: string): readonly BackgroundItem[] {
    const found = this.#byKey.get(key);
    if (found !== undefined) this.#matched.add(key);
    return found ?? [];
  }
}

/** By its path; where that cannot be told, that of a job by its label. */
function keyOf(item: BackgroundItem): string {
  if (item.path !== null) return `path:${canonicalPath(item.path)}`;
  return item.label !== null && hasType(item, BTM_AGENT + BTM_DAEMON) ? `label:${item.label}` : '';
}

/** How a job's record shows an item. */
export function itemSummary(item: BackgroundItem): LaunchdDetail['backgroundItems'][number] {
  return {
    path: item.store,
    identifier: item.identifier,
    name: item.name,
    developer: item.developer,
    teamIdentifier: item.teamIdentifier,
    type: typeText(item.type),
    disposition: dispositionWords(item.disposition),
    url: item.url,
    executable: item.executable,
    user: item.user,
  };
}
