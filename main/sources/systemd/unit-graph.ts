import { append } from '../../../shared/append.ts';
import { MAX_NAMED_INSTANCES } from '../../../shared/limits.ts';
import { specificNames } from '../../formats/systemd-unit/drop-in-folders.ts';
import { parseUnitName } from '../../formats/systemd-unit/unit-name.ts';
import type { DependencyLink } from './link-index.ts';
import type { LoadedUnit, UnitLoader } from './load-unit.ts';
import { canonicalName, type Manager } from './manager.ts';
import { activatedNames, pulledNames, triggeredNames } from './unit-references.ts';

/** All units of one manager, and what starts what. */
export interface UnitGraph {
  readonly units: ReadonlyMap<string, LoadedUnit>;
  readonly triggers: ReadonlyMap<string, readonly string[]>;
  readonly triggeredBy: ReadonlyMap<string, readonly string[]>;
  /** Units that something starts by itself. */
  readonly enabled: ReadonlySet<string>;
}

/** Targets that a boot or login reaches (bootup(7), systemd.special(7)); their own settings start what they name. */
const REACHED = [
  ...[
    'default',
    'multi-user',
    'graphical',
    'basic',
    'sysinit',
    'local-fs',
    'local-fs-pre',
    'remote-fs',
    'swap',
  ],
  ...[
    'timers',
    'sockets',
    'paths',
    'slices',
    'getty',
    'network',
    'network-online',
    'graphical-session',
    'default',
  ],
].map((name) => `${name}.target`);
/** Started by logind at login (user@.service(5); logind.conf(5), "NAutoVTs="). */
const AT_LOGIN = ['user@.service', 'user-runtime-dir@.service', 'autovt@.service'];
/** Not part of a boot of this root. */
const OTHER_BOOT = /^(?:initrd(?:-.*)?|rescue|emergency|runlevel1)\.target$/;
/** Units of these types come and go with the system's state; no file need start them. */
const BY_THEMSELVES = new Set(['target', 'device', 'mount', 'swap', 'slice', 'scope']);

/** Loads every unit that the manager's folders, links and settings name. */
export function unitGraph(manager: Manager, loader: UnitLoader): UnitGraph {
  const units = new Map<string, LoadedUnit>();
  const triggers = new Map<string, string[]>();
  const triggeredBy = new Map<string, string[]>();
  const pulls = new Map<string, string[]>();
  const waiting: string[] = [];
  let named = 0;
  const add = (name: string): void => {
    const canonical = canonicalName(manager, name);
    const unit = units.has(canonical) ? null : parseUnitName(canonical);
    if (unit === null) return;
    units.set(canonical, loader.load(manager, unit));
    waiting.push(canonical);
  };
  // Units that settings name give a record of their own only as instances of a template that is there.
  const refer = (name: string): string => {
    const canonical = canonicalName(manager, name);
    if (units.has(canonical) || manager.names.resolve(canonical).entry === null) return canonical;
    named += 1;
    if (named <= MAX_NAMED_INSTANCES) add(canonical);
    else if (named === MAX_NAMED_INSTANCES + 1) loader.tooMuch(canonical);
    return canonical;
  };
  const follow = (): void => {
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      const loaded = units.get(name);
      if (loaded === undefined) continue;
      const named = triggeredNames(loaded);
      const started = named.length === 0 ? named : [...new Set(named.map(refer))];
      if (started.length > 0) triggers.set(name, started);
      for (const other of started) push(triggeredBy, other, name);
      const pulled = pulledNames(loaded);
      if (pulled.length > 0) pulls.set(name, pulled.map(refer));
    }
  };
  for (const name of manager.names.entries.keys()) add(name);
  for (const name of manager.names.refused.keys()) add(name);
  for (const name of manager.links.byName.keys()) add(name);
  follow();
  for (const of of manager.dropIns.keys()) if (standsAlone(of, units, manager, loader)) add(of);
  follow();
  return { units, triggers, triggeredBy, enabled: enabledUnits(manager, units, pulls) };
}

/** A drop-in folder of a unit that is not there, or of a prefix that no unit has. */
function standsAlone(
  of: string,
  units: ReadonlyMap<string, LoadedUnit>,
  manager: Manager,
  loader: UnitLoader,
): boolean {
  const unit = parseUnitName(of);
  if (unit === null || units.has(canonicalName(manager, of))) return false;
  if (!unit.prefix.endsWith('-')) return true;
  const files = loader.dropIns(manager, unit, [], false);
  return files.some(({ file }) => !loader.used.has(file.path));
}

function enabledUnits(
  manager: Manager,
  units: ReadonlyMap<string, LoadedUnit>,
  pulls: ReadonlyMap<string, readonly string[]>,
): Set<string> {
  const enabled = new Set<string>();
  const waiting: string[] = [];
  const start = (name: string): void => {
    const canonical = canonicalName(manager, name);
    const loaded = units.get(canonical);
    if (enabled.has(canonical) || loaded === undefined) return;
    // A linked unit whose file was not collected may well be there.
    if (!loaded.loaded && loaded.fragment?.state !== 'unknown') return;
    enabled.add(canonical);
    waiting.push(canonical);
    if (loaded.unit.template !== null) enabled.add(loaded.unit.template);
  };
  for (const name of manager.owner.scope === 'system' ? [...REACHED, ...AT_LOGIN] : REACHED) start(name);
  for (const [owner, links] of manager.links.byOwner) {
    if (startsByItself(owner, manager, units)) for (const { name } of links) start(name);
  }
  for (const [name, { unit }] of units) if (AT_LOGIN.includes(unit.template ?? '')) start(name);
  for (const [name, entry] of manager.names.entries) {
    // A bus name in the alias is what D-Bus starts the unit by (systemd.service(5), "BusName=").
    if (entry.kind === 'alias' && name.startsWith('dbus-')) start(name);
  }
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const loaded = units.get(name);
    if (loaded === undefined) continue;
    for (const other of pulls.get(name) ?? []) start(other);
    for (const other of activatedNames(loaded)) start(other);
    for (const { name: other } of linksOf(manager, loaded)) start(other);
  }
  return enabled;
}

/** Does the owner of a folder of links need nobody else to start it? Its name may also be a prefix or a type. */
function startsByItself(owner: string, manager: Manager, units: ReadonlyMap<string, LoadedUnit>): boolean {
  const type = owner.slice(owner.lastIndexOf('.') + 1);
  if (!owner.includes('.')) return true;
  if (!BY_THEMSELVES.has(type) || OTHER_BOOT.test(owner)) return false;
  return units.get(canonicalName(manager, owner))?.maskedBy == null;
}

function linksOf(manager: Manager, { unit, aliases }: LoadedUnit): DependencyLink[] {
  const found: DependencyLink[] = [];
  for (const name of [unit, ...aliases.map(parseUnitName)]) {
    if (name === null) continue;
    for (const owner of [...specificNames(name), name.type]) {
      const links = manager.links.byOwner.get(owner);
      if (links !== undefined) append(found, links);
    }
  }
  return found;
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
