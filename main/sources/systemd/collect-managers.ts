import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import type { SourceContext } from '../source.ts';
import { readAccounts } from '../unix/accounts.ts';
import { UnixFiles } from '../unix/file-lookup.ts';
import { enablingLinks } from './enabling-links.ts';
import { type LoadedUnit, UnitLoader } from './load-unit.ts';
import { type Manager, type ManagerOwner, readManager } from './manager.ts';
import { readPresets } from './presets.ts';
import { refusedUnits } from './refused-units.ts';
import { globalUserSearchPath, systemSearchPath, userSearchPath } from './search-path.ts';
import { sharedDropInRecord, sharedDropIns } from './shared-drop-ins.ts';
import { SpecifierValues } from './specifier-values.ts';
import { TimerStamps } from './timer-stamps.ts';
import type { UnitDiagnostics } from './unit-diagnostics.ts';
import { EnvironmentFiles } from './unit-environment.ts';
import { UnitFolders } from './unit-folders.ts';
import { type UnitGraph, unitGraph } from './unit-graph.ts';
import { GLOBAL_OWNER, SYSTEM_OWNER, userOwners } from './unit-owners.ts';
import { PayloadReader } from './unit-payloads.ts';
import { unitRecord } from './unit-record.ts';

/** How many folders of a manager there are, or one of its units. */
export type ManagerItem = ServiceRecord | { readonly type: 'folders'; readonly count: number };

/**
 * The system's manager, then what all users share, then for each user the units that the user's own folders bring, change, mask or
 * pull in.
 */
export function* collectManagers(
  { evidence, root }: SourceContext,
  diagnostics: UnitDiagnostics,
): Generator<ManagerItem> {
  const store = new UnitFolders(evidence, root, diagnostics);
  const specifiers = new SpecifierValues(store);
  const files = new UnixFiles(evidence, root);
  const payloads = new PayloadReader(files, new EnvironmentFiles(store, files), specifiers);
  const stamps = new TimerStamps(store);
  const owners = userOwners(evidence, root, store);
  const lingering = lingeringUsers(store);
  const accounts = readAccounts(evidence);
  const presets = { system: readPresets('system', store), user: readPresets('user', store) };

  /** Of what is no unit of the manager, and looks or counts like one. */
  function standInRecord(manager: Manager, loaded: LoadedUnit, enabled: boolean): ServiceRecord {
    return unitRecord(loaded, {
      manager,
      store,
      payloads: payloads.of(loaded, manager.owner),
      links: [],
      triggers: [],
      triggeredBy: [],
      enabled,
      preset: null,
      linger: null,
      lastTriggered: null,
      userName: accounts.userName,
    });
  }

  function* refusedRecords(manager: Manager): Generator<ManagerItem> {
    for (const { loaded, path, reason } of refusedUnits(manager, store)) {
      diagnostics.add('warning', 'unit-name-refused', path, reason);
      const record = standInRecord(manager, loaded, false);
      const { systemd } = record;
      if (systemd === undefined) continue;
      const id = `linux:systemd:${manager.owner.idPrefix}refused:${path}`;
      yield { ...record, id, systemd: { ...systemd, unitFileState: 'bad', refused: reason } };
    }
  }

  function* records(
    manager: Manager,
    chosen: (graph: UnitGraph, unit: LoadedUnit) => boolean,
  ): Generator<ManagerItem> {
    const { owner } = manager;
    const loader = new UnitLoader(store, (path) =>
      diagnostics.add(
        'warning',
        'unit-limit-reached',
        path,
        'too many settings of drop-ins, or instances that settings name; the rest was left out',
      ),
    );
    const graph = unitGraph(manager, loader);
    const links = enablingLinks(manager);
    const homes = stampHomes(owner, owners);
    for (const [name, loaded] of graph.units) {
      if (!chosen(graph, loaded)) continue;
      const read = payloads.of(loaded, owner);
      for (const { path, line, what } of read.refused) {
        diagnostics.add('info', 'unit-exec-refused', path, `line ${line}: ${what}`);
      }
      yield unitRecord(loaded, {
        manager,
        store,
        payloads: read,
        links: links(loaded),
        triggers: graph.triggers.get(name) ?? [],
        triggeredBy: graph.triggeredBy.get(name) ?? [],
        // Where not all files were collected, a unit that only links name may be there.
        enabled: graph.enabled.has(name) || (loaded.entry === null && !root.filesComplete ? null : false),
        preset: presets[owner.scope](loaded.unit),
        linger: lingers(owner, lingering),
        lastTriggered: loaded.unit.type === 'timer' ? stamps.last(name, homes) : null,
        userName: accounts.userName,
      });
    }
    for (const { path, what } of files.takeModuleProblems()) {
      diagnostics.unreadable(path, what, 'kernel-modules-unread');
    }
    for (const { loaded, path, enabled } of sharedDropIns(graph, manager)) {
      yield sharedDropInRecord(standInRecord(manager, loaded, enabled), path, owner);
    }
  }

  for (const [owner, path] of [
    [SYSTEM_OWNER, systemSearchPath()],
    [GLOBAL_OWNER, globalUserSearchPath()],
  ] as const) {
    const manager = readManager(owner, path, store);
    if (manager === null) continue;
    yield { type: 'folders', count: manager.folders.length };
    yield* records(manager, () => true);
    yield* refusedRecords(manager);
    if (owner.scope === 'system') orphanStamps(manager, stamps, diagnostics);
  }
  for (const owner of owners) {
    const path = userSearchPath(owner);
    if (!path.some((folder) => folder.own && store.folders(folder.path).length > 0)) continue;
    const manager = readManager(owner, path, store);
    if (manager === null) continue;
    yield { type: 'folders', count: manager.folders.filter(({ search }) => search.own).length };
    const own = ownUnits(manager);
    yield* records(manager, (_, loaded) => own(loaded));
    yield* refusedRecords(manager);
  }
}

