/** A document of the Elastic Common Schema, nested, in the order of its keys. */
export type EcsValue = string | number | boolean | EcsObject | readonly EcsValue[];
export interface EcsObject {
  readonly [field: string]: EcsValue;
}
type Said = string | number | boolean | null | undefined | SaidObject | readonly Said[];
export interface SaidObject {
  readonly [field: string]: Said;
}

/** The object without what says nothing: null, empty text, empty lists and objects. */
export function said(object: SaidObject): EcsObject {
  const entries = Object.entries(object).flatMap(([field, value]) => {
    const kept = saidValue(value);
    return kept === null ? [] : [[field, kept] as const];
  });
  return Object.fromEntries(entries);
}

function saidValue(value: Said): EcsValue | null {
  if (value === null || value === undefined || value === '') return null;
  if (Array.isArray(value)) {
    const items = (value as readonly Said[]).flatMap((item) => saidValue(item) ?? []);
    return items.length === 0 ? null : items;
  }
  if (typeof value !== 'object') return value;
  const inner = said(value as SaidObject);
  return Object.keys(inner).length === 0 ? null : inner;
}
