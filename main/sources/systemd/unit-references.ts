import { unitValues } from '../../formats/systemd-unit/merge-unit.ts';
import { expandSpecifiers } from '../../formats/systemd-unit/specifiers.ts';
import { parseUnitName } from '../../formats/systemd-unit/unit-name.ts';
import { splitWords } from '../../formats/systemd-unit/words.ts';
import type { LoadedUnit } from './load-unit.ts';

const NO_VALUES: ReadonlyMap<string, string> = new Map();
const TRUE = /^(?:1|yes|y|true|t|on)$/i;
/** Settings that start the units they name together with the unit (systemd.unit(5), "[Unit] Section Options"). */
const PULLS = ['Wants', 'Requires', 'BindsTo', 'Upholds'] as const;

/** Units that this one starts when it elapses, is connected to, fails or ends (names as the unit has them, not resolved). */
export function triggeredNames(loaded: LoadedUnit): string[] {
  const names = activatedNames(loaded);
  return [...names, ...unitWords(loaded, 'OnFailure'), ...unitWords(loaded, 'OnSuccess')];
}

/**
 * The unit that a timer, path, socket or automount activates: the one it names, else the one of its own name (systemd.timer(5),
 * "Unit="; systemd.socket(5), "Service=", "Accept=").
 */
export function activatedNames(loaded: LoadedUnit): string[] {
  const { unit, effective } = loaded;
  if (!loaded.loaded) return [];
  const stem = unit.name.slice(0, unit.name.lastIndexOf('.'));
  const named = (section: string, key: string): string[] => {
    const value = unitValues(effective, section, key).at(-1)?.value ?? '';
    return value === '' ? [] : [expand(loaded, value)];
  };
  switch (unit.type) {
    case 'timer':
      return orElse(named('Timer', 'Unit'), `${stem}.service`);
    case 'path':
      return orElse(named('Path', 'Unit'), `${stem}.service`);
    case 'socket': {
      const accept = TRUE.test(unitValues(effective, 'Socket', 'Accept').at(-1)?.value ?? '');
      return orElse(named('Socket', 'Service'), accept ? `${unit.prefix}@.service` : `${stem}.service`);
    }
    case 'automount':
      return [`${stem}.mount`];
    default:
      return [];
  }
}

/** Units that are started together with this one by its own settings. */
export function pulledNames(loaded: LoadedUnit): string[] {
  return loaded.loaded ? PULLS.flatMap((key) => unitWords(loaded, key)) : [];
}

function unitWords(loaded: LoadedUnit, key: string): string[] {
  const values = unitValues(loaded.effective, 'Unit', key);
  if (values.length === 0) return [];
  return values.flatMap(({ value }) => splitWords(value)).map((word) => expand(loaded, word));
}

function expand(loaded: LoadedUnit, name: string): string {
  if (!name.includes('%')) return name;
  return expandSpecifiers(name, { unit: loaded.unit, fragmentPath: null, values: NO_VALUES }).text;
}

function orElse(names: readonly string[], own: string): string[] {
  const valid = names.filter((name) => parseUnitName(name) !== null);
  return valid.length > 0 ? valid : [own];
}
