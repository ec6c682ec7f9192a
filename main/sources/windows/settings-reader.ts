import { MAX_SETTINGS_PER_ROW } from '../../../shared/limits.ts';
import type { Setting } from '../../../shared/model/setting.ts';
import { filetimeToIso } from '../../../shared/time.ts';
import type { RegistryKey, RegistryValue } from '../../formats/registry-tree.ts';
import { securityDescriptorToSddl } from '../../formats/security-descriptor/descriptor-to-sddl.ts';
import { keyAtPath } from './key-paths.ts';
import { attempt, type ReportProblem } from './key-values.ts';
import type { SettingRow } from './settings-row.ts';
import { type SettingContent, settingContent } from './settings-value.ts';

/** The hive that a row is read from. */
export interface SettingHive {
  /** Evidence path. */
  readonly path: string;
  readonly name: 'SYSTEM' | 'SOFTWARE';
  readonly root: RegistryKey;
  /** `ControlSet001`; null for SOFTWARE or without one. */
  readonly controlSet: string | null;
}

const NOTHING: SettingContent = { value: null, number: null, list: null };

const CURRENT = 'CurrentControlSet\\';

/** Settings of one row that exist. What cannot be read is reported and left out. */
export function* readSettings(row: SettingRow, hive: SettingHive, report: ReportProblem): Generator<Setting> {
  let count = 0;
  for (const setting of settingsOf(row, hive, report)) {
    if (++count > MAX_SETTINGS_PER_ROW) {
      report(null, `${row.key}: more than ${MAX_SETTINGS_PER_ROW} settings, the rest was not looked at`);
      return;
    }
    yield setting;
  }
}

function* settingsOf(row: SettingRow, hive: SettingHive, report: ReportProblem): Generator<Setting> {
  let path = row.key;
  if (path.startsWith(CURRENT)) {
    if (hive.controlSet === null) return;
    path = `${hive.controlSet}\\${path.slice(CURRENT.length)}`;
  }
  for (const key of keysOf(hive.root, path, report)) {
    if (row.only !== undefined && !row.only.test(key.name)) continue;
    if (row.values === 'key') {
      const value = attempt(() => key.value(''), undefined, report, key.offset, key.path);
      const content = value === undefined ? NOTHING : contentOf(key, value, row, report);
      yield setting(row, hive, key, null, key.name, content ?? NOTHING);
    } else if (row.values === 'key-security') {
      const sddl = attempt(() => keySddl(key), null, report, key.offset, `security of ${key.path}`);
      if (sddl !== null) yield setting(row, hive, key, null, key.name, { ...NOTHING, value: sddl });
    } else {
      for (const value of valuesOf(key, row.values, report)) {
        const content = contentOf(key, value, row, report);
        if (content !== null) yield setting(row, hive, key, value, value.name, content);
      }
    }
  }
}

/** Keys that a path with `*` stands for. */
function* keysOf(root: RegistryKey, path: string, report: ReportProblem): Generator<RegistryKey> {
  // What lies before the first `*`, between two, and behind the last.
  const [fixed = '', ...branches] = path.split(/\\?\*\\?/);
  const key = attempt(() => keyAtPath(root, fixed), undefined, report, root.offset, fixed);
  if (key === undefined) return;
  if (branches.length === 0) yield key;
  else yield* keysBelow(key, branches, 0, report);
}

function* keysBelow(
  key: RegistryKey,
  branches: readonly string[],
  depth: number,
  report: ReportProblem,
): Generator<RegistryKey> {
  const path = branches[depth] ?? '';
  const isLast = depth === branches.length - 1;
  for (const child of attempt(() => key.subkeys(), [], report, key.offset, key.path)) {
    const next =
      path === '' ? child : attempt(() => child.descendant(path), undefined, report, child.offset, path);
    if (next === undefined) continue;
    if (isLast) yield next;
    else yield* keysBelow(next, branches, depth + 1, report);
  }
}

function* valuesOf(
  key: RegistryKey,
  names: readonly string[] | '*',
  report: ReportProblem,
): Generator<RegistryValue> {
  if (names === '*') {
    yield* attempt(() => key.values(), [], report, key.offset, key.path);
    return;
  }
  for (const name of names) {
    const value = attempt(() => key.value(name), undefined, report, key.offset, `${key.path}\\${name}`);
    if (value !== undefined) yield value;
  }
}

function contentOf(
  key: RegistryKey,
  value: RegistryValue,
  row: SettingRow,
  report: ReportProblem,
): SettingContent | null {
  return attempt(() => settingContent(value, row), null, report, value.offset, `${key.path}\\${value.name}`);
}

function keySddl(key: RegistryKey): string | null {
  const bytes = key.security();
  return bytes === null ? null : securityDescriptorToSddl(bytes, 'key');
}

function setting(
  row: SettingRow,
  hive: SettingHive,
  key: RegistryKey,
  value: RegistryValue | null,
  name: string,
  content: SettingContent,
): Setting {
  const path = `HKLM\\${hive.name}\\${key.path}`;
  const security = row.values === 'key-security' ? ':security' : '';
  return {
    id: `windows-setting:${path.toLowerCase()}${value === null ? security : `\\${value.name.toLowerCase()}`}`,
    platform: 'windows',
    area: row.area,
    name,
    key: path,
    ...content,
    provenance: [
      {
        path: hive.path,
        locator: {
          kind: 'registry',
          key: path,
          value: value?.name ?? null,
          offset: value?.offset ?? key.offset,
          fromLog: value?.fromLog ?? key.fromLog,
          deleted: false,
        },
        time: filetimeToIso(key.lastWrite),
      },
    ],
  };
}
