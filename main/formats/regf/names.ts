import { latin1Text, utf16Text } from '../text-slice.ts';

const UPCASE = new Uint16Array(0x10000);

/**
 * Upper case of one UTF-16 code unit. One unit in, one unit out: the kernel's table has no mapping that changes the
 * length, so 'ß' stays 'ß' and the lengths of two equal names are equal.
 */
export function upcaseUnit(unit: number): number {
  if (unit < 0x61) return unit;
  if (unit < 0x80) return unit <= 0x7a ? unit - 0x20 : unit;
  const known = UPCASE[unit] as number;
  if (known !== 0) return known;
  const upper = String.fromCharCode(unit).toUpperCase();
  const result = upper.length === 1 ? upper.charCodeAt(0) : unit;
  UPCASE[unit] = result;
  return result;
}

/** True when two names are the same without regard to case. */
export function sameName(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right && upcaseUnit(left) !== upcaseUnit(right)) return false;
  }
  return true;
}

/** The hash an `lh` element holds: H = 37 * H + upper-case unit, modulo 2^32 (msuhanov, "Hash leaf"). */
export function nameHash(name: string): number {
  let hash = 0;
  for (let index = 0; index < name.length; index += 1) {
    hash = (Math.imul(hash, 37) + upcaseUnit(name.charCodeAt(index))) >>> 0;
  }
  return hash;
}

/**
 * A stored name. `compressed` names hold one byte a character, the low half of UTF-16 (so Latin-1, whatever the
 * code page of the host was); others are UTF-16LE. NULs and unpaired surrogates are kept.
 */
export function decodeName(bytes: Buffer, start: number, length: number, compressed: boolean): string {
  return compressed
    ? latin1Text(bytes, start, start + length)
    : utf16Text(bytes, start, start + (length & ~1));
}

/** True when the stored name is `name`; compares in place, so that a lookup decodes no sibling's name. */
export function storedNameIs(
  bytes: Buffer,
  start: number,
  length: number,
  compressed: boolean,
  name: string,
): boolean {
  const width = compressed ? 1 : 2;
  if (length !== name.length * width) return false;
  for (let index = 0; index < name.length; index += 1) {
    const at = start + index * width;
    const unit = (bytes[at] as number) | (compressed ? 0 : (bytes[at + 1] as number) << 8);
    const wanted = name.charCodeAt(index);
    if (unit !== wanted && upcaseUnit(unit) !== upcaseUnit(wanted)) return false;
  }
  return true;
}
