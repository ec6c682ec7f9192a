/** Order of keys in a value: an object, or a union of objects told apart by one field. null: as it is. */
export type KeyTree =
  | { readonly keys: { readonly [name: string]: KeyTree | null } }
  | { readonly by: string; readonly cases: { readonly [literal: string]: KeyTree | null } };

/** An object's part of a tree in the form that is fast to check against. */
interface Plan {
  readonly names: readonly string[];
  readonly positions: ReadonlyMap<string, number>;
  /** Only the keys whose values have an order themselves. */
  readonly inner: readonly { readonly name: string; readonly tree: KeyTree }[];
}

const plans = new WeakMap<KeyTree, Plan>();

/**
 * Puts the keys of a value into the order of the tree, so that the order in which a source happened to assign fields
 * never shows; returns the value itself where it is in order, as nearly all are. Keys that the tree lacks follow in
 * their own order: nothing is dropped here. Objects without a tree stay what they are (their keys come from evidence,
 * `__proto__` may be one).
 *
 * Every object of every record passes here once, so what only looks uses plain loops: an iterator allocates an object
 * a step until V8 has optimised the loop, and most runs are over by then.
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
  for (let index = 0; index < plan.inner.length; index += 1) {
    const { name, tree: innerTree } = plan.inner[index] as Plan['inner'][number];
    const inner = record[name];
    const orderedInner = orderKeys(inner, innerTree);
    if (orderedInner !== inner) ordered = { ...ordered, [name]: orderedInner };
  }
  return isOrdered(ordered, plan) ? ordered : rebuilt(ordered, tree.keys);
}

function orderItems(items: readonly unknown[], tree: KeyTree): readonly unknown[] {
  for (let index = 0; index < items.length; index += 1) {
    if (orderKeys(items[index], tree) !== items[index]) return items.map((item) => orderKeys(item, tree));
  }
  return items;
}

function planOf(tree: KeyTree, keys: Readonly<Record<string, KeyTree | null>>): Plan {
  let plan = plans.get(tree);
  if (plan === undefined) {
    const entries = Object.entries(keys);
    plan = {
      names: Object.keys(keys),
      positions: new Map(entries.map(([name], index) => [name, index])),
      inner: entries.flatMap(([name, inner]) => (inner === null ? [] : [{ name, tree: inner }])),
    };
    plans.set(tree, plan);
  }
  return plan;
}

function isOrdered(record: Readonly<Record<string, unknown>>, plan: Plan): boolean {
  const { names } = plan;
  let index = 0;
  for (const name in record) {
    if (name !== names[index]) return isOrderedWithGaps(record, plan);
    index += 1;
  }
  return true;
}

/** Keys that are left out or that the tree does not know. */
function isOrderedWithGaps(record: Readonly<Record<string, unknown>>, { positions }: Plan): boolean {
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
