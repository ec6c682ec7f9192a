import { plistToJson } from '../../formats/plist/plist-to-json.ts';
import {
  isPlistArray,
  isPlistDict,
  type PlistDict,
  type PlistValue,
} from '../../formats/plist/plist-value.ts';

/** Typed looks at one key of a property list; null for what is absent or of another type, as launchd ignores those. */
export function text(dict: PlistDict, key: string): string | null {
  const value = dict.get(key);
  return typeof value === 'string' ? value : null;
}

export function flag(dict: PlistDict, key: string): boolean | null {
  const value = dict.get(key);
  return typeof value === 'boolean' ? value : null;
}

export function number(dict: PlistDict, key: string): number | null {
  return numberOf(dict.get(key));
}

export function numberOf(value: PlistValue | undefined): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'real'
    ? finite(value.value)
    : null;
}

/** A list of texts, or a single one, which launchd takes for LimitLoadToSessionType and people write elsewhere. */
export function texts(dict: PlistDict, key: string): string[] {
  return textsOf(dict.get(key));
}

export function textsOf(value: PlistValue | undefined): string[] {
  if (typeof value === 'string') return [value];
  if (!isPlistArray(value)) return [];
  return value.flatMap((item) => (item === null ? [] : [asText(item)]));
}

export function dictionary(dict: PlistDict, key: string): PlistDict {
  const value = dict.get(key);
  return isPlistDict(value) ? value : NONE;
}

/** Dictionaries of a list, or the one that stands instead of it. */
export function dictionaries(value: PlistValue | undefined): PlistDict[] {
  if (isPlistDict(value)) return [value];
  return isPlistArray(value) ? value.filter(isPlistDict) : [];
}

/** Any value as one text: as it is, in decimal, or as JSON. */
export function asText(value: PlistValue): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return String(value);
  return JSON.stringify(plistToJson(value));
}

const NONE: PlistDict = new Map();

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
