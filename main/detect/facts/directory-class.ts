import { canonicalPath, DEFAULT_ENVIRONMENT, systemDrive, type WindowsEnvironment } from './windows-path.ts';

/** Kinds of folders by who may write there and whether Windows starts services from them (detection.md D.6). */
export const DIRECTORY_CLASSES = [
  'system',
  'windows-root',
  'windows-odd',
  'program-files',
  'driver-store',
  'program-data-root',
  'program-data',
  'drive-root',
  'user-profile',
  'app-data',
  'public',
  'temp',
  'recycle',
  'perflogs',
  'shadow-copy',
  'volume-information',
  'setup-leftover',
  'unc',
  'unc-loopback',
  'device',
  'stream',
  'other-drive',
  'other',
  'none',
] as const;
export type DirectoryClass = (typeof DIRECTORY_CLASSES)[number];

/** Folders of Windows that hold its programs. `ehome`, `pchealth`: XP to 7; `adws`, `idmu`: server roles. */
const SYSTEM_FOLDERS =
  /^(?:system32|syswow64|sysnative|sysarm32|syschpe32|winsxs|system|microsoft\.net|assembly|systemapps|immersivecontrolpanel|ehome|pchealth|adws|idmu)\\/;
/** Folders inside them that hold data, profiles or spool files, never programs; several are writable by everyone. */
const ODD_IN_SYSTEM =
  /^(?:system32|syswow64)\\(?:config|tasks|tasks_migrated|spool\\(?:drivers\\color|printers|servers)|logfiles|catroot2?|winevt|microsoft\\crypto|fxstmp|com\\dmp|sru|wdi|networklist|grouppolicy|ime|inetsrv\\config|wbem\\(?:repository|logs|autorecover|xml)|[0-9a-f]{4}|[a-z]{2}-[a-z]{2})\\/;
/** Folders of Windows that hold data (detection.md D.6). */
const ODD_FOLDERS =
  /^(?:fonts|ime|addins|tasks|debug|tracing|vss|help|security|setup|panther|pla|repair|servicing|sysvol|registration|serviceprofiles|cursors|media|web|schcache|globalization|resources|logs|livekernelreports|minidump|diagnostics|schemas|inf|prefetch|appcompat|apppatch|downloaded program files|offline web pages|performance|policydefinitions|provisioning|rescache|softwaredistribution|l2schemas|branding|boot|diagtrack|cbstemp|csc|modemlogs|waas|elambkup)\\/;
const SETUP_LEFTOVERS =
  /^(?:intel|amd|ati|nvidia|msocache|\$windows\.~bt|\$windows\.~ws|\$winreagent|windows\.old|esd|recovery|\$sysreset|\$getcurrent|\$windows\.~q)\\/;
const XP_PROFILES = /^(?:documents and settings|docume~1)\\([^\\]+)\\(.*)$/;
const PROFILES = /^users\\([^\\]+)\\(.*)$/;

function shareClass(path: string, environment: WindowsEnvironment): DirectoryClass {
  const host = path.slice(2).split('\\', 1)[0] ?? '';
  const own = environment.hostNames?.some((name) => name.toLowerCase() === host) ?? false;
  return own || host === 'localhost' || host.startsWith('127.') || host === '::1' || host.startsWith('0--1.')
    ? 'unc-loopback'
    : 'unc';
}

function inWindows(relative: string): DirectoryClass {
  if (!relative.includes('\\')) return 'windows-root';
  if (/^(?:temp|systemtemp)\\/.test(relative) || /\\appdata\\local\\temp\\/.test(relative)) return 'temp';
  if (/^system32\\driverstore\\filerepository\\/.test(relative)) return 'driver-store';
  if (relative === 'servicing\\trustedinstaller.exe') return 'system';
  if (ODD_IN_SYSTEM.test(relative) || ODD_FOLDERS.test(relative)) return 'windows-odd';
  return SYSTEM_FOLDERS.test(relative) ? 'system' : 'other';
}

function inProgramData(relative: string): DirectoryClass {
  if (!relative.includes('\\')) return 'program-data-root';
  return /^te?mp\\/.test(relative) ? 'temp' : 'program-data';
}

function inProfile(user: string, rest: string): DirectoryClass {
  if (user === 'public') return 'public';
  if (user === 'all users') return inProgramData(rest);
  if (/^appdata\\local\\temp\\/.test(rest)) return 'temp';
  return rest.startsWith('appdata\\') ? 'app-data' : 'user-profile';
}

/** Profiles of Windows 2000, XP and 2003. */
function inXpProfile(user: string, rest: string): DirectoryClass {
  if (/^(?:local settings|locals~1)\\temp\\/.test(rest)) return 'temp';
  const data = /^(?:(?:local settings|locals~1)\\)?(?:application data|applic~1)\\(.*)$/.exec(rest);
  if (user === 'all users' || user === 'alluse~1')
    return data === null ? 'public' : inProgramData(data[1] ?? '');
  return data === null ? 'user-profile' : 'app-data';
}

/** The class of the folder that a file lies in; `none` for a bare file name or nothing. */
export function directoryClass(
  path: string | null | undefined,
  environment: WindowsEnvironment = DEFAULT_ENVIRONMENT,
): DirectoryClass {
  if (path === null || path === undefined || path.trim() === '') return 'none';
  const full = canonicalPath(path, environment);
  if (full.includes('harddiskvolumeshadowcopy')) return 'shadow-copy';
  if (/^\\\\[.?]\\/.test(full) || /^\\(?:device|arcname)\\/.test(full)) return 'device';
  if (full.startsWith('\\\\')) return shareClass(full, environment);
  if (full.indexOf(':', 2) > 0) return 'stream';
  if (!/^[a-z]:\\/.test(full)) return full.includes('\\') ? 'other' : 'none';
  if (/\\(?:\$recycle\.bin|recycler|recycled)\\/.test(full)) return 'recycle';
  if (full.includes('\\system volume information\\')) return 'volume-information';
  const root = `${environment.systemRoot.toLowerCase()}\\`;
  if (full.startsWith(root)) return inWindows(full.slice(root.length));
  if (full.charAt(0) !== systemDrive(environment)) return 'other-drive';
  const relative = full.slice(3);
  if (!relative.includes('\\')) return 'drive-root';
  if (/^(?:windows|winnt)\\/.test(relative)) return inWindows(relative.slice(relative.indexOf('\\') + 1));
  if (/^(?:program files(?: \(x86\)| \(arm\))?|progra~[124])\\/.test(relative)) return 'program-files';
  if (/^(?:programdata|progra~3)\\/.test(relative))
    return inProgramData(relative.slice(relative.indexOf('\\') + 1));
  if (relative.startsWith('perflogs\\')) return 'perflogs';
  if (/^te?mp\\/.test(relative)) return 'temp';
  if (SETUP_LEFTOVERS.test(relative)) return 'setup-leftover';
  const profile = PROFILES.exec(relative);
  if (profile !== null) return inProfile(profile[1] ?? '', profile[2] ?? '');
  const xp = XP_PROFILES.exec(relative);
  return xp === null ? 'other' : inXpProfile(xp[1] ?? '', xp[2] ?? '');
}

/** Folders that only Windows and its installers write to. */
export function isSystemClass(name: DirectoryClass): boolean {
  return name === 'system' || name === 'driver-store';
}
