import type { SystemdDetail, SystemdValue } from '../../../shared/model/systemd-detail.ts';
import type { EffectiveUnit } from '../../formats/systemd-unit/merge-unit.ts';

/** Effective settings by section and key; what systemd does not read is left out. */
export function sectionsOf(unit: EffectiveUnit): SystemdDetail['sections'] {
  const sections: [string, Record<string, SystemdValue[]>][] = [];
  for (const { name, ignored, settings } of unit.sections) {
    if (ignored) continue;
    const values: [string, SystemdValue[]][] = [];
    for (const setting of settings) {
      if (setting.values.length === 0) continue;
      values.push([
        setting.key,
        setting.values.map(({ value, file, line }) => ({ value, path: file, line })),
      ]);
    }
    // Not by assignment: a key may be called __proto__.
    sections.push([name, Object.fromEntries(values)]);
  }
  return Object.fromEntries(sections);
}

/** Values that later ones took away. */
export function replacedOf(unit: EffectiveUnit): SystemdDetail['replaced'] {
  const replaced: SystemdDetail['replaced'] = [];
  for (const { name, ignored, settings } of unit.sections) {
    if (ignored) continue;
    for (const { key, history } of settings) {
      for (const { value, file, line, fate, by } of history) {
        if (fate !== 'overridden' && fate !== 'reset') continue;
        replaced.push({ section: name, key, value, path: file, line, by: by?.file ?? null });
      }
    }
  }
  return replaced;
}
