import { parseUnitName } from '../../formats/systemd-unit/unit-name.ts';
import type { ManagerFolder } from './manager-folder.ts';
import { type NameMap, normalise } from './name-map.ts';
import type { UnitFolders } from './unit-folders.ts';

export const DEPENDENCY_KINDS = ['wants', 'requires', 'upholds'] as const;
export type DependencyKind = (typeof DEPENDENCY_KINDS)[number];

/** A link in a folder `<owner>.wants` and the like. */
export interface DependencyLink {
  readonly kind: DependencyKind;
  /** Unit, prefix or type whose folder it is. */
  readonly owner: string;
  /** The unit that it pulls in. */
  readonly name: string;
  readonly path: string;
  readonly folder: ManagerFolder;
}

/**
 * A link that `systemctl enable` may have made (find_symlinks_in_directory, src/shared/install.c). Of one in a folder for
 * dependencies only the name counts, of one in the search path itself also what it points to.
 */
export interface InstallLink {
  readonly name: string;
  /** Last component of what it points to; null in a folder for dependencies. */
  readonly target: string | null;
  readonly rank: number;
}

export interface LinkIndex {
  /** What pulls a unit in, by its name as linked. */
  readonly byName: ReadonlyMap<string, readonly DependencyLink[]>;
  /** What a unit, prefix or type pulls in. */
  readonly byOwner: ReadonlyMap<string, readonly DependencyLink[]>;
  /** Links that may enable a unit, by its name: they have that name, or point to it, or are an instance of it. */
  readonly installed: ReadonlyMap<string, readonly InstallLink[]>;
}

/** hidden_or_backup_file (src/basic/dirent-util.c, path-util.c): not looked at. */
const IGNORED =
  /^\.|~$|\.(?:rpmnew|rpmsave|rpmorig|dpkg-(?:old|new|tmp|dist|bak|backup|remove)|ucf-(?:new|old|dist)|swp|bak|old|new)$/;

/**
 * All links in folders for dependencies. Of links with one owner and name the first folder's counts, and a mask there hides the
 * others; entries that are no links do nothing (process_deps, src/core/load-dropin.c).
 */
export function linkIndex(folders: readonly ManagerFolder[], names: NameMap, store: UnitFolders): LinkIndex {
  const byName = new Map<string, DependencyLink[]>();
  const byOwner = new Map<string, DependencyLink[]>();
  const installed = new Map<string, InstallLink[]>();
  const seen = new Set<string>();
  for (const { name, target, folder } of names.links) {
    if (IGNORED.test(name)) continue;
    const link = { name, target: baseName(target), rank: folder.rank };
    push(installed, name, link);
    if (link.target !== name) push(installed, link.target, link);
  }
  for (const folder of folders) {
    for (const entry of folder.listed.entries) {
      const kind = dependencyKind(entry.name);
      if (kind === null || (entry.kind !== 'directory' && entry.kind !== 'link')) continue;
      const listed = store.subfolder(folder.listed, entry.name, entry.kind === 'directory');
      if (listed === null) continue;
      const owner = entry.name.slice(0, -kind.length - 1);
      if (entry.kind === 'link' && !listed.path.endsWith(`.${kind}`)) {
        store.odd(
          'unit-folder-link',
          `${folder.listed.path}/${entry.name}`,
          `leads to ${listed.path}: its links pull units in`,
        );
      }
      for (const { name, kind: what } of listed.entries) {
        const path = `${listed.path}/${name}`;
        const key = `${entry.name}/${name}`;
        const first = !seen.has(key);
        seen.add(key);
        if (what !== 'link') continue;
        const target = store.link(path);
        if (target === null || IGNORED.test(name)) continue;
        const unit = parseUnitName(name);
        if (unit === null) {
          store.odd('unit-name-refused', path, 'a link whose name systemd takes for no unit');
        } else if (/^\.{0,2}$/.test(baseName(target))) {
          store.odd('unit-link-to-folder', path, `leads to the folder ${target}; only its name counts`);
        }
        if (unit !== null && entry.kind === 'directory') {
          const link = { name, target: null, rank: folder.rank };
          push(installed, name, link);
          if (unit.template !== null) push(installed, unit.template, link);
        }
        if (!first || normalise(target, listed.systemPath) === '/dev/null') continue;
        if (unit === null || unit.isTemplate) continue;
        const link: DependencyLink = { kind, owner, name, path, folder };
        push(byName, name, link);
        push(byOwner, owner, link);
      }
    }
  }
  return { byName, byOwner, installed };
}

function dependencyKind(folder: string): DependencyKind | null {
  const suffix = folder.slice(folder.lastIndexOf('.') + 1);
  return DEPENDENCY_KINDS.find((kind) => kind === suffix) ?? null;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
