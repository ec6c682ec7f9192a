import { parseUnitName } from '../../formats/systemd-unit/unit-name.ts';
import { type LinkIndex, linkIndex } from './link-index.ts';
import type { ManagerFolder } from './manager-folder.ts';
import { type NameMap, nameMap } from './name-map.ts';
import type { SearchFolder } from './search-path.ts';
import type { UnitFolders } from './unit-folders.ts';

/** A folder `<of>.d` in one of the manager's folders. */
export interface DropInFolder {
  /** Unit, prefix (`foo-.service`) or type that it is for. */
  readonly of: string;
  readonly folder: ManagerFolder;
  /** No link. */
  readonly real: boolean;
}

/** Whose manager it is. */
export interface ManagerOwner {
  readonly scope: 'system' | 'user';
  /** Name of the account; null for the system's manager and for what is common to all users. */
  readonly user: string | null;
  /** What stands between `linux:systemd:` and the unit's name in a record's id. */
  readonly idPrefix: string;
  readonly uid: number | null;
  readonly gid: number | null;
  readonly home: string | null;
  readonly shell: string | null;
}

/** A service manager as it would see this root: its folders, and what stands in them by name. */
export interface Manager {
  readonly owner: ManagerOwner;
  readonly folders: readonly ManagerFolder[];
  readonly names: NameMap;
  readonly links: LinkIndex;
  readonly dropIns: ReadonlyMap<string, readonly DropInFolder[]>;
}

/** Reads the folders of a search path; null when none of them exists. */
export function readManager(
  owner: ManagerOwner,
  searchPath: readonly SearchFolder[],
  store: UnitFolders,
): Manager | null {
  const folders = managerFolders(searchPath, store);
  if (folders.length === 0) return null;
  const names = nameMap(folders, searchPath, store);
  return { owner, folders, names, links: linkIndex(folders, names, store), dropIns: dropInFolders(folders) };
}

/** A folder that the search path reaches twice (/lib is a link to /usr/lib) is taken once. */
function managerFolders(searchPath: readonly SearchFolder[], store: UnitFolders): ManagerFolder[] {
  const folders: ManagerFolder[] = [];
  const seen = new Set<string>();
  const known = new Set(searchPath.map(({ path }) => path));
  for (const search of searchPath) {
    for (const listed of store.folders(search.path)) {
      // It comes again under its own name: /lib may be a link to /usr/lib, Debian's /etc/xdg/systemd/user is one to /etc/systemd/user.
      if (/^\/(?:lib|etc\/xdg)\//.test(search.path) && listed.path !== search.path && known.has(listed.path))
        continue;
      if (seen.has(listed.path)) continue;
      seen.add(listed.path);
      folders.push({ rank: folders.length, search, listed, runtime: search.path.startsWith('/run/') });
    }
  }
  return folders;
}

function dropInFolders(folders: readonly ManagerFolder[]): Map<string, DropInFolder[]> {
  const found = new Map<string, DropInFolder[]>();
  for (const folder of folders) {
    for (const { name, kind } of folder.listed.entries) {
      if (!name.endsWith('.d') || (kind !== 'directory' && kind !== 'link')) continue;
      const of = name.slice(0, -'.d'.length);
      const list = found.get(of);
      const made = { of, folder, real: kind === 'directory' };
      if (list === undefined) found.set(of, [made]);
      else list.push(made);
    }
  }
  return found;
}

/** The unit that a name means once aliases are followed; an alias of an instance to a template means that instance. */
export function canonicalName(manager: Manager, name: string): string {
  const { entry, id } = manager.names.resolve(name);
  if (entry === null || id === name) return name;
  // An alias of a masked unit.
  if (manager.names.entries.get(name)?.kind === 'alias' && !manager.names.effective.has(name)) return name;
  const from = parseUnitName(name);
  const to = parseUnitName(id);
  if (from?.isInstance !== true || to?.isTemplate !== true) return id;
  return from.template === id ? name : `${to.prefix}@${from.instance}.${to.type}`;
}
