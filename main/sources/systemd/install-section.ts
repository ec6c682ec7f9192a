import type { UnitFile } from '../../formats/systemd-unit/parse-unit-file.ts';
import { expandSpecifiers } from '../../formats/systemd-unit/specifiers.ts';
import type { UnitName } from '../../formats/systemd-unit/unit-name.ts';
import { splitWords } from '../../formats/systemd-unit/words.ts';
import type { LoadedUnit } from './load-unit.ts';
import { MAY_ALIAS } from './name-map.ts';

/** What [Install] says (systemd.unit(5), "[Install] Section Options"). */
export interface InstallSection {
  readonly aliases: readonly string[];
  /** WantedBy=, RequiredBy=, UpheldBy= hold something. */
  readonly hasDependents: boolean;
  readonly hasAlso: boolean;
  readonly defaultInstance: string | null;
}

const NONE: InstallSection = { aliases: [], hasDependents: false, hasAlso: false, defaultInstance: null };
const NO_VALUES: ReadonlyMap<string, string> = new Map();

/**
 * Reads it from the main file and the drop-ins of the unit's and its template's own folders; those of prefixes and types do not
 * count here (unit_file_search, src/shared/install.c).
 */
export function installSection(loaded: LoadedUnit): InstallSection {
  const files: UnitFile[] = loaded.parsed === null ? [] : [loaded.parsed];
  for (const { level, parsed } of loaded.dropIns) {
    if (parsed !== null && (level === 'unit' || level === 'template')) files.push(parsed);
  }
  if (!files.some(({ sections }) => sections.some(({ name }) => name === 'Install'))) return NONE;
  const values = new Map<string, string[]>();
  for (const { sections } of files) {
    for (const section of sections) {
      if (section.name !== 'Install') continue;
      for (const { key, value } of section.assignments) {
        const list = values.get(key);
        if (value === '' || list === undefined) values.set(key, value === '' ? [] : [value]);
        else list.push(value);
      }
    }
  }
  const words = (key: string): string[] =>
    (values.get(key) ?? []).flatMap((value) => splitWords(value)).map((word) => expand(word, loaded.unit));
  const filled = (key: string): boolean => (values.get(key)?.length ?? 0) > 0;
  return {
    // config_parse_alias ignores the setting for the other types.
    aliases: MAY_ALIAS.has(loaded.unit.type) ? words('Alias') : [],
    hasDependents: filled('WantedBy') || filled('RequiredBy') || filled('UpheldBy'),
    hasAlso: filled('Also'),
    defaultInstance: words('DefaultInstance').at(-1) ?? null,
  };
}

function expand(text: string, unit: UnitName): string {
  return expandSpecifiers(text, { unit, fragmentPath: null, values: NO_VALUES }).text;
}
