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

/** Finds the background items of a file, and remembers which were found. */
export class BackgroundIndex {
  readonly #byPath = new Map<string, BackgroundItem[]>();
  /** Items whose place cannot be told, by label. */
  readonly #byLabel = new Map<string, BackgroundItem[]>();
  readonly #matched = new Set<BackgroundItem>();
  readonly items: readonly BackgroundItem[];

  constructor(items: readonly BackgroundItem[]) {
    this.items = items;
    for (const item of items) {
      if (item.path !== null) push(this.#byPath, canonicalPath(item.path), item);
      else if (item.label !== null && hasType(item, BTM_AGENT + BTM_DAEMON))
        push(this.#byLabel, item.label, item);
    }
  }

  /**
   * Items that name this file; those that name no file that can be told, if they name the label. An item that names another file
   * is not the same job, whatever its label.
   */
  of(path: string, label: string | null): readonly BackgroundItem[] {
    const found = [
      ...(this.#byPath.get(canonicalPath(path)) ?? []),
      ...(label === null ? [] : (this.#byLabel.get(label) ?? [])),
    ];
    for (const item of found) this.#matched.add(item);
    return found;
  }

  /** Those that no file was found for. */
  rest(): BackgroundItem[] {
    return this.items.filter((item) => !this.#matched.has(item));
  }
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

function push(map: Map<string, BackgroundItem[]>, key: string, item: BackgroundItem): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else list.push(item);
}
