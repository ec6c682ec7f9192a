import { compareText } from '../../../shared/text.ts';
import { buildUnitName, type UnitName } from './unit-name.ts';

/**
 * Names of the folders that hold drop-ins of a unit, the most specific first (systemd.unit(5), "Description";
 * unit_file_find_dirs, src/shared/dropin.c): its own, of an instance also its template's, then the same for each dash-shortened
 * prefix (`foo-bar-.service.d`, `foo-.service.d`), and last the type's (`service.d`). Over several folders of the search path use
 * `dropInFolders`: the type's folders come after all others there.
 */
export function dropInFolderNames(unit: UnitName): string[] {
  return [...specificNames(unit).map((name) => `${name}.d`), `${unit.type}.d`];
}

/**
 * All folders that may hold drop-ins of a unit, by falling precedence: for its name and each alias, each folder of the search path
 * with each specific name; then the type's folder in each folder of the search path (unit_file_find_dropin_paths).
 */
export function dropInFolders(
  searchPath: readonly string[],
  unit: UnitName,
  aliases: readonly UnitName[] = [],
): string[] {
  const folders = new Set<string>();
  for (const name of [unit, ...aliases]) {
    const specific = specificNames(name);
    for (const folder of searchPath) for (const dropIn of specific) folders.add(`${folder}/${dropIn}.d`);
  }
  for (const folder of searchPath) folders.add(`${folder}/${unit.type}.d`);
  return [...folders];
}

/**
 * Which drop-ins count, and in which order they are applied. `files` stand by falling precedence of their folders. Of files with
 * one name only the first counts, wherever the others lie; then they are sorted by file name alone, not by folder
 * (systemd.unit(5): "applied in lexicographic order, regardless of which of the directories they reside in"). Only `*.conf`, no dot files.
 * A masked drop-in (empty, or a link to /dev/null) takes part here and is to be dropped afterwards.
 */
export function orderDropIns<T extends { readonly path: string }>(
  files: readonly T[],
): { applied: T[]; shadowed: T[] } {
  const byName = new Map<string, T>();
  const shadowed: T[] = [];
  for (const file of files) {
    const name = file.path.slice(file.path.lastIndexOf('/') + 1);
    if (!name.endsWith('.conf') || name.startsWith('.')) continue;
    if (byName.has(name)) shadowed.push(file);
    else byName.set(name, file);
  }
  const applied = [...byName].sort(([a], [b]) => compareText(a, b)).map(([, file]) => file);
  return { applied, shadowed };
}

/**
 * The same without `.d` and the type's. For each prefix, the longest first: with the instance, then the template's; all of them are
 * valid names, for they are beginnings of one.
 */
export function specificNames(unit: UnitName): string[] {
  const names: string[] = [];
  for (let prefix: string | null = unit.prefix; prefix !== null; prefix = shorten(prefix)) {
    names.push(buildUnitName(prefix, unit.instance, unit.type));
    if (unit.isInstance) names.push(buildUnitName(prefix, '', unit.type));
  }
  return names;
}

/** `foo-bar` to `foo-`, `foo-` to null: up to and with the last dash that is not the last character, and not the first. */
function shorten(prefix: string): string | null {
  const dash = prefix.lastIndexOf('-', prefix.length - 2);
  return dash <= 0 || prefix.length < 2 ? null : prefix.slice(0, dash + 1);
}
