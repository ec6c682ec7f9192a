import type { RegistryKey } from '../../formats/registry-tree.ts';
import { numberValue } from '../../formats/registry-value.ts';
import { attempt, type ReportProblem } from './key-values.ts';

export interface ControlSets {
  /** Every ControlSetNNN of the hive, by name. */
  readonly all: readonly RegistryKey[];
  /** The one that Select\Current names, or the first one there is; null when there is none. */
  readonly current: RegistryKey | null;
  /** Why `current` is a guess; null when Select names it. */
  readonly guess: string | null;
}

const CONTROL_SET = /^ControlSet\d{3}$/i;

/**
 * The control sets of a SYSTEM hive (Microsoft Learn, "HKLM\SYSTEM\Select"). `CurrentControlSet` itself is a link that
 * exists on a running system only.
 */
export function controlSets(system: RegistryKey, report: ReportProblem): ControlSets {
  const keys = attempt(() => system.subkeys(), [], report, system.offset, 'control sets');
  const all = keys.filter((key) => CONTROL_SET.test(key.name)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const select = system.subkey('Select');
  const number = attempt(
    () => numberValue(select, 'Current'),
    undefined,
    report,
    select?.offset ?? null,
    'Select\\Current',
  );
  if (number === undefined) {
    const [current] = all;
    return {
      all,
      current: current ?? null,
      guess: 'Select\\Current is missing, the first control set is taken',
    };
  }
  const name = `ControlSet${String(number).padStart(3, '0')}`;
  const named = all.find((key) => key.name.toLowerCase() === name.toLowerCase());
  if (named !== undefined) return { all, current: named, guess: null };
  const lost = keys.find((key) => isNameless(key) && isControlSet(key, report));
  if (lost !== undefined) {
    const guess = `the key of ${name}, which Select\\Current names, is destroyed; ${lost.name} has its subkeys and is taken for it`;
    return { all, current: lost, guess };
  }
  const [first] = all;
  return { all, current: first ?? null, guess: `Select\\Current names ${name}, which is not there` };
}

/** A key of a damaged hive of which nothing is left but its subkeys: no name of a key begins so in Windows. */
export function isNameless({ name }: RegistryKey): boolean {
  return /^\?0x[0-9a-f]+$/.test(name);
}

function isControlSet(key: RegistryKey, report: ReportProblem): boolean {
  const names = attempt(() => key.subkeys(), [], report, key.offset, 'control sets').map(({ name }) =>
    name.toLowerCase(),
  );
  return names.includes('control') && (names.includes('services') || names.includes('enum'));
}
