/** Order of keys in a value: an object, or a union of objects told apart by one field. null: as it is. */
export type KeyTree =
  | { readonly keys: { readonly [name: string]: KeyTree | null } }
  | { readonly by: string; readonly cases: { readonly [literal: string]: KeyTree | null } };

/**
 * Rebuilds a value with its keys in the order of the tree, so that the order in which a source happened to assign
 * fields never shows. Keys that the tree lacks follow in their own order: nothing is dropped here. Objects without a
 * tree stay what they are (their keys come from evidence, `__proto__` may be one).
 */
export function orderKeys(value: unknown, tree: KeyTree | null): unknown {
  if (tree === null || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => orderKeys(item, tree));
  const record = value as Record<string, unknown>;
  if ('by' in tree) {
    const literal = String(record[tree.by]);
    return Object.hasOwn(tree.cases, literal) ? orderKeys(record, tree.cases[literal] ?? null) : record;
  }
  const ordered: Record<string, unknown> = {};
  for (const name of Object.keys(tree.keys)) {
    if (Object.hasOwn(record, name)) ordered[name] = orderKeys(record[name], tree.keys[name] ?? null);
  }
  for (const name of Object.keys(record)) if (!Object.hasOwn(tree.keys, name)) ordered[name] = record[name];
  return ordered;
}
