import { append } from '../../../shared/append.ts';
import { parseUnitName } from '../../formats/systemd-unit/unit-name.ts';
import type { DependencyLink } from './link-index.ts';
import type { LoadedUnit } from './load-unit.ts';
import { canonicalName, type Manager } from './manager.ts';

/** A link that pulls a unit in or names it. */
export interface EnablingLink {
  readonly path: string;
  readonly kind: 'wants' | 'requires' | 'upholds' | 'alias';
  /** Whose dependency it is; of an alias its name. */
  readonly unit: string;
}

/** The links of every unit of a manager, by its canonical name; a template has those of its instances too. */
export function enablingLinks(manager: Manager): (loaded: LoadedUnit) => EnablingLink[] {
  const byUnit = new Map<string, DependencyLink[]>();
  const add = (name: string, links: readonly DependencyLink[]): void => {
    const known = byUnit.get(name);
    if (known === undefined) byUnit.set(name, [...links]);
    else append(known, links);
  };
  for (const [name, links] of manager.links.byName) {
    const canonical = canonicalName(manager, name);
    add(canonical, links);
    const template = parseUnitName(canonical)?.template ?? null;
    if (template !== null && !manager.names.entries.has(canonical)) add(template, links);
  }
  return ({ unit, aliases }) => {
    const found: EnablingLink[] = (byUnit.get(unit.name) ?? []).map(({ path, kind, owner }) => ({
      path,
      kind,
      unit: owner,
    }));
    for (const alias of aliases) {
      const entry = manager.names.entries.get(alias);
      if (entry !== undefined) found.push({ path: entry.path, kind: 'alias', unit: alias });
    }
    return found;
  };
}
