/** A value of a property list as fixtures write it; a Date is one, bytes are data. */
export type PlistSpec =
  | string
  | number
  | bigint
  | boolean
  | Date
  | Uint8Array
  | readonly PlistSpec[]
  | { readonly [key: string]: PlistSpec };

const HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n';

/** An XML property list (Apple, PropertyList-1.0.dtd). */
export function writeXmlPlist(value: PlistSpec): string {
  return `${HEAD}<plist version="1.0">\n${element(value)}\n</plist>\n`;
}

function element(value: PlistSpec): string {
  if (typeof value === 'string') return `<string>${escaped(value)}</string>`;
  if (typeof value === 'boolean') return value ? '<true/>' : '<false/>';
  if (typeof value === 'bigint') return `<integer>${value}</integer>`;
  if (typeof value === 'number') {
    return Number.isInteger(value) ? `<integer>${value}</integer>` : `<real>${value}</real>`;
  }
  if (value instanceof Date) return `<date>${value.toISOString().replace(/\.\d+Z$/, 'Z')}</date>`;
  if (value instanceof Uint8Array) return `<data>${Buffer.from(value).toString('base64')}</data>`;
  if (Array.isArray(value)) return `<array>${value.map((one: PlistSpec) => element(one)).join('')}</array>`;
  const entries = Object.entries(value as Readonly<Record<string, PlistSpec>>);
  return `<dict>${entries.map(([key, one]) => `<key>${escaped(key)}</key>${element(one)}`).join('')}</dict>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
