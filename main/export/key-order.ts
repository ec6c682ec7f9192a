/** Order of keys in a value: an object, or a union of objects told apart by one field. null: as it is. */
export type KeyTree =
  | { readonly keys: { readonly [name: string]: KeyTree | null } }
  | { readonly by: string; readonly cases: { readonly [literal: string]: KeyTree | null } };

/** An object's part of a tree in the form that is fast to check against. */
interface Plan {
  readonly positions: ReadonlyMap<string, number>;
  /** Only the keys whose values have an order themselves. */
  readonly inner: readonly (readonly [name: string, tree: KeyTree])[];
}

const plans = new WeakMap<KeyTree, Plan>();

/**
 * Puts the keys of a value into the order of the tree, so that the order in which a source happened to assign fields
 * never shows; returns the value itself where it is in order, as nearly all are. Keys that the tree lacks follow in
 * their own order: nothing is dropped here. Objects without a tree stay what they are (their keys come from evidence,
 * `__proto__` may be one).
 */
export function orderKeys(value: unknown, tree: KeyTree | null): unknown {
  if (tree === null || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return orderItems(value, tree);
  const record = value as Record<string, unknown>;
  if ('by' in tree) {
    const literal = String(record[tree.by]);
    return Object.hasOwn(tree.cases, literal) ? orderKeys(record, tree.cases[literal] ?? null) : record;
  }
  let ordered = record;
  const plan = planOf(tree, tree.keys);
  for (const [name, innerTree] of plan.inner) {
    const inner = record[name];
    const orderedInner = orderKeys(inner, innerTree);
    if (orderedInner !== inner) ordered = { ...ordered, [name]: orderedInner };
  }
  return isOrdered(ordered, plan) ? ordered : rebuilt(ordered, tree.keys);
}

function orderItems(items: readonly unknown[], tree: KeyTree): readonly unknown[] {
  const ordered = items.map((item) => orderKeys(item, tree));
  return ordered.every((item, index) => item === items[index]) ? items : ordered;
}

function planOf(tree: KeyTree, keys: Readonly<Record<string, KeyTree | null>>): Plan {
  let plan = plans.get(tree);
  if (plan === undefined) {
    const entries = Object.entries(keys);
    plan = {
      positions: new Map(entries.map(([name], index) => [name, index])),
      inner: entries.flatMap(([name, inner]) => (inner === null ? [] : [[name, inner] as const])),
    };
    plans.set(tree, plan);
  }
  return plan;
}

function isOrdered(record: Readonly<Record<string, unknown>>, { positions }: Plan): boolean {
  let last = -1;
  for (const name of Object.keys(record)) {
    const position = positions.get(name) ?? positions.size;
    if (position < last) return false;
    last = position;
  }
  return true;
}

function rebuilt(record: Readonly<Record<string, unknown>>, keys: object): Record<string, unknown> {
  const known = Object.keys(keys).filter((name) => Object.hasOwn(record, name));
  const others = Object.keys(record).filter((name) => !Object.hasOwn(keys, name));
  return Object.fromEntries([...known, ...others].map((name) => [name, record[name]]));
}
