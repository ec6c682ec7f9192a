import type { UnitFileState } from '../../../shared/model/systemd-detail.ts';
import { buildUnitName } from '../../formats/systemd-unit/unit-name.ts';
import { type InstallSection, installSection } from './install-section.ts';
import type { LoadedUnit } from './load-unit.ts';
import type { Manager } from './manager.ts';

/**
 * The word of `systemctl list-unit-files` and `is-enabled` (systemctl(1), "is-enabled", table 1; unit_file_lookup_state,
 * src/shared/install.c). Null for a unit without a file, or with one that was not collected.
 */
export function unitFileState(manager: Manager, loaded: LoadedUnit): UnitFileState | null {
  const { entry, fragment } = loaded;
  if (manager.names.refused.has(loaded.unit.name)) return 'bad';
  if (entry === null) return null;
  if (loaded.maskedBy !== null) {
    const runtime = entry.kind === 'linked' ? entry.target.startsWith('/run/') : entry.folder.runtime;
    return runtime ? 'masked-runtime' : 'masked';
  }
  if (fragment === null || (fragment.state !== 'file' && fragment.state !== 'unknown')) return 'bad';
  const linked = entry.kind === 'linked';
  if (linked && !loaded.unit.isInstance && !fragment.path.endsWith(`/${loaded.unit.name}`)) return 'alias';
  const { role } = entry.folder.search;
  if (!linked && role === 'generator') return 'generated';
  if (!linked && role === 'transient') return 'transient';
  const install = installSection(loaded);
  const known = knownNames(loaded, install);
  // The file of a linked unit lies in no folder of the search path, so that no link lies below it.
  const rank = linked ? Number.POSITIVE_INFINITY : entry.folder.rank;
  const enabled = linkedState(manager, loaded, rank, known);
  if (enabled !== null) return enabled;
  if (linkedState(manager, loaded, rank, null) !== null) return 'indirect';
  if (fragment.state === 'unknown') return null;
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
  const links = manager.links.installed.get(unit.name) ?? [];
  if (links.length === 0) return null;
  let runtime = false;
  let anywhere = false;
  let sameConfig = false;
  let sameRuntime = false;
  for (const link of links) {
    const folder = manager.folders[link.rank];
    if (folder === undefined) continue;
    const sameName = link.name === unit.name && (link.target === null || link.rank <= rank);
    const sameTarget = link.target === unit.name;
    if (sameName && sameTarget) {
      if (folder.search.role === 'config') sameConfig = true;
      else if (folder.runtime) sameRuntime = true;
      continue;
    }
    // In a folder for dependencies an instance counts for its template.
    if (!sameName && !sameTarget && link.target !== null) continue;
    if (known !== null && !known.has(link.name)) continue;
    if (folder.search.role === 'config') return 'enabled';
    if (folder.runtime) runtime = true;
    else anywhere = true;
  }
  if (runtime) return 'enabled-runtime';
  if (anywhere && unit.isInstance) return 'static';
  if (sameConfig) return 'linked';
  return sameRuntime ? 'linked-runtime' : null;
}
