import { MAX_PLIST_DIGITS } from '../../../shared/limits.ts';
import { decodeBase64 } from './base64.ts';
import { xmlDateToIso } from './plist-date.ts';
import { exactInteger, type PlistValue } from './plist-value.ts';

/** White space of parseIntegerTag in CFPropertyList.c: control characters too. Taken off first, to keep matching linear. */
const LEADING_SPACE = /^[\0-\x20\s]+/;
const INTEGER = /^([+-]?)[\0-\x20\s]*(?:(0[xX])([0-9a-fA-F]+)|([0-9]+))$/;
const LAST_UNSIGNED = 2n ** 64n - 1n;
const FIRST_SIGNED = -(2n ** 63n);
const REAL = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const NAMED_REALS: ReadonlyMap<string, number> = new Map([
  ['nan', Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY],
  ['+infinity', Number.POSITIVE_INFINITY],
  ['-infinity', Number.NEGATIVE_INFINITY],
  ['inf', Number.POSITIVE_INFINITY],
  ['+inf', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
]);

export interface XmlScalar {
  readonly value: PlistValue;
  /** Empty if the text is what CoreFoundation takes. */
  readonly problem: string;
}

/** The value of `<integer>`, `<real>`, `<date>` or `<data>`; the text itself with a problem if it is none. */
export function xmlScalar(name: 'integer' | 'real' | 'date' | 'data', text: string): XmlScalar {
  if (name === 'data') {
    const { bytes, complete } = decodeBase64(text);
    return {
      value: { kind: 'data', bytes },
      problem: complete ? '' : 'base64 with other or missing characters',
    };
  }
  const value = name === 'integer' ? xmlInteger(text) : name === 'real' ? xmlReal(text) : xmlDate(text);
  if (value !== null) return { value, problem: '' };
  return {
    value: text,
    problem: `${JSON.stringify(text.slice(0, 40))} is no ${name} (CoreFoundation refuses the file)`,
  };
}

/** Decimal or hexadecimal, from -2^63 to 2^64 - 1, white space before but not behind it; else null. */
function xmlInteger(text: string): number | bigint | null {
  if (/^(?:0|-?[1-9]\d{0,14})$/.test(text)) return Number(text);
  const [, sign, prefix = '', hex, decimal] = INTEGER.exec(text.replace(LEADING_SPACE, '')) ?? [];
  const digits = (hex ?? decimal)?.replace(/^0+(?=.)/, '');
  if (digits === undefined || digits.length > MAX_PLIST_DIGITS) return null;
  const magnitude = BigInt(`${prefix}${digits}`);
  const value = sign === '-' ? -magnitude : magnitude;
  return value > LAST_UNSIGNED || value < FIRST_SIGNED ? null : exactInteger(value);
}

function xmlReal(text: string): PlistValue | null {
  const named = NAMED_REALS.get(text.toLowerCase());
  if (named !== undefined) return { kind: 'real', value: named };
  return REAL.test(text) ? { kind: 'real', value: Number(text) } : null;
}

function xmlDate(text: string): PlistValue | null {
  const iso = xmlDateToIso(text);
  return iso === null ? null : { kind: 'date', iso };
}
