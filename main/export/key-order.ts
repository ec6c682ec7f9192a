import type { z } from 'zod';

type Reorder = (value: unknown) => unknown;

const asIs: Reorder = (value) => value;

/**
 * Compiles a schema into a function that rebuilds a value with its keys in the schema's order, so that the order in
 * which a source happened to assign fields never shows. Keys that the schema lacks follow in their own order: nothing
 * is dropped here. Records with free keys stay the object they are (their keys come from evidence, `__proto__` too).
 */
export function keyOrder(schema: z.core.$ZodType): Reorder {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  switch (def.type) {
    case 'object':
      return objectOrder(def.shape);
    case 'array':
      return arrayOrder(keyOrder(def.element));
    case 'nullable':
    case 'optional':
      return whenPresent(keyOrder(def.innerType));
    case 'record':
      return recordOrder(def.keyType);
    case 'union':
      return unionOrder(def);
    default:
      return asIs;
  }
}

function objectOrder(shape: Readonly<Record<string, z.core.$ZodType>>): Reorder {
  const fields = Object.entries(shape).map(([key, inner]) => [key, keyOrder(inner)] as const);
  return (value) => {
    if (!isObject(value)) return value;
    const ordered: Record<string, unknown> = {};
    for (const [key, reorder] of fields) if (Object.hasOwn(value, key)) ordered[key] = reorder(value[key]);
    for (const key of Object.keys(value)) if (!Object.hasOwn(shape, key)) ordered[key] = value[key];
    return ordered;
  };
}

function arrayOrder(reorder: Reorder): Reorder {
  if (reorder === asIs) return asIs;
  return (value) => (Array.isArray(value) ? value.map(reorder) : value);
}

function whenPresent(reorder: Reorder): Reorder {
  if (reorder === asIs) return asIs;
  return (value) => (value === null || value === undefined ? value : reorder(value));
}

function recordOrder(keyType: z.core.$ZodType): Reorder {
  const def = (keyType as z.core.$ZodTypes)._zod.def;
  if (def.type !== 'enum') return asIs;
  const keys = Object.values(def.entries).map(String);
  return objectOrder(Object.fromEntries(keys.map((key) => [key, keyType])));
}

/** Objects told apart by one literal field; a union of scalars needs no order. */
function unionOrder(def: z.core.$ZodUnionDef & { readonly discriminator?: string }): Reorder {
  const { discriminator } = def;
  if (discriminator === undefined) return asIs;
  const branches = new Map<unknown, Reorder>();
  for (const option of def.options) {
    for (const literal of option._zod.propValues?.[discriminator] ?? []) branches.set(literal, keyOrder(option));
  }
  return (value) => (isObject(value) ? (branches.get(value[discriminator]) ?? asIs)(value) : value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
