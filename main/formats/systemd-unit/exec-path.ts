import { isSafe } from './unit-text.ts';

/**
 * What a command names as its program: an absolute path, a file name that is looked for in the fixed search path
 * (systemd.service(5), "Command Lines"), text with specifiers that decide it only when expanded, or nothing systemd takes.
 */
export type ExecPathKind = 'absolute' | 'file-name' | 'specifier' | 'invalid';

/** NAME_MAX of Linux, which filename_is_valid applies. */
const LONGEST_FILE_NAME = 255;

/** The checks of config_parse_exec (src/core/load-fragment.c) in its order; `problem` is null where systemd (252) takes the path. */
export function checkExecPath(path: string): {
  readonly kind: ExecPathKind;
  readonly problem: string | null;
} {
  if (path === '') return invalid('no program after the prefixes');
  if (!isSafe(path)) return invalid('the program has control characters, quotes or backslashes in its name');
  if (path.endsWith('/') || path === '.' || path === '..') return invalid('the program is a folder');
  if (path.startsWith('/')) return { kind: 'absolute', problem: null };
  if (path.includes('/')) return invalid('the program is a relative path');
  if (Buffer.byteLength(path) > LONGEST_FILE_NAME) return invalid('the program has too long a name');
  return { kind: 'file-name', problem: null };
}

/** True when specifiers, `%%` among them, are to be replaced before the program is known. */
export function hasSpecifiers(text: string): boolean {
  return /%[0-9A-Za-z%]/.test(text);
}

/** path_simplify (src/basic/path-util.c): no repeated slashes, no `.` components; `..` stays. */
export function simplifyPath(path: string): string {
  if (!path.startsWith('/')) return path;
  return `/${path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')}`;
}

function invalid(problem: string): { kind: ExecPathKind; problem: string } {
  return { kind: 'invalid', problem };
}
