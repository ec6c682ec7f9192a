import type { WindowsEnvironment } from './environment.ts';

/**
 * What kind of place a path names.
 * `drive`: a letter; `unc`: a share; `device`: an object-manager path whose volume is not known offline;
 * `search`: a bare name that Windows would look for in several folders; `unknown`: a variable without a value, a URL.
 */
export type PathKind = 'drive' | 'unc' | 'device' | 'search' | 'unknown' | 'none';

export interface WindowsPath {
  /** Resolved, with the stream: `C:\Users\Public\a.txt:evil.exe`. */
  readonly path: string;
  /** The same without the stream. */
  readonly file: string;
  readonly kind: PathKind;
  /** Alternate data stream; null for the file itself. */
  readonly stream: string | null;
  /** For a bare name: every place in the order of the search; otherwise just `file`. */
  readonly places: readonly string[];
}

/** Is the text a path for Win32 (CreateProcess, LoadLibrary) or for the kernel (MmLoadSystemImage)? */
export type PathUse = 'service' | 'driver';

/**
 * Resolves one path, variables already expanded. "Naming Files, Paths, and Namespaces" and "File path formats on
 * Windows systems" (Microsoft Learn) name the prefixes; the driver forms are those of the DDI documentation
 * ("Object names": \SystemRoot, \??, \DosDevices).
 */
export function resolvePath(text: string, use: PathUse, env: WindowsEnvironment): WindowsPath {
  const written = text.replaceAll('/', '\\');
  const { rest, literal } = withoutPrefix(written);
  const head = rest.slice(0, 24).toLowerCase();
  if (rest === '') return single('', '', 'none', null);
  if (isDrive(rest)) return onDrive(rest, literal, use, env);
  if (head.startsWith('\\systemroot\\')) return file(env.systemRoot + rest.slice(11), literal);
  if (head === '\\systemroot') return file(env.systemRoot, literal);
  if (head.startsWith('\\device\\bootdevice\\')) {
    return file(env.systemDrive + rest.slice('\\device\\bootdevice'.length), literal);
  }
  if (head.startsWith('\\device\\mup\\')) return unc(`\\\\${rest.slice(12)}`);
  if (head.startsWith('\\device\\') || head.startsWith('\\arcname\\')) return device(rest);
  if (rest.startsWith('\\\\')) return unc(rest);
  if (literal) return onVolume(rest, env) ?? device(written);
  if (rest.startsWith('\\')) return file(env.systemDrive + rest, false);
  if (VARIABLE_FIRST.test(rest)) return unknown(rest);
  if (SCHEME.test(head)) return unknown(text);
  if (rest.includes('\\')) return file(`${env.systemRoot}\\${rest}`, false);
  return bare(rest, use, env);
}

/** A variable without a value where the path begins: it may mean any folder. */
const VARIABLE_FIRST = /^[^\\%]{0,255}%[^\\%]{1,255}%/;
const SCHEME = /^[a-z][a-z0-9+.-]+:\\\\/;
const LITERAL_PREFIX = /^(?:\\\\[?.]\\|\\\?\?\\|\\dosdevices\\|\\global\?\?\\)/i;

/** `\\?\`, `\\.\`, `\??\` and their kin mean the object manager's `\GLOBAL??`; what follows is taken literally. */
function withoutPrefix(text: string): { rest: string; literal: boolean } {
  const prefix = text.startsWith('\\') ? LITERAL_PREFIX.exec(text) : null;
  if (prefix === null) return { rest: text, literal: false };
  const rest = text.slice(prefix[0].length);
  const literal = true;
  const head = rest.slice(0, 20).toLowerCase();
  if (head.startsWith('unc\\')) return { rest: `\\\\${rest.slice(4)}`, literal };
  if (head.startsWith('global\\')) return { rest: rest.slice(7), literal };
  if (head.startsWith('globalroot\\')) return { rest: rest.slice(10), literal };
  if (head.startsWith('systemroot\\')) return { rest: `\\${rest}`, literal };
  if (head.startsWith('bootpartition\\')) return { rest: `\\device\\bootdevice${rest.slice(13)}`, literal };
  return { rest, literal };
}

function isDrive(text: string): boolean {
  const letter = text.charCodeAt(0) | 0x20;
  return text.charCodeAt(1) === 0x3a && letter >= 0x61 && letter <= 0x7a;
}

