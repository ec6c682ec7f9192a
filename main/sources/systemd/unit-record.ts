import type { Provenance } from '../../../shared/model/provenance.ts';
import type {
  Definition,
  ServiceKind,
  ServiceRecord,
  StartMode,
} from '../../../shared/model/service-record.ts';
import type { SystemdDetail } from '../../../shared/model/systemd-detail.ts';
import { type EffectiveUnit, unitValues } from '../../formats/systemd-unit/merge-unit.ts';
import { expandSpecifiers } from '../../formats/systemd-unit/specifiers.ts';
import type { UnitName } from '../../formats/systemd-unit/unit-name.ts';
import type { EnablingLink } from './enabling-links.ts';
import type { LoadedUnit } from './load-unit.ts';
import type { Manager } from './manager.ts';
import type { Preset } from './presets.ts';
import { unitAccount } from './unit-account.ts';
import { replacedOf, sectionsOf } from './unit-detail.ts';
import { unitFileState } from './unit-file-state.ts';
import type { UnitFolders } from './unit-folders.ts';
import type { UnitPayloads } from './unit-payloads.ts';

/** What the source knows of a unit besides its files. */
export interface UnitFacts {
  readonly manager: Manager;
  readonly store: UnitFolders;
  readonly payloads: UnitPayloads;
  readonly links: readonly EnablingLink[];
  readonly triggers: readonly string[];
  readonly triggeredBy: readonly string[];
  readonly enabled: boolean | null;
  readonly preset: Preset;
  readonly linger: boolean | null;
  readonly lastTriggered: string | null;
  readonly userName: (uid: number) => string | null;
}

const KINDS: ReadonlyMap<string, ServiceKind> = new Map([
  ['service', 'service'],
  ['timer', 'timer'],
  ['socket', 'socket'],
  ['path', 'path'],
]);

/** The record of one unit. */
export function unitRecord(loaded: LoadedUnit, facts: UnitFacts): ServiceRecord {
  const { unit, effective, maskedBy } = loaded;
  const { manager, payloads } = facts;
  const { owner } = manager;
  const main = payloads.main;
  const description = unitValues(effective, 'Unit', 'Description').at(-1)?.value ?? null;
  return {
    type: 'service',
    id: `linux:systemd:${owner.idPrefix}${unit.name}`,
    platform: 'linux',
    kind: KINDS.get(unit.type) ?? 'unit',
    name: unit.name,
    displayName: null,
    description: description === null ? null : withName(description, unit),
    command: unitValues(effective, 'Service', 'ExecStart')[0]?.value ?? null,
    image:
      main === null
        ? null
        : {
            path: main.path,
            evidencePath: main.evidencePath,
            state: main.state,
            exists: main.exists,
            sha256: null,
          },
    payloads: payloads.payloads.slice(),
    startMode: startMode(maskedBy !== null, facts.enabled),
    enabled: facts.enabled,
    state: 'configured',
    account: unitAccount(loaded, owner, facts.userName),
    lastChanged: newest(loaded),
    // Copied: an array that grew has room for many more, which would be kept for each unit.
    provenance: provenanceOf(loaded, facts).slice(),
    definitions: definitionsOf(loaded, facts.store).slice(),
    systemd: detailOf(loaded, facts),
  };
}

function startMode(masked: boolean, enabled: boolean | null): StartMode | null {
  if (masked) return 'disabled';
  return enabled === null ? null : enabled ? 'auto' : 'demand';
}

function detailOf(loaded: LoadedUnit, facts: UnitFacts): SystemdDetail {
  const { unit, entry, fragment, effective, aliases } = loaded;
  const { manager } = facts;
  const { source } = loaded;
  const names = source === null || source === unit.name ? [unit.name] : [unit.name, source];
  return {
    unit: unit.name,
    type: unit.type,
    scope: manager.owner.scope,
    user: manager.owner.user,
    fragmentPath: fragment?.path ?? null,
    searchFolder: entry?.folder.search.label ?? null,
    dropIns: loaded.dropIns.map(({ file, level }) => ({ path: file.path, level })),
    shadowed: [...names, ...aliases].flatMap((name) => manager.names.hidden.get(name) ?? []),
    unitFileState: unitFileState(manager, loaded),
    preset: facts.preset,
    maskedBy: loaded.maskedBy,
    aliases: [...aliases],
    template: unit.template,
    instance: unit.isInstance ? unit.instance : null,
    enabledBy: facts.links.map(({ path, kind, unit: by }) => ({ path, kind, unit: by })),
    triggeredBy: [...facts.triggeredBy],
    triggers: [...facts.triggers],
    linger: facts.linger,
    lastTriggered: facts.lastTriggered,
    sections: sectionsOf(effective),
    replaced: replacedOf(effective),
    unread: unreadOf(loaded, facts.store),
    refused: null,
    activeState: null,
    subState: null,
    processes: [],
  };
}

