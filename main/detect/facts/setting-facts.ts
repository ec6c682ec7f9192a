import type { Setting } from '../../../shared/model/setting.ts';
import { windowsBuild, windowsProductKind } from '../../../shared/windows-release.ts';
import type { FieldValue } from '../sigma/field-record.ts';
import type { WindowsSettingField } from '../taxonomy.ts';
import { type DirectoryClass, directoryClass } from './directory-class.ts';
import type { FactContext } from './fact-context.ts';
import { commandPrograms } from './programs.ts';
import { unexpectedEntries } from './setting-expectations.ts';
import { settingKey, settingTexts } from './setting-key.ts';

export type SettingFields = Readonly<Record<WindowsSettingField, FieldValue | (() => FieldValue)>>;

/** A path inside a text, up to the end of its quotes or of the text. */
const PATHS =
  /"([^"]{3,260})"|((?:[a-z]:(?=\\)|\\\\[^\s\\]|\\\?\?\\|\\systemroot\\|%\w{3,24}%)\\?[^"*?<>|;,]{1,260})/gi;

/** Every field of the taxonomy for one setting. */
export function windowsSettingFields(setting: Setting, context: FactContext): SettingFields {
  let known: { readonly entries: readonly string[] | undefined } | undefined;
  const unexpected = (): readonly string[] | undefined => {
    known ??= { entries: unexpectedEntries(setting, settingKey(setting), context.environment) };
    return known.entries;
  };
  return {
    Area: setting.area,
    Name: setting.name,
    Key: setting.key,
    Value: setting.value,
    Number: setting.number,
    List: setting.list,
    Product: windowsProductKind({ product: context.host.product ?? null }),
    Build: windowsBuild({ build: context.host.build ?? null }) ?? undefined,
    Programs: () => programsOf(setting),
    Expected: () => {
      const entries = unexpected();
      return entries === undefined ? undefined : entries.length === 0;
    },
    Unexpected: () => unexpected(),
    DirectoryClasses: () => directoryClasses(setting, context),
  };
}

/** Names of programs and libraries in the value; texts that name none give none. */
function programsOf(setting: Setting): string[] {
  const names = settingTexts(setting).flatMap((text) =>
    /[\\/]|\.(?:exe|dll|sys|cmd|bat|ps1|vbs|com)\b/i.test(text) ? commandPrograms(text) : [],
  );
  return [...new Set(names)];
}

/** Classes of the folders that paths in the value lie in. */
function directoryClasses(setting: Setting, { environment }: FactContext): DirectoryClass[] {
  const classes = new Set<DirectoryClass>();
  for (const text of settingTexts(setting)) {
    for (const found of text.matchAll(PATHS)) {
      const place = directoryClass(found[1] ?? found[2] ?? '', environment);
      if (place !== 'none') classes.add(place);
    }
  }
  return [...classes];
}
