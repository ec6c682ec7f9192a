import type { ArchivedValue } from './keyed-value.ts';
import type { PlistValue } from './plist-value.ts';

export type PlistJson =
  | null
  | boolean
  | number
  | string
  | readonly PlistJson[]
  | { readonly [key: string]: PlistJson };

type AnyValue = PlistValue | ArchivedValue;

/**
 * The form of a property list in records. Text, booleans, integers up to 2^53 and finite reals are JSON's own; a date is its
 * ISO text; what JSON has not is an object of one telling key: `{base64}`, `{integer}` (decimal text), `{real}` (`NaN`,
 * `Infinity`, `-Infinity`), `{uid}`, `{reference}`. Of keyed archives: a UUID is its text, a set a list, a URL its text or
 * `{relative, base}`, another object `{class, fields}`. Keys keep their order (but JavaScript puts whole numbers first).
 */
export function plistToJson(value: AnyValue): PlistJson {
  if (typeof value === 'bigint') return { integer: value.toString() };
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Map) return dictToJson(value);
  if (isList(value)) return value.map(plistToJson);
  // Arrays and maps are gone; TypeScript cannot tell by their readonly types.
  const tagged = value as Extract<AnyValue, { readonly kind: string }>;
  switch (tagged.kind) {
    case 'real':
      return Number.isFinite(tagged.value) ? tagged.value : { real: String(tagged.value) };
    case 'date':
      return tagged.iso;
    case 'data':
      return { base64: base64Of(tagged.bytes) };
    case 'uid':
      return { uid: tagged.value };
    case 'uuid':
      return tagged.value;
    case 'set':
      return tagged.values.map(plistToJson);
    case 'url':
      return tagged.base === null
        ? tagged.relative
        : { relative: tagged.relative, base: plistToJson(tagged.base) };
    case 'object':
      return { class: tagged.class, fields: dictToJson(tagged.fields) };
    case 'reference':
      return { reference: tagged.uid };
  }
}

function isList(value: object): value is readonly AnyValue[] {
  return Array.isArray(value);
}

/** A key `__proto__` is a key like any other, which an assignment would not store. */
function dictToJson(entries: ReadonlyMap<string, AnyValue>): PlistJson {
  const json: Record<string, PlistJson> = {};
  entries.forEach((item, key) => {
    const value = plistToJson(item);
    if (key !== '__proto__') json[key] = value;
    else Object.defineProperty(json, key, { value, enumerable: true, configurable: true, writable: true });
  });
  return json;
}

function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