function unreadOf({ fragment, dropIns }: LoadedUnit, store: UnitFolders): SystemdDetail['unread'] {
  const files = [...(fragment === null ? [] : [fragment]), ...dropIns.map(({ file }) => file)];
  return files.flatMap((file) => {
    const left = store.notRead(file);
    return left === null ? [] : [{ path: file.path, ...left }];
  });
}

function definitionsOf(loaded: LoadedUnit, store: UnitFolders): Definition[] {
  const { entry, fragment } = loaded;
  const main = fragment ?? (entry?.kind === 'file' ? store.file(entry.path) : null);
  const definitions: Definition[] = [];
  if (main !== null) definitions.push({ role: 'unit', path: main.path, evidencePath: main.realPath });
  for (const { file } of loaded.dropIns) {
    definitions.push({ role: 'drop-in', path: file.path, evidencePath: file.realPath });
  }
  return definitions;
}

function provenanceOf(loaded: LoadedUnit, { manager, store, links }: UnitFacts): Provenance[] {
  const { entry, fragment, effective } = loaded;
  const lines = tellingLines(loaded.unit, effective);
  const found: Provenance[] = [];
  const add = (path: string, time: string | null): void => {
    const locator: Provenance['locator'] = lines.get(path) ?? { kind: 'file' };
    found.push({ path, locator, time });
  };
  if (fragment !== null) add(fragment.path, fragment.modified);
  for (const { file } of loaded.dropIns) add(file.path, file.modified);
  // The link of a linked unit, the mask: what stands in the search path.
  if (entry !== null && entry.path !== fragment?.path) add(entry.path, store.linkTime(entry.path));
  const refused = manager.names.refused.get(loaded.unit.name);
  if (refused !== undefined) add(refused, store.linkTime(refused));
  for (const { path } of links) if (path !== entry?.path) add(path, store.linkTime(path));
  return found;
}

type Line = Extract<Provenance['locator'], { readonly kind: 'line' }>;

/** Of each file the line of a unit that says most: the first command, else the first setting of its own type, else of any section. */
function tellingLines(unit: UnitName, effective: EffectiveUnit): ReadonlyMap<string, Line> {
  const found = new Map<string, { readonly rank: number; readonly line: Line }>();
  const own = unit.type.charAt(0).toUpperCase() + unit.type.slice(1);
  for (const { name: section, ignored, settings } of effective.sections) {
    if (ignored) continue;
    const base = section === own ? 1 : section === 'Unit' ? 3 : section === 'Install' ? 4 : 2;
    for (const { key, values } of settings) {
      const rank = section === 'Service' && key === 'ExecStart' ? 0 : WORDS.has(key) ? 5 : base;
      for (const { path, line } of values) {
        const known = found.get(path);
        if (known !== undefined && known.rank <= rank) continue;
        found.set(path, { rank, line: { kind: 'line', section, key, line } });
      }
    }
  }
  return new Map([...found].map(([path, { line }]) => [path, line]));
}

/** Settings that are read by people only. */
const WORDS: ReadonlySet<string> = new Set(['Description', 'Documentation']);

function newest(loaded: LoadedUnit): string | null {
  let time = loaded.fragment?.modified ?? null;
  for (const { file } of loaded.dropIns) {
    if (file.modified !== null && (time === null || file.modified > time)) time = file.modified;
  }
  return time;
}

function withName(text: string, unit: UnitName): string {
  if (!text.includes('%') || unit.isTemplate) return text;
  return expandSpecifiers(text, { unit, fragmentPath: null, values: new Map() }).text;
}
