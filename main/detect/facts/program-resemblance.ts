import { coreProgramStems, inboxPrograms } from '../inbox/inbox-programs.ts';
import { directoryClass, isSystemClass } from './directory-class.ts';
import { editDistance } from './edit-distance.ts';
import { withoutConfusables, withoutHomoglyphs } from './folding.ts';
import {
  canonicalPath,
  DEFAULT_ENVIRONMENT,
  fileName,
  stemOf,
  systemDrive,
  type WindowsEnvironment,
} from './windows-path.ts';

/** One edit away from a program of Windows and yet honest names. */
const HONEST = new Set(
  'service explore iexplore iexplorer winlogin rundll searchhost content contents shost taskhosts'.split(' '),
);
/** The most imitated first, since `svhost` is one edit from `sihost` too. */
const STEMS = [...new Set(['svchost', 'lsass', 'csrss', 'services', ...coreProgramStems])].map(
  (stem) => [stem, withoutConfusables(stem)] as const,
);
/** Stems shorter than this are too near to too many words for an edit to mean anything. */
const SHORT_STEM = 5;
const DECORATION = /(?:\.exe|\.com|\.scr|_|-| )+$|(?:32|64|x64|_x64|x86|s|1|2|_?svc)$/;

/**
 * The inbox program whose file name this one imitates without being it: `svch0st.exe`, `scvhost.exe`, `lsasss.exe`,
 * `svchost.exe.exe`. The exact name elsewhere is `inboxImageElsewhere`.
 */
export function programResemblance(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (!/\.(?:exe|com|scr|pif)$/.test(lower)) return undefined;
  const written = stemOf(lower);
  if (inboxPrograms().has(lower) || HONEST.has(written)) return undefined;
  const plain = withoutHomoglyphs(written);
  const confused = withoutConfusables(plain);
  for (const [stem, read] of STEMS) {
    if (plain === stem || confused === read) return `${stem}.exe`;
    if (plain.startsWith(stem) && DECORATION.test(plain) && plain.replace(DECORATION, '') === stem)
      return `${stem}.exe`;
    if (stem.length < SHORT_STEM) {
      // `lsasss`, `csrsss`: a letter doubled.
      if (
        plain.length === stem.length + 1 &&
        plain.replace(/(.)\1+$/, '$1') === stem.replace(/(.)\1+$/, '$1')
      ) {
        return `${stem}.exe`;
      }
    } else if (isOneEdit(plain, stem)) return `${stem}.exe`;
  }
  return undefined;
}

/** `vxsvc` is no more `vssvc` than any other service, so names that are mostly `svc` must be spelt alike. */
function isOneEdit(plain: string, stem: string): boolean {
  if (plain.charAt(0) !== stem.charAt(0) || /s(?:vc|rv)$/.test(stem)) return false;
  return editDistance(plain, stem, 1) === 1;
}

/**
 * True for a file that has the name of a program of Windows and lies where Windows has none of that name. Programs
 * other than the core processes may lie in Program Files, since vendors do reuse such names.
 */
export function inboxImageElsewhere(
  path: string | null | undefined,
  environment: WindowsEnvironment = DEFAULT_ENVIRONMENT,
): boolean {
  if (path === null || path === undefined || path === '') return false;
  const full = canonicalPath(path, environment).replace(SOME_VOLUME, `${systemDrive(environment)}:\\`);
  const program = inboxPrograms().get(fileName(full));
  if (program === undefined || !full.includes('\\')) return false;
  const place = directoryClass(full, environment);
  const root = environment.systemRoot.toLowerCase();
  const relative = full.startsWith(`${root}\\`) ? `c:\\windows\\${full.slice(root.length + 1)}` : full;
  if (program.paths.has(relative)) return false;
  if (isSystemClass(place) && (!program.core || isOwnPlace(relative, program.paths))) return false;
  // Defender's platform has a folder for each version.
  if (/^[a-z]:\\programdata\\microsoft\\windows defender\\/.test(full)) return false;
  if (/^[a-z]:\\program files\\windows defender\\/.test(full)) return false;
  return program.core || place !== 'program-files';
}

/** A volume whose letter is not known offline: it may be that of Windows, so only what follows can be judged. */
const SOME_VOLUME =
  /^(?:\\\\[?.]\\globalroot)?\\device\\harddiskvolume\d{1,4}\\|^\\\\[?.]\\volume\{[0-9a-f-]{36}\}\\/;

/** Core processes lie where they lie, in the 32-bit twin of that folder, or in the stores of components. */
function isOwnPlace(path: string, paths: ReadonlySet<string>): boolean {
  if (paths.size === 0 || /^c:\\windows\\(?:winsxs|system32\\(?:dllcache|driverstore))\\/.test(path))
    return true;
  const native = path.replace(/^(c:\\windows\\)(?:syswow64|sysnative|sysarm32)\\/, '$1system32\\');
  return paths.has(native) || path === 'c:\\windows\\syswow64\\explorer.exe';
}
