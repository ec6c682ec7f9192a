import type { UnitAssignment, UnitFile } from './parse-unit-file.ts';
import { type SettingKind, type SettingRule, settingRule } from './setting-kinds.ts';

/** Shaped as records hold it (`SystemdValue`), so that they need no copy. */
export interface UnitValue {
  readonly value: string;
  /** Of the file. */
  readonly path: string;
  readonly line: number;
}

/** Why an assignment does not count. */
export type UnitValueFate =
  /** A later one of a scalar took its place. */
  | 'overridden'
  /** An empty assignment dropped it from its list. */
  | 'reset'
  /** It is that empty assignment. */
  | 'resets'
  /** systemd refuses it: no valid word, or a second one where the first counts. */
  | 'refused';

export interface FormerUnitValue extends UnitValue {
  readonly fate: UnitValueFate;
  /** The assignment that did it; null for `resets` and `refused`. */
  readonly by: { readonly file: string; readonly line: number } | null;
}

/** The history and values of all settings that have none; never added to. */
const NO_HISTORY: FormerUnitValue[] = [];
const NO_VALUES: UnitValue[] = [];

export interface UnitSetting {
  readonly key: string;
  readonly kind: SettingKind;
  /** What counts, in order. Empty when the last word was an empty assignment. The record of the unit takes it over. */
  readonly values: UnitValue[];
  /** What does not, in the order of the assignments' end. */
  readonly history: readonly FormerUnitValue[];
}

export interface EffectiveSection {
  readonly name: string;
  /** True when systemd does not use it (`UnitSection.ignored`). */
  readonly ignored: boolean;
  readonly settings: readonly UnitSetting[];
}

export interface EffectiveUnit {
  readonly sections: readonly EffectiveSection[];
  /** Where systemd gives up on the fragment: such a unit does not load at all, whatever else stands here. Else null. */
  readonly failedAt: { readonly file: string; readonly line: number } | null;
}

interface OpenSetting {
  readonly key: string;
  readonly kind: SettingKind;
  values: UnitValue[];
  history: FormerUnitValue[];
}

interface OpenSection {
  readonly name: string;
  readonly ignored: boolean;
  readonly settings: Map<string, OpenSetting>;
  /** By group the settings that have values, so that a reset costs no more than what it drops. */
  readonly filled: Map<string, OpenSetting[]>;
}

/**
 * The effective unit: the fragment's assignments and after them those of the drop-ins, in the order given (`orderDropIns`), one
 * list (systemd.unit(5), "Description"; unit_load_dropin). Which values count is decided by `settingRule`; the rest is kept as
 * history. Lines after the place where systemd stops reading a file do not take part.
 */
export function mergeUnit(fragment: UnitFile | null, dropIns: readonly UnitFile[]): EffectiveUnit {
  const sections = new Map<string, OpenSection>();
  for (const file of fragment === null ? dropIns : [fragment, ...dropIns]) {
    for (const section of file.sections) {
      let open = sections.get(section.name);
      if (open === undefined) {
        open = { name: section.name, ignored: section.ignored, settings: new Map(), filled: new Map() };
        sections.set(section.name, open);
      }
      const { assignments } = section;
      for (let at = 0; at < assignments.length; at += 1) {
        assign(open, assignments[at] as UnitAssignment, file.path);
      }
    }
  }
  const stopped = fragment?.stoppedAt ?? null;
  return {
    sections: [...sections.values()].map(({ name, ignored, settings }) => ({
      name,
      ignored,
      settings: [...settings.values()],
    })),
    failedAt: fragment === null || stopped === null ? null : { file: fragment.path, line: stopped },
  };
}

/** The values of a setting that count; empty when there are none. */
export function unitValues(unit: EffectiveUnit, section: string, key: string): readonly UnitValue[] {
  // Asked some twenty times a unit, in code that is never optimised: plain loops.
  const { sections } = unit;
  for (let at = 0; at < sections.length; at += 1) {
    const found = sections[at] as EffectiveSection;
    if (found.name !== section) continue;
    const { settings } = found;
    for (let index = 0; index < settings.length; index += 1) {
      const setting = settings[index] as UnitSetting;
      if (setting.key === key) return setting.values;
    }
    return NO_VALUES;
  }
  return NO_VALUES;
}

function assign(section: OpenSection, { key, value, line }: UnitAssignment, file: string): void {
  const rule = settingRule(section.name, key);
  const made = { value, path: file, line };
  const setting = openSetting(section, key, rule);
  if (isRefused(rule, setting, value)) {
    remember(setting, made, 'refused', null);
  } else if (rule.kind === 'additive') {
    if (value !== '') addValue(setting, made);
  } else if (rule.kind === 'list' && value !== '') {
    if (setting.values.length === 0) filledOf(section, rule.group).push(setting);
    addValue(setting, made);
  } else {
    const list = rule.kind === 'list';
    const filled = list ? filledOf(section, rule.group) : [setting];
    const fate = list ? 'reset' : 'overridden';
    for (const other of filled) {
      for (const former of other.values) remember(other, former, fate, { file, line });
      other.values = NO_VALUES;
    }
    if (list) section.filled.delete(rule.group);
    if (value === '') remember(setting, made, 'resets', null);
    else addValue(setting, made);
  }
}

/** An array that grows has room for seventeen: of a value alone, as nearly all are, that would be kept for each. */
function addValue(setting: OpenSetting, value: UnitValue): void {
  if (setting.values.length === 0) setting.values = [value];
  else setting.values.push(value);
}

function remember(
  setting: OpenSetting,
  { value, path, line }: UnitValue,
  fate: UnitValueFate,
  by: FormerUnitValue['by'],
): void {
  const former = { value, path, line, fate, by };
  if (setting.history === NO_HISTORY) setting.history = [former];
  else setting.history.push(former);
}

function isRefused(rule: SettingRule, setting: OpenSetting, value: string): boolean {
  if (rule.kind === 'first') return value === '' || setting.values.length > 0;
  return rule.valid !== null && !rule.valid.test(value);
}

function openSetting(section: OpenSection, key: string, rule: SettingRule): OpenSetting {
  let setting = section.settings.get(key);
  if (setting === undefined) {
    setting = { key, kind: rule.kind, values: NO_VALUES, history: NO_HISTORY };
    section.settings.set(key, setting);
  }
  return setting;
}

function filledOf(section: OpenSection, group: string): OpenSetting[] {
  let filled = section.filled.get(group);
  if (filled === undefined) {
    filled = [];
    section.filled.set(group, filled);
  }
  return filled;
}
