import { MAX_PLIST_DEPTH, MAX_PLIST_EXPANDED } from '../../../shared/limits.ts';
import { ParseError } from '../parse-error.ts';
import { readFoundationObject } from './keyed-classes.ts';
import type { ArchivedValue } from './keyed-value.ts';
import {
  isPlistArray,
  isPlistDict,
  type PlistArray,
  type PlistDict,
  type PlistValue,
} from './plist-value.ts';

/** Beside its text, what a value weighs in the bound on unfolding. */
const VALUE_WEIGHT = 16;
const STRUCTURE = 'NSKeyedArchiver';

/** Whether a property list is an archive of NSKeyedArchiver (or of a subclass, which names itself in `$archiver`). */
export function isKeyedArchive(value: PlistValue): value is PlistDict {
  return (
    isPlistDict(value) &&
    typeof value.get('$archiver') === 'string' &&
    isPlistArray(value.get('$objects')) &&
    isPlistDict(value.get('$top'))
  );
}

/**
 * The root objects of a keyed archive by their names in `$top` (most often the one `root`), with all references resolved:
 * Foundation's containers and scalars as plain values, other classes as `{kind: 'object'}`. An object that contains itself, and
 * a reference beyond `$objects`, is `{kind: 'reference'}`. Throws ParseError (offset 0) for what is no archive, and beyond
 * MAX_PLIST_DEPTH or MAX_PLIST_EXPANDED.
 */
export function unarchiveKeyed(value: PlistValue): ReadonlyMap<string, ArchivedValue> {
  if (!isKeyedArchive(value))
    throw new ParseError(STRUCTURE, 0, 'expected a dictionary of $archiver, $objects and $top');
  const objects = value.get('$objects');
  const top = value.get('$top');
  const archive = new Archive(isPlistArray(objects) ? objects : []);
  const roots = new Map<string, ArchivedValue>();
  if (isPlistDict(top)) for (const [name, root] of top) roots.set(name, archive.resolve(root, 0));
  return roots;
}

class Archive {
  readonly #objects: PlistArray;
  readonly #done = new Map<number, { readonly value: ArchivedValue; readonly weight: number }>();
  readonly #open = new Set<number>();
  #weight = 0;

  constructor(objects: PlistArray) {
    this.#objects = objects;
  }

  resolve(value: PlistValue, depth: number): ArchivedValue {
    if (depth > MAX_PLIST_DEPTH)
      throw new ParseError(STRUCTURE, 0, `nests deeper than ${MAX_PLIST_DEPTH} objects`);
    this.#weigh(VALUE_WEIGHT);
    if (typeof value === 'string') {
      this.#weigh(value.length);
      return value;
    }
    if (isPlistArray(value)) return value.map((item) => this.resolve(item, depth + 1));
    if (isPlistDict(value)) return this.#object(value, depth);
    if (value === null || typeof value !== 'object') return value;
    if (value.kind === 'uid') return this.#reference(value.value, depth);
    if (value.kind === 'data') this.#weigh(value.bytes.length);
    return value;
  }

  #reference(uid: number, depth: number): ArchivedValue {
    const known = this.#done.get(uid);
    if (known !== undefined) {
      this.#weigh(known.weight);
      return known.value;
    }
    const object = this.#objects[uid];
    if (object === undefined || this.#open.has(uid)) return { kind: 'reference', uid };
    const before = this.#weight;
    this.#open.add(uid);
    const value = uid === 0 && object === '$null' ? null : this.resolve(object, depth + 1);
    this.#open.delete(uid);
    this.#done.set(uid, { value, weight: this.#weight - before });
    return value;
  }

  /** A dictionary with a `$class` is an object; one without, an inline dictionary. */
  #object(object: PlistDict, depth: number): ArchivedValue {
    const fields = new Map<string, ArchivedValue>();
    for (const [name, field] of object) {
      this.#weigh(name.length);
      if (name !== '$class') fields.set(name, this.resolve(field, depth + 1));
    }
    const className = this.#className(object.get('$class'));
    if (className === null) return fields;
    const plain = readFoundationObject(className, fields);
    // Not `??`: NSNull's plain value is null.
    return plain === undefined ? { kind: 'object', class: className, fields } : plain;
  }

  #className(reference: PlistValue | undefined): string | null {
    if (reference === undefined) return null;
    const isUid = reference !== null && typeof reference === 'object' && 'kind' in reference;
    const definition = isUid && reference.kind === 'uid' ? this.#objects[reference.value] : undefined;
    const name = isPlistDict(definition) ? definition.get('$classname') : undefined;
    return typeof name === 'string' ? name : '';
  }

  #weigh(weight: number): void {
    this.#weight += weight;
    if (this.#weight > MAX_PLIST_EXPANDED)
      throw new ParseError(STRUCTURE, 0, `shared objects unfold to more than ${MAX_PLIST_EXPANDED} bytes`);
  }
}