function onDrive(text: string, literal: boolean, use: PathUse, env: WindowsEnvironment): WindowsPath {
  const drive = text.slice(0, 2);
  if (text[2] === '\\' || text.length === 2) return file(text, literal);
  // `C:name` is relative to the drive's current folder, which for services.exe is System32.
  const same = drive.toLowerCase() === env.systemDrive.toLowerCase();
  if (use === 'service' && same) return file(`${env.systemRoot}\\System32\\${text.slice(2)}`, false);
  return file(`${drive}\\${text.slice(2)}`, literal);
}

/** `\\?\Volume{GUID}\…` where the hive says which drive letter that volume has. */
function onVolume(text: string, env: WindowsEnvironment): WindowsPath | null {
  const end = text.indexOf('\\');
  const drive = end === -1 ? undefined : env.volumes.get(text.slice(0, end).toLowerCase());
  return drive === undefined ? null : file(drive + text.slice(end), true);
}

/**
 * The kernel looks for a bare name in the system root only. CreateProcess and LoadLibrary go through the folder of
 * services.exe (System32), the system folders and %Path% (Microsoft Learn, CreateProcessW, lpCommandLine).
 */
function bare(name: string, use: PathUse, env: WindowsEnvironment): WindowsPath {
  if (use === 'driver') return file(`${env.systemRoot}\\${name}`, false);
  const first = file(`${env.systemRoot}\\System32\\${name}`, false);
  const tail = first.file.slice(env.systemRoot.length + '\\System32'.length);
  const known = env.searchPath ?? DEFAULT_PATH.map((folder) => env.systemRoot + folder);
  const places = [`${env.systemRoot}\\System`, env.systemRoot, ...known].map((folder) => folder + tail);
  return { ...first, kind: 'search', places: [...new Set([first.file, ...places])] };
}

const DEFAULT_PATH = ['\\System32\\Wbem', '\\System32\\WindowsPowerShell\\v1.0'];

function file(text: string, literal: boolean): WindowsPath {
  const { base, stream } = splitStream(text);
  const clean = literal ? base : canonical(base);
  return single(stream === null ? clean : `${clean}:${stream}`, clean, 'drive', stream);
}

function unc(text: string): WindowsPath {
  const { base, stream } = splitStream(text);
  const clean = `\\${canonical(base.slice(1))}`;
  return single(stream === null ? clean : `${clean}:${stream}`, clean, 'unc', stream);
}

function device(text: string): WindowsPath {
  const { base, stream } = splitStream(text);
  return single(stream === null ? base : `${base}:${stream}`, base, 'device', stream);
}

function unknown(text: string): WindowsPath {
  return single(text, text, 'unknown', null);
}

function single(path: string, base: string, kind: PathKind, stream: string | null): WindowsPath {
  return { path, file: base, kind, stream, places: [base] };
}

/**
 * `file:stream:$DATA` ([MS-FSCC] 2.1.5): the first colon behind the last separator, but never the drive's. The
 * default stream (`file::$DATA`) is the file itself.
 */
function splitStream(text: string): { base: string; stream: string | null } {
  const colon = text.indexOf(':', Math.max(text.lastIndexOf('\\') + 1, 2));
  if (colon === -1) return { base: text, stream: null };
  const stream = text.slice(colon + 1);
  const type = stream.indexOf(':');
  const name = type === -1 ? stream : stream.slice(0, type);
  return { base: text.slice(0, colon), stream: name === '' ? null : name };
}

/** `.`, `..`, doubled separators, one dot behind a folder, and dots and spaces at the end, as Win32 removes them ("Path normalization"). */
function canonical(text: string): string {
  if (!NEEDS_WORK.test(text)) return text;
  const parts: string[] = [];
  for (const part of text.split('\\')) {
    if (part === '.' || (part === '' && parts.length > 0)) continue;
    if (part === '..') {
      if (parts.length > 1) parts.pop();
    } else {
      parts.push(withoutDot(part));
    }
  }
  const last = parts.length - 1;
  if (last > 0) parts[last] = withoutTail(parts[last] ?? '');
  return parts.join('\\');
}

const NEEDS_WORK = /\\\\|\\\.|\.\\|[. ]$/;

/** One dot at the end of a component goes; several, and spaces, go only at the end of the path. */
function withoutDot(part: string): string {
  return part.endsWith('.') && !part.endsWith('..') ? part.slice(0, -1) : part;
}

function withoutTail(name: string): string {
  let end = name.length;
  while (end > 0 && (name[end - 1] === '.' || name[end - 1] === ' ')) end -= 1;
  return name.slice(0, end);
}

/** Last component in lower case, without a stream. */
export function baseName(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1).toLowerCase();
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(0, colon);
}
