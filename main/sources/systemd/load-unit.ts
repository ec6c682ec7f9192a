import { MAX_MERGED_SETTINGS } from '../../../shared/limits.ts';
import type { SystemdDetail } from '../../../shared/model/systemd-detail.ts';
import { orderDropIns, specificNames } from '../../formats/systemd-unit/drop-in-folders.ts';
import { type EffectiveUnit, mergeUnit } from '../../formats/systemd-unit/merge-unit.ts';
import type { UnitFile } from '../../formats/systemd-unit/parse-unit-file.ts';
import { parseUnitName, type UnitName } from '../../formats/systemd-unit/unit-name.ts';
import type { DropInFolder, Manager } from './manager.ts';
import { entryFile, type NameEntry } from './name-map.ts';
import type { FoundFile, UnitFolders } from './unit-folders.ts';

export type DropInLevel = SystemdDetail['dropIns'][number]['level'];

export interface LoadedDropIn {
  readonly file: FoundFile;
  readonly level: DropInLevel;
  readonly parsed: UnitFile | null;
  /** It lies in a folder of the manager's user alone. */
  readonly own: boolean;
}

/** A unit as a manager would load it. */
export interface LoadedUnit {
  readonly unit: UnitName;
  /** The name in the search path that it comes from: of an instance maybe the template's; null for none. */
  readonly source: string | null;
  readonly entry: NameEntry | null;
  /** The main file; null for none. Of a linked unit the file that the link points to. */
  readonly fragment: FoundFile | null;
  readonly parsed: UnitFile | null;
  /** Evidence path of the mask; null unless masked. */
  readonly maskedBy: string | null;
  readonly aliases: readonly string[];
  readonly dropIns: readonly LoadedDropIn[];
  readonly effective: EffectiveUnit;
  /** systemd would have its settings: not masked, not broken, main file there where the type needs one. */
  readonly loaded: boolean;
}

/** Units of these types exist without a main file (unit_load_fragment_and_dropin with fragment_required false). */
const NEEDS_NO_FILE = new Set(['slice', 'scope', 'device', 'mount', 'swap']);
const NOTHING: EffectiveUnit = { sections: [], failedAt: null };

/** Loads units of all managers and counts what merging makes, so that hostile drop-ins cannot multiply without end. */
export class UnitLoader {
  readonly #store: UnitFolders;
  /** Says that a limit left something out. */
  readonly tooMuch: (path: string) => void;
  #settings = 0;
  /** Drop-ins that some unit uses, by evidence path. */
  readonly used = new Set<string>();

  constructor(store: UnitFolders, tooMuch: (path: string) => void) {
    this.#store = store;
    this.tooMuch = tooMuch;
  }

  /** `name` is a canonical one (`canonicalName`). */
  load(manager: Manager, unit: UnitName): LoadedUnit {
    const { entry: resolved, id } = manager.names.resolve(unit.name);
    const entry = resolved ?? manager.names.entries.get(unit.name) ?? null;
    const aliases = aliasesOf(manager, unit, id);
    const file = entry === null ? null : entryFile(entry);
    const fragment = file === null ? null : this.#store.file(file);
    const masked = entry?.kind === 'mask' || fragment?.state === 'masked';
    const maskedBy = masked ? (entry?.path ?? null) : null;
    const parsed = masked || fragment === null ? null : this.#store.parse(fragment);
    const dropIns = this.dropIns(manager, unit, aliases);
    const there = parsed !== null || (fragment === null && NEEDS_NO_FILE.has(unit.type));
    const loaded = !masked && there && (parsed?.stoppedAt ?? null) === null;
    return {
      unit,
      source: entry === null ? null : id,
      entry,
      fragment: masked ? null : fragment,
      parsed,
      maskedBy,
      aliases,
      dropIns,
      effective: loaded ? this.#merge(parsed, dropIns, fragment?.path ?? unit.name) : NOTHING,
      loaded,
    };
  }

  /** Drop-ins of a unit in the order in which they apply; masked ones are left out. `use`: they count as used. */
  dropIns(manager: Manager, unit: UnitName, aliases: readonly string[], use = true): LoadedDropIn[] {
    const candidates: { path: string; level: DropInLevel; own: boolean }[] = [];
    const collect = (folders: readonly { of: DropInFolder; level: DropInLevel }[]): void => {
      for (const { of, level } of folders) {
        const listed = this.#store.subfolder(of.folder.listed, `${of.of}.d`, of.real);
        for (const { name, kind } of listed?.entries ?? []) {
          if (kind === 'directory' || kind === 'special' || listed === null) continue;
          candidates.push({ path: `${listed.path}/${name}`, level, own: of.folder.search.own });
        }
      }
    };
    collect(specificFolders(manager, specificNames(unit), (name) => levelOf(name, unit)));
    for (const alias of aliases) {
      const other = parseUnitName(alias);
      if (other === null) continue;
      collect(specificFolders(manager, specificNames(other), () => 'alias'));
    }
    collect(specificFolders(manager, [unit.type], () => 'type'));
    if (candidates.length === 0) return [];
    return orderDropIns(candidates).applied.flatMap(({ path, level, own }) => {
      const file = this.#store.file(path);
      if (use) this.used.add(path);
      return file.state === 'file' ? [{ file, level, own, parsed: this.#store.parse(file) }] : [];
    });
  }

  #merge(fragment: UnitFile | null, dropIns: readonly LoadedDropIn[], path: string): EffectiveUnit {
    const files: UnitFile[] = [];
    for (const { parsed } of dropIns) {
      if (parsed === null) continue;
      this.#settings += assignments(parsed);
      if (this.#settings > MAX_MERGED_SETTINGS) {
        this.tooMuch(path);
        break;
      }
      files.push(parsed);
    }
    return mergeUnit(fragment, files);
  }
}

/** Other names of the unit; of an instance also those that its template gives it. */
function aliasesOf(manager: Manager, unit: UnitName, id: string): readonly string[] {
  const own = manager.names.aliases.get(unit.name) ?? [];
  if (!unit.isInstance || id === unit.name) return own;
  const more = (manager.names.aliases.get(id) ?? []).flatMap((alias) => {
    const template = parseUnitName(alias);
    return template?.isTemplate === true ? [`${template.prefix}@${unit.instance}.${template.type}`] : [];
  });
  return more.length === 0 ? own : [...own, ...more];
}

/** The folders of those names that there are, by precedence: folder of the search path first, then name. */
function specificFolders(
  manager: Manager,
  names: readonly string[],
  level: (name: string) => DropInLevel,
): { of: DropInFolder; level: DropInLevel }[] {
  const found: { of: DropInFolder; level: DropInLevel; rank: number; at: number }[] = [];
  for (let at = 0; at < names.length; at += 1) {
    const name = names[at] ?? '';
    const folders = manager.dropIns.get(name);
    if (folders === undefined) continue;
    for (const of of folders) found.push({ of, level: level(name), rank: of.folder.rank, at });
  }
  return found.length < 2 ? found : found.sort((a, b) => a.rank - b.rank || a.at - b.at);
}

function levelOf(of: string, unit: UnitName): DropInLevel {
  if (of === unit.name) return 'unit';
  return of === unit.template ? 'template' : 'prefix';
}

function assignments(file: UnitFile): number {
  let count = 0;
  for (const section of file.sections) count += section.assignments.length;
  return count;
}
