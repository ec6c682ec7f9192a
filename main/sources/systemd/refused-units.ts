import { MAX_DIAGNOSTICS_PER_FILE, MAX_UNIT_NAME } from '../../../shared/limits.ts';
import { type EffectiveUnit, mergeUnit } from '../../formats/systemd-unit/merge-unit.ts';
import {
  parseUnitName,
  UNIT_TYPES,
  type UnitName,
  type UnitType,
} from '../../formats/systemd-unit/unit-name.ts';
import type { LoadedUnit } from './load-unit.ts';
import type { Manager } from './manager.ts';
import type { FoundFile, UnitFolders } from './unit-folders.ts';

/** What lies in a folder of units under a name that systemd takes for no unit. */
export interface RefusedUnit {
  /** As if its name were one. */
  readonly loaded: LoadedUnit;
  readonly path: string;
  readonly reason: string;
}

/** Characters of unit names (systemd.unit(5), "Description"). */
const FOREIGN = /[^0-9A-Za-z:\-_.\\@]/;
/** What editors and package managers leave beside a file. */
const LEFT_BEHIND = /~$|^#.*#$|^\.#/;
const NOTHING: EffectiveUnit = { sections: [], failedAt: null };

/**
 * Entries of the manager's folders that look like units and are none for systemd: foreign characters in the name (letters that look
 * Latin, marks that turn the direction of writing, control characters, bytes that are no UTF-8), or a folder in a unit's place. Of a
 * user's manager only the user's own folders. Nothing of it is loaded, which is why it is shown.
 */
export function* refusedUnits(manager: Manager, store: UnitFolders): Generator<RefusedUnit> {
  let found = 0;
  const ofUser = manager.folders.some(({ search }) => search.own);
  for (const folder of manager.folders) {
    if (ofUser && !folder.search.own) continue;
    for (const { name, kind } of folder.listed.entries) {
      const reason = refusal(name, kind === 'directory');
      if (reason === null) {
        // `ѕsh.service.d`: drop-ins and links for a unit that there cannot be.
        if (kind === 'directory' && FOREIGN.test(name)) {
          store.odd('unit-name-refused', `${folder.listed.path}/${name}`, 'a folder for no name of a unit');
        }
        continue;
      }
      found += 1;
      // The folder is listed once, so that the rest is counted by whoever looks there.
      if (found > MAX_DIAGNOSTICS_PER_FILE) return;
      const path = `${folder.listed.path}/${name}`;
      const unit = standIn(name);
      const file = kind === 'directory' ? null : store.file(path);
      const parsed = file?.state === 'file' ? store.parse(file, `x.${unit.type}`) : null;
      yield {
        path,
        reason,
        loaded: {
          unit,
          source: name,
          entry: { kind: 'file', path, folder },
          fragment: fragmentOf(file),
          parsed,
          maskedBy: null,
          aliases: [],
          dropIns: [],
          effective: parsed === null ? NOTHING : mergeUnit(parsed, []),
          loaded: false,
        },
      };
    }
  }
}

/** A mask under such a name masks nothing. */
function fragmentOf(file: FoundFile | null): FoundFile | null {
  return file === null || file.state === 'masked' ? null : file;
}

function refusal(name: string, isFolder: boolean): string | null {
  if (isFolder) return parseUnitName(name) === null ? null : 'a folder with the name of a unit';
  if (LEFT_BEHIND.test(name) || parseUnitName(name) !== null) return null;
  if (FOREIGN.test(name) && name.includes('.')) return 'characters that no name of a unit may have';
  if (!/\.[a-z]+$/.test(name) || typeOf(name) === null) return null;
  return name.length > MAX_UNIT_NAME
    ? 'longer than a name of a unit may be'
    : 'nothing before the @ or the type';
}

/** The type that the name pretends to, foreign characters left out. */
function typeOf(name: string): UnitType | null {
  const plain = name.replaceAll(/[^!-~]/g, '');
  return UNIT_TYPES.find((type) => plain.endsWith(`.${type}`)) ?? null;
}

function standIn(name: string): UnitName {
  const type = typeOf(name) ?? 'service';
  return { name, prefix: name, instance: null, type, isTemplate: false, isInstance: false, template: null };
}
