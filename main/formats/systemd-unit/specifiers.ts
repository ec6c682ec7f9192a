import { MAX_UNIT_EXPANDED } from '../../../shared/limits.ts';
import { unescapeName, unescapePath } from './escape-name.ts';
import type { UnitName } from './unit-name.ts';

/** Specifiers of unit files (systemd.unit(5), "Specifiers") that do not follow from the unit's name and file. */
export const ENVIRONMENT_SPECIFIERS = 'aAbBcCdDEgGhHlLmMoqrRsStTuUvVwW';

export interface SpecifierContext {
  readonly unit: UnitName;
  /** The unit's fragment, for `%y` and `%Y`; null where there is none. */
  readonly fragmentPath: string | null;
  /** Values by letter for what the host, its user and its manager decide (`H`, `m`, `t`, `h` …); others stay unexpanded. */
  readonly values: ReadonlyMap<string, string>;
}

export interface Expanded {
  readonly text: string;
  /** Known specifiers without a value, `%b` for instance; they stay in the text. */
  readonly unresolved: readonly string[];
  /** Letters and digits after `%` that mean nothing: systemd refuses the setting (specifier_printf). They stay in the text. */
  readonly unknown: readonly string[];
  /** True when `longest` was reached: what follows stays as it was. */
  readonly cut: boolean;
}

/**
 * Replaces specifiers in a value (specifier_printf, src/shared/specifier.c; unit_full_printf, src/core/unit-printf.c).
 * `%%` is a percent sign; a `%` before anything but a letter, a digit or `%` stays.
 */
export function expandSpecifiers(
  text: string,
  context: SpecifierContext,
  longest = MAX_UNIT_EXPANDED,
): Expanded {
  if (!text.includes('%')) return { text, unresolved: [], unknown: [], cut: false };
  const unresolved = new Set<string>();
  const unknown = new Set<string>();
  let length = text.length;
  let cut = false;
  const expanded = text.replace(/%([0-9A-Za-z%])/g, (written, letter: string) => {
    if (cut) return written;
    const value = letter === '%' ? '%' : specifierValue(letter, context);
    if (value === undefined) unknown.add(written);
    else if (value === null) unresolved.add(written);
    else {
      length += value.length;
      cut = length > longest;
      if (!cut) return value;
    }
    return written;
  });
  return { text: expanded, unresolved: [...unresolved], unknown: [...unknown], cut };
}

/** Null where the value is not known, undefined where there is no such specifier. */
function specifierValue(letter: string, context: SpecifierContext): string | null | undefined {
  const given = context.values.get(letter);
  if (given !== undefined) return given;
  const { unit, fragmentPath } = context;
  switch (letter) {
    case 'n':
      return unit.name;
    case 'N':
      return unit.name.slice(0, unit.name.lastIndexOf('.'));
    case 'p':
      return unit.prefix;
    case 'P':
      return unescapeName(unit.prefix);
    case 'i':
      return unit.instance ?? '';
    case 'I':
      return unescapeName(unit.instance ?? '');
    case 'j':
      return lastComponent(unit.prefix);
    case 'J':
      return unescapeName(lastComponent(unit.prefix));
    case 'f':
      return fileName(unit);
    case 'y':
      return fragmentPath;
    case 'Y':
      return fragmentPath === null ? null : fragmentPath.slice(0, Math.max(1, fragmentPath.lastIndexOf('/')));
    default:
      return ENVIRONMENT_SPECIFIERS.includes(letter) ? null : undefined;
  }
}

function lastComponent(prefix: string): string {
  return prefix.slice(prefix.lastIndexOf('-') + 1);
}

/**
 * `%f` (specifier_filename, src/core/unit-printf.c): the instance unescaped as a path; without an instance the prefix. Null where
 * the result would be no clean path: systemd refuses the setting then.
 */
function fileName(unit: UnitName): string | null {
  return unescapePath(unit.isInstance ? (unit.instance ?? '') : unit.prefix);
}
