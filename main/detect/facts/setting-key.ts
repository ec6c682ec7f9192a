import type { Setting } from '../../../shared/model/setting.ts';

/** A registry key as tables write it: lower case, below `control\`, `services\` or `software\`. */
export function settingKey(setting: Setting): string {
  const path = setting.key.toLowerCase().replaceAll('/', '\\');
  const set = /\\?(?:currentcontrolset|controlset\d{3})\\(.*)$/.exec(path)?.[1];
  if (set !== undefined) return set;
  const software = /(?:^|\\)software\\(?:wow6432node\\)?(.*)$/.exec(path)?.[1];
  return software === undefined ? path : `software\\${software}`;
}

/** The last component. */
export function lastKey(key: string): string {
  return key.slice(key.lastIndexOf('\\') + 1);
}

/** Texts that the setting holds: the entries of a list, or the value. */
export function settingTexts(setting: Setting): readonly string[] {
  return setting.list ?? (setting.value === null ? [] : [setting.value]);
}
