import { MAX_UNIT_ALIAS_HOPS } from '../../../shared/limits.ts';
import { parseUnitName, type UnitName } from '../../formats/systemd-unit/unit-name.ts';
import type { ManagerFolder } from './manager-folder.ts';
import type { SearchFolder } from './search-path.ts';
import type { UnitFolders } from './unit-folders.ts';

/** What a name in the search path is. `path` is the entry's own evidence path. */
export type NameEntry =
  | { readonly kind: 'file' | 'mask'; readonly path: string; readonly folder: ManagerFolder }
  /** A link to a file outside of the search path (`systemctl link`). */
  | {
      readonly kind: 'linked';
      readonly path: string;
      readonly folder: ManagerFolder;
      readonly target: string;
    }
  /** A link to another name of the search path. */
  | { readonly kind: 'alias'; readonly path: string; readonly folder: ManagerFolder; readonly to: string };

/** A link as it stands in a folder of the search path, whether it counts or not. */
export interface FolderLink {
  readonly name: string;
  readonly path: string;
  readonly folder: ManagerFolder;
  /** As stored. */
  readonly target: string;
}

export interface NameMap {
  readonly entries: ReadonlyMap<string, NameEntry>;
  /** Links that are as if they were not there: no valid alias, or one to itself. They precede the entry of the same name, if any. */
  readonly refused: ReadonlyMap<string, string>;
  /** Entries of the same name in folders of lower precedence. */
  readonly hidden: ReadonlyMap<string, readonly string[]>;
  /** By unit: the names that are aliases of it; and all of these names. */
  readonly aliases: ReadonlyMap<string, readonly string[]>;
  readonly effective: ReadonlySet<string>;
  readonly links: readonly FolderLink[];
  /** Follows aliases, and from an instance to its template. `id` is the name at the end; the entry is null for none or a loop. */
  resolve(name: string): { readonly entry: NameEntry | null; readonly id: string };
}

/** Types whose units may have other names, and templates (unit_type_may_alias, unit_type_may_template; src/basic/unit-def.c, unit-name.c). */
export const MAY_ALIAS: ReadonlySet<string> = new Set([
  'service',
  'socket',
  'target',
  'device',
  'timer',
  'path',
]);
const MAY_TEMPLATE = new Set(['service', 'socket', 'target', 'timer', 'path']);

/**
 * Which file each unit name means (unit_file_build_name_map and unit_file_resolve_symlink, src/basic/unit-file.c): the first folder
 * wins; a link within the search path is an alias, one to /dev/null a mask, any other a linked unit; what is no valid alias is as if
 * it were not there.
 */
export function nameMap(
  folders: readonly ManagerFolder[],
  searchPath: readonly SearchFolder[],
  store: UnitFolders,
): NameMap {
  const tops = new Set(searchPath.map(({ path }) => path));
  for (const { listed } of folders) tops.add(listed.path).add(listed.systemPath);
  const entries = new Map<string, NameEntry>();
  const refused = new Map<string, string>();
  const hidden = new Map<string, string[]>();
  const links: FolderLink[] = [];
  for (const folder of folders) {
    for (const { name, kind } of folder.listed.entries) {
      if (kind !== 'file' && kind !== 'link') continue;
      const unit = parseUnitName(name);
      if (unit === null) continue;
      const path = `${folder.listed.path}/${name}`;
      let made: NameEntry | null = { kind: 'file', path, folder };
      if (kind === 'link') {
        const target = store.link(path);
        if (target === null) continue;
        links.push({ name, path, folder, target });
        made = linkEntry(unit, { path, folder, target }, tops, store);
      }
      if (made === null) {
        if (!entries.has(name)) refused.set(name, path);
      } else if (!entries.has(name)) entries.set(name, made);
      else push(hidden, name, path);
    }
  }
  const resolve = resolver(entries);
  const aliases = aliasesOf(entries, resolve, store);
  return {
    entries,
    refused,
    hidden,
    links,
    resolve,
    aliases,
    effective: new Set([...aliases.values()].flat()),
  };
}

function linkEntry(
  unit: UnitName,
  link: { readonly path: string; readonly folder: ManagerFolder; readonly target: string },
  tops: ReadonlySet<string>,
  store: UnitFolders,
): NameEntry | null {
  const { path, folder, target } = link;
  const written = normalise(target, folder.listed.systemPath);
  if (written === '/dev/null') return { kind: 'mask', path, folder };
  const real = within(written, tops) ? written : store.canonical(written);
  if (!within(real, tops)) return { kind: 'linked', path, folder, target: real };
  const to = real.slice(real.lastIndexOf('/') + 1);
  // A link to the same name in another folder of the search path has no effect.
  return to === unit.name || !isValidAlias(unit, parseUnitName(to))
    ? null
    : { kind: 'alias', path, folder, to };
}

/** An absolute path without `.` and `..`. */
export function normalise(target: string, folder: string): string {
  const parts: string[] = [];
  for (const part of (target.startsWith('/') ? target : `${folder}/${target}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

function within(path: string, tops: ReadonlySet<string>): boolean {
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    if (tops.has(path.slice(0, slash))) return true;
  }
  return false;
}

/** unit_validate_alias_symlink_or_warn (src/basic/unit-file.c). */
function isValidAlias(from: UnitName, to: UnitName | null): boolean {
  if (to === null || from.type !== to.type || !MAY_ALIAS.has(from.type)) return false;
  if (from.instance !== null && !MAY_TEMPLATE.has(from.type)) return false;
  if (from.isInstance) return to.isTemplate || (to.isInstance && to.instance === from.instance);
  return from.isTemplate === to.isTemplate && !to.isInstance;
}

function resolver(entries: ReadonlyMap<string, NameEntry>): NameMap['resolve'] {
  return (name) => {
    let id = name;
    for (let hops = 0; hops <= MAX_UNIT_ALIAS_HOPS; hops += 1) {
      const entry = entries.get(id) ?? null;
      if (entry === null) {
        const template = id === name ? (parseUnitName(id)?.template ?? null) : null;
        if (template === null) return { entry: null, id };
        id = template;
        if (!entries.has(id)) return { entry: null, id: name };
      } else if (entry.kind !== 'alias') return { entry, id };
      else id = entry.to;
    }
    return { entry: null, id: name };
  };
}

function aliasesOf(
  entries: ReadonlyMap<string, NameEntry>,
  resolve: NameMap['resolve'],
  store: UnitFolders,
): Map<string, string[]> {
  const aliases = new Map<string, string[]>();
  for (const [name, { kind }] of entries) {
    if (kind !== 'alias') continue;
    const { entry, id } = resolve(name);
    // Another name of a masked unit is masked, and a unit of its own.
    if (entry === null || isMask(entry, store)) continue;
    const from = parseUnitName(name);
    const to = parseUnitName(id);
    const instance = from?.isInstance === true && to?.isTemplate === true;
    push(aliases, instance ? `${to.prefix}@${from.instance}.${to.type}` : id, name);
  }
  return aliases;
}

/** The file that an entry means; null for a mask by link or another name. */
export function entryFile(entry: NameEntry): string | null {
  if (entry.kind === 'linked') return entry.target;
  return entry.kind === 'file' ? entry.path : null;
}

function isMask(entry: NameEntry, store: UnitFolders): boolean {
  const file = entryFile(entry);
  return file === null ? entry.kind === 'mask' : store.file(file).state === 'masked';
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
