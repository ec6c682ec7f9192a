import { compareText } from '../../../shared/text.ts';
import { ownUuid, uuid5 } from '../uuid5.ts';

/** Namespace of cyber-observable objects (STIX 2.1, section 2.9). */
const OBSERVABLES = '00abedb4-aa42-466c-9c01-fed23315a9b7';

/**
 * Id of a cyber-observable object from its ID contributing properties, the same that every other producer computes
 * (STIX 2.1, section 2.9; canonical JSON of RFC 8785).
 */
export function observableId(type: string, contributing: Readonly<Record<string, unknown>>): string {
  return `${type}--${uuid5(OBSERVABLES, canonicalJson(contributing))}`;
}

/** Id of an object of ours. Processes too: they have no contributing properties, and the namespace above is not for them. */
export function ownId(type: string, ...parts: readonly (string | number | null)[]): string {
  return `${type}--${ownUuid(type, ...parts)}`;
}

/** RFC 8785: keys sorted by UTF-16 code units, no white space, strings and numbers as ECMAScript writes them. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => compareText(a, b));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
}
