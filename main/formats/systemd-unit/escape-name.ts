import { Buffer } from 'node:buffer';
import { decodeUtf8 } from './unit-text.ts';

/**
 * Escapes text for use in a unit name (systemd-escape(1); systemd.unit(5), "String Escaping for Inclusion in Unit Names"):
 * `/` becomes `-`; what is not a letter, digit or one of `:_.`, and a dot at the begin, becomes `\xHH` per byte of UTF-8.
 */
export function escapeName(text: string): string {
  let escaped = '';
  for (const [at, byte] of Buffer.from(text, 'utf8').entries()) {
    const character = String.fromCharCode(byte);
    if (character === '/') escaped += '-';
    else if (/[0-9A-Za-z:_.]/.test(character) && !(at === 0 && character === '.')) escaped += character;
    else escaped += `\\x${byte.toString(16).padStart(2, '0')}`;
  }
  return escaped;
}

/**
 * Undoes `escapeName` (unit_name_unescape, src/basic/unit-name.c). Null where systemd refuses: a backslash that begins no
 * `\xHH`. Bytes that are not UTF-8 together, or NUL, are null too; systemd would keep the former and end at the latter.
 */
export function unescapeName(escaped: string): string | null {
  if (!escaped.includes('\\')) return escaped.replaceAll('-', '/');
  if (/\\(?!x[0-9A-Fa-f]{2})/.test(escaped)) return null;
  const raw = Buffer.from(escaped.replaceAll('-', '/'), 'utf8').toString('latin1');
  const text = decodeUtf8(Buffer.from(raw.replace(/\\x([0-9A-Fa-f]{2})/g, byteOf), 'latin1'));
  return text?.includes('\0') === true ? null : text;
}

/** Escapes an absolute path (systemd-escape --path): no slashes at the ends, `/` itself is `-`. Null for a path with `.` or `..`. */
export function escapePath(path: string): string | null {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) return null;
  return parts.length === 0 ? '-' : escapeName(parts.join('/'));
}

/** Undoes `escapePath` (unit_name_path_unescape): `-` is `/`; null where the result is no clean absolute path. */
export function unescapePath(escaped: string): string | null {
  if (escaped === '-') return '/';
  const path = escaped === '' ? null : unescapeName(escaped);
  if (path === null) return null;
  return path.split('/').some((part) => part === '' || part === '.' || part === '..') ? null : `/${path}`;
}

function byteOf(_match: string, hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}
