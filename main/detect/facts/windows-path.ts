/** Where Windows itself lies. Everything else is told from it or has a fixed name. */
export interface WindowsEnvironment {
  /** `C:\Windows`, without a trailing backslash. */
  readonly systemRoot: string;
  /** Names of the host itself, so that a share on it counts as loopback. */
  readonly hostNames?: readonly string[];
}

export const DEFAULT_ENVIRONMENT: WindowsEnvironment = { systemRoot: 'C:\\Windows' };

/** What service values may name, with `@` for the drive of Windows; `%systemroot%` and `%windir%` come from the environment. */
const VARIABLES: ReadonlyMap<string, string> = new Map([
  ['systemdrive', '@:'],
  ['programfiles', '@:\\program files'],
  ['programw6432', '@:\\program files'],
  ['programfiles(x86)', '@:\\program files (x86)'],
  ['commonprogramfiles', '@:\\program files\\common files'],
  ['commonprogramw6432', '@:\\program files\\common files'],
  ['commonprogramfiles(x86)', '@:\\program files (x86)\\common files'],
  ['programdata', '@:\\programdata'],
  ['allusersprofile', '@:\\programdata'],
  ['public', '@:\\users\\public'],
  ['userprofile', '@:\\users\\user'],
  ['appdata', '@:\\users\\user\\appdata\\roaming'],
  ['localappdata', '@:\\users\\user\\appdata\\local'],
]);

function variable(name: string, systemRoot: string, drive: string): string | undefined {
  if (name === 'systemroot' || name === 'windir') return systemRoot;
  if (name === 'comspec') return `${systemRoot}\\system32\\cmd.exe`;
  if (name === 'temp' || name === 'tmp') return `${systemRoot}\\temp`;
  return VARIABLES.get(name)?.replace('@', drive);
}

/** Drive letter of Windows in lower case. */
export function systemDrive(environment: WindowsEnvironment): string {
  return environment.systemRoot.charAt(0).toLowerCase();
}

/**
 * One spelling for one file: lower case, backslashes, no quotes, variables and `\SystemRoot\` expanded, no `\??\`,
 * relative paths of drivers (`System32\…`) placed under Windows. Not resolved against a file system.
 */
export function canonicalPath(raw: string, environment: WindowsEnvironment = DEFAULT_ENVIRONMENT): string {
  // Several facts ask for the same path, and most services share the path of svchost.exe.
  if (lastRoot !== environment.systemRoot || cache.size > MAX_CACHED) cache.clear();
  lastRoot = environment.systemRoot;
  let path = cache.get(raw);
  if (path === undefined) {
    path = canonical(raw, environment);
    cache.set(raw, path);
  }
  return path;
}

const MAX_CACHED = 4_096;
const cache = new Map<string, string>();
let lastRoot = '';

/** Names of the object manager that mean a volume, whichever it is. */
const OBJECT_NAME = /^\\(?:device|arcname)\\/;

function canonical(raw: string, environment: WindowsEnvironment): string {
  const root = environment.systemRoot.toLowerCase().replaceAll('/', '\\').replace(/\\+$/, '');
  const drive = root.charAt(0);
  let path = raw.trim().toLowerCase().replaceAll('/', '\\').replaceAll('"', '');
  if (path.includes('%')) {
    path = path.replace(/%([^%\\]{1,64})%/g, (whole, name: string) => variable(name, root, drive) ?? whole);
  }
  if (path.startsWith('\\??\\volume{')) path = `\\\\?\\${path.slice(4)}`;
  else if (path.startsWith('\\??\\')) path = path.slice(4);
  else if (/^\\\\\?\\(?:[a-z]:|unc\\)/.test(path)) path = path.slice(4);
  if (path.startsWith('unc\\')) path = `\\\\${path.slice(4)}`;
  if (path.startsWith('\\systemroot\\')) path = `${root}\\${path.slice(12)}`;
  else if (/^\\?(system32|syswow64|sysnative|winsxs)\\/.test(path))
    path = `${root}\\${path.replace(/^\\/, '')}`;
  if (path.startsWith('\\') && !path.startsWith('\\\\') && !OBJECT_NAME.test(path)) path = `${drive}:${path}`;
  const unc = path.startsWith('\\\\') ? '\\' : '';
  return unc + path.replace(/\\{2,}/g, '\\');
}

/** The part after the last separator. */
export function fileName(path: string): string {
  const cut = Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/'));
  return path.slice(cut + 1);
}

/** Extension in lower case with its dot, empty without one; a stream's name is not part of it. */
export function extensionOf(path: string): string {
  const name = fileName(path).toLowerCase();
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot).trimEnd() : '';
}

/** `svchost` of `svchost.exe`. */
export function stemOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}
