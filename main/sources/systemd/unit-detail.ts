import type { SystemdDetail, SystemdValue } from '../../../shared/model/systemd-detail.ts';
import type { EffectiveUnit, UnitSetting } from '../../formats/systemd-unit/merge-unit.ts';

/** Effective settings by section and key; what systemd does not read is left out. */
export function sectionsOf(unit: EffectiveUnit): SystemdDetail['sections'] {
  const sections: SystemdDetail['sections'] = {};
  for (const { name, ignored, settings } of unit.sections) {
    if (ignored) continue;
    const values: Record<string, SystemdValue[]> = {};
    for (let at = 0; at < settings.length; at += 1) {
      const setting = settings[at] as UnitSetting;
      if (setting.values.length > 0) put(values, setting.key, setting.values);
    }
    put(sections, name, values);
  }
  return sections;
}

/** A key may be called `__proto__`, which an assignment would not store. */
function put<T>(into: Record<string, T>, key: string, value: T): void {
  if (key !== '__proto__') into[key] = value;
  else Object.defineProperty(into, key, { value, enumerable: true, configurable: true, writable: true });
}

/** Values that later ones took away. */
export function replacedOf(unit: EffectiveUnit): SystemdDetail['replaced'] {
  const replaced: SystemdDetail['replaced'] = [];
  for (const { name, ignored, settings } of unit.sections) {
    if (ignored) continue;
    for (const { key, history } of settings) {
      for (const { value, path, line, fate, by } of history) {
        if (fate !== 'overridden' && fate !== 'reset') continue;
        replaced.push({ section: name, key, value, path, line, by: by?.file ?? null });
      }
    }
  }
  return replaced;
}