/** Is the unit another one for this user than for all users? */
function ownUnits(manager: Manager): (loaded: LoadedUnit) => boolean {
  const folders = manager.folders.filter(({ search }) => search.own).map(({ listed }) => `${listed.path}/`);
  const inOwn = (path: string): boolean => folders.some((folder) => path.startsWith(folder));
  return ({ unit, entry, aliases, source, dropIns }) => {
    if (entry?.folder.search.own === true || dropIns.some(({ own }) => own)) return true;
    const names = [unit.name, ...aliases];
    if (names.some((name) => manager.links.byName.get(name)?.some(({ folder }) => folder.search.own)))
      return true;
    if (aliases.some((name) => manager.names.entries.get(name)?.folder.search.own)) return true;
    return (manager.names.hidden.get(source ?? unit.name) ?? []).some(inOwn);
  };
}

/** loginctl(1), "enable-linger": a file for each user. */
function lingeringUsers(store: UnitFolders): ReadonlySet<string> {
  const entries = store.folders('/var/lib/systemd/linger').flatMap((listed) => listed.entries);
  return new Set(entries.flatMap(({ name, kind }) => (kind === 'file' ? [name] : [])));
}

/** Of what all users share: whether any user lingers. */
function lingers(owner: ManagerOwner, lingering: ReadonlySet<string>): boolean | null {
  if (owner.scope === 'system') return null;
  return owner.user === null ? owner.home === null && lingering.size > 0 : lingering.has(owner.user);
}

function stampHomes(owner: ManagerOwner, users: readonly ManagerOwner[]): (string | null)[] {
  if (owner.scope === 'system') return [null];
  if (owner.home !== null) return [owner.home];
  return owner.user === null ? users.flatMap(({ home }) => (home === null ? [] : [home])) : [];
}

/** A stamp file outlives its timer, and so tells of one that is gone. */
function orphanStamps(manager: Manager, stamps: TimerStamps, diagnostics: UnitDiagnostics): void {
  for (const [timer, path] of stamps.of(null)) {
    if (manager.names.resolve(timer).entry !== null) continue;
    diagnostics.add(
      'info',
      'timer-stamp-without-unit',
      path,
      `${timer} has elapsed here and is no unit any more`,
    );
  }
}
