/** A document of the Elastic Common Schema, nested, in the order of its keys. */
export type EcsValue = string | number | boolean | EcsObject | readonly EcsValue[];
export interface EcsObject {
  readonly [field: string]: EcsValue;
}
type Said = string | number | boolean | null | undefined | SaidObject | readonly Said[];
export interface SaidObject {
  readonly [field: string]: Said;
}

/** Objects that `said` has made: what all documents of a run share is looked at once. */
const made = new WeakSet<object>();

/**
 * The object without what says nothing: null, empty text, empty lists and objects. Plain loops: every document passes here, and a
 * log has a million. Field names are ours, none is evidence.
 */
export function said(object: SaidObject): EcsObject {
  if (made.has(object)) return object as EcsObject;
  const kept: Record<string, EcsValue> = {};
  for (const field in object) {
    const value = saidValue(object[field]);
    if (value !== null) kept[field] = value;
  }
  made.add(kept);
  return kept;
}

function saidValue(value: Said): EcsValue | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return saidItems(value as readonly Said[]);
  const inner = said(value as SaidObject);
  for (const _ in inner) return inner;
  return null;
}

function saidItems(items: readonly Said[]): readonly EcsValue[] | null {
  const kept: EcsValue[] = [];
  for (const item of items) {
    const value = saidValue(item);
    if (value !== null) kept.push(value);
  }
  return kept.length === 0 ? null : kept;
}
