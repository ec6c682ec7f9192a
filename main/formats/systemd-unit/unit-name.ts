import { MAX_UNIT_NAME } from '../../../shared/limits.ts';

/** Unit types, which are the suffixes of unit names (systemd.unit(5), "Description"). */
export const UNIT_TYPES = [
  'service',
  'socket',
  'device',
  'mount',
  'automount',
  'swap',
  'target',
  'path',
  'timer',
  'slice',
  'scope',
] as const;

const TYPES: ReadonlySet<string> = new Set(UNIT_TYPES);

export type UnitType = (typeof UNIT_TYPES)[number];

export interface UnitName {
  readonly name: string;
  /** Before the first `@`, else before the type suffix. */
  readonly prefix: string;
  /** Between the first `@` and the type suffix, still escaped; null without `@`; empty for a template. */
  readonly instance: string | null;
  readonly type: UnitType;
  readonly isTemplate: boolean;
  readonly isInstance: boolean;
  /** For an instance the template's name, `foo@.service`; else null. */
  readonly template: string | null;
}

export function isUnitType(text: string): text is UnitType {
  return TYPES.has(text);
}

/**
 * Takes a unit name apart, or null when systemd would not accept it: up to 255 characters, a known type, letters, digits and
 * `:-_.\@` only, something before the `@` (systemd.unit(5), "Description"; unit_name_is_valid, src/basic/unit-name.c).
 */
export function parseUnitName(name: string): UnitName | null {
  if (name.length > MAX_UNIT_NAME || !/^[0-9A-Za-z:\-_.\\][0-9A-Za-z:\-_.\\@]*$/.test(name)) return null;
  const dot = name.lastIndexOf('.');
  const type = name.slice(dot + 1);
  if (dot <= 0 || !isUnitType(type)) return null;
  const stem = name.slice(0, dot);
  const at = stem.indexOf('@');
  if (at === -1) {
    return { name, prefix: stem, instance: null, type, isTemplate: false, isInstance: false, template: null };
  }
  const prefix = stem.slice(0, at);
  const instance = stem.slice(at + 1);
  const isInstance = instance !== '';
  const template = isInstance ? `${prefix}@.${type}` : null;
  return { name, prefix, instance, type, isTemplate: !isInstance, isInstance, template };
}

/** The name of a unit with another prefix or instance; `instance` as in `UnitName`, null for none. */
export function buildUnitName(prefix: string, instance: string | null, type: UnitType): string {
  return instance === null ? `${prefix}.${type}` : `${prefix}@${instance}.${type}`;
}

/** The instance of a template, `foo@.service` and `bar` to `foo@bar.service`; null when that is no valid instance. */
export function instantiate(template: UnitName, instance: string): UnitName | null {
  if (!template.isTemplate) return null;
  const unit = parseUnitName(buildUnitName(template.prefix, instance, template.type));
  return unit?.isInstance === true ? unit : null;
}
