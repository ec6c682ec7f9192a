import type { UnitFileState } from '../../../shared/model/systemd-detail.ts';
import { buildUnitName } from '../../formats/systemd-unit/unit-name.ts';
import { type InstallSection, installSection } from './install-section.ts';
import type { InstallLink } from './link-index.ts';
import type { LoadedUnit } from './load-unit.ts';
import type { Manager } from './manager.ts';

/**
 * The word of `systemctl list-unit-files` and `is-enabled` (systemctl(1), "is-enabled", table 1; unit_file_lookup_state,
 * src/shared/install.c). Null for a unit without a file.
 */
export function unitFileState(manager: Manager, loaded: LoadedUnit): UnitFileState | null {
  const { entry, fragment } = loaded;
  if (manager.names.refused.has(loaded.unit.name)) return 'bad';
  if (entry === null) return null;
  if (loaded.maskedBy !== null) return entry.folder.runtime ? 'masked-runtime' : 'masked';
  if (fragment === null || fragment.state !== 'file') return 'bad';
  const { role } = entry.folder.search;
  if (role === 'generator') return 'generated';
  if (role === 'transient') return 'transient';
  const install = installSection(loaded);
  const known = knownNames(loaded, install);
  const rank = entry.folder.rank;
  const byName = linkedState(manager, loaded, rank, known);
  if (byName !== null) return byName;
  if (linkedState(manager, loaded, rank, null) !== null) return 'indirect';
  if (install.hasDependents || install.aliases.length > 0) return 'disabled';
  return install.hasAlso ? 'indirect' : 'static';
}

/** Names under which `systemctl enable` would link the unit (is_symlink_with_known_name). */
function knownNames({ unit }: LoadedUnit, install: InstallSection): Set<string> {
  const names = new Set([unit.name, ...install.aliases]);
  if (unit.isTemplate && install.defaultInstance !== null) {
    names.add(buildUnitName(unit.prefix, install.defaultInstance, unit.type));
  }
  return names;
}

/**
 * What links in the search path make of a unit whose main file lies in the folder of that rank (find_symlinks_in_scope); `known`
 * are the names that count, null for any.
 */
function linkedState(
  manager: Manager,
  loaded: LoadedUnit,
  rank: number,
  known: ReadonlySet<string> | null,
): UnitFileState | null {
  const { unit } = loaded;
  const byName = manager.links.installedByName.get(unit.name) ?? [];
  const byTarget = manager.links.installedByTarget.get(unit.name) ?? [];
  if (byName.length === 0 && byTarget.length === 0) return null;
  let runtime = false;
  let anywhere = false;
  let sameConfig = false;
  let sameRuntime = false;
  const look = (link: InstallLink): 'config' | null => {
    const folder = manager.folders[link.rank];
    if (folder === undefined) return null;
    const ignoreSameName = link.rank > rank;
    const path = !ignoreSameName && link.name === unit.name;
    const target = link.target === unit.name;
    if (path && target && link.direct) {
      if (folder.search.role === 'config') sameConfig = true;
      else if (folder.runtime) sameRuntime = true;
      return null;
    }
    if (!path && !target) return null;
    if (known !== null && !known.has(link.name)) return null;
    if (folder.search.role === 'config') return 'config';
    if (folder.runtime) runtime = true;
    else anywhere = true;
    return null;
  };
  for (const links of [byName, byTarget]) {
    for (const link of links) if (look(link) === 'config') return 'enabled';
  }
  if (runtime) return 'enabled-runtime';
  if (anywhere && unit.isInstance) return 'static';
  if (sameConfig) return 'linked';
  return sameRuntime ? 'linked-runtime' : null;
}
