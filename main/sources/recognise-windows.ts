import type { Evidence } from '../evidence/evidence.ts';
import { foldName } from '../evidence/fold-name.ts';
import type { Root } from './root.ts';
import { findHiveFile } from './windows/hive-files.ts';

const SYSTEM_FOLDERS = new Set(['WINDOWS', 'WINNT']);
const CONFIG = ['System32', 'config'];
const PROGRAM = /\.(?:exe|dll|sys)$/i;
/** Some of these are in every running Windows; a collector takes them at most by chance. */
const CORE_PROGRAMS = new Set(['NTOSKRNL.EXE', 'SERVICES.EXE', 'SVCHOST.EXE', 'SMSS.EXE', 'LSASS.EXE']);
/** Folders below a target that collectors put hives into. */
const HIVE_FOLDERS = ['', 'config', 'Registry', 'hives', 'System32/config'];

/** A Windows system folder with hives directly below `base` ('' is the top of the evidence). */
export function windowsBelow(evidence: Evidence, base: string): Root | null {
  const listing = evidence.list(base === '' ? '/' : base);
  if (!listing.ok) return null;
  for (const { name, kind } of listing.value) {
    if ((kind !== 'directory' && kind !== 'link') || !SYSTEM_FOLDERS.has(foldName(name))) continue;
    const config = evidence.lookup([base, name, ...CONFIG].join('/'), { ignoreCase: true });
    if (config.state !== 'directory') continue;
    const hives = hiveNames(evidence, config.path);
    if (hives.length === 0) continue;
    const complete = holdsPrograms(evidence, `${base}/${name}/System32`, base === '');
    const where = base === '' ? 'the root' : base;
    return {
      layout: complete ? 'windows-volume' : 'windows-collection',
      platform: 'windows',
      base,
      configFolder: config.path,
      systemFolder: name,
      folders: [],
      filesComplete: complete,
      reason: complete
        ? `Windows volume: ${where} holds ${name} with ${hives.join(' and ')} and its programs`
        : `Collected Windows files: ${where} holds ${name} with ${hives.join(' and ')} but not the programs of a volume, so a file that is absent is not called missing`,
    };
  }
  return null;
}

/** SYSTEM or SOFTWARE as bare files in the evidence's top folder or in one of the folders that collectors use. */
export function bareHives(evidence: Evidence): Root | null {
  for (const name of HIVE_FOLDERS) {
    const folder = evidence.lookup(`/${name}`, { ignoreCase: true });
    if (folder.state !== 'directory') continue;
    const hives = hiveNames(evidence, folder.path);
    if (hives.length === 0) continue;
    return {
      layout: 'windows-hives',
      platform: 'windows',
      base: '',
      configFolder: folder.path,
      systemFolder: null,
      folders: [],
      filesComplete: false,
      reason: `Registry hives only: ${hives.join(' and ')} in ${folder.path}; there are no programs to look at`,
    };
  }
  return null;
}

/** What may be read: hives, or where there are none the copies that Windows kept of them. */
function hiveNames(evidence: Evidence, folder: string): string[] {
  const own = namesIn(evidence, folder);
  if (own.length > 0) return own;
  const regBack = evidence.lookup(`${folder}/RegBack`, { ignoreCase: true });
  return regBack.state === 'directory'
    ? namesIn(evidence, regBack.path).map((name) => `RegBack/${name}`)
    : [];
}

function namesIn(evidence: Evidence, folder: string): string[] {
  return ['SYSTEM', 'SOFTWARE'].filter((name) => findHiveFile(evidence, folder, name) !== null);
}

/**
 * Is this a volume with its files? At the top of the evidence any program in System32 or System32\drivers says so; below a
 * wrapper folder, where collectors put what they took, it needs a core program, lest absence is taken for a fact.
 */
function holdsPrograms(evidence: Evidence, system32: string, anyProgram: boolean): boolean {
  for (const folder of [system32, `${system32}/drivers`]) {
    const found = evidence.lookup(folder, { ignoreCase: true });
    if (found.state !== 'directory') continue;
    const listing = evidence.list(found.path);
    if (!listing.ok) continue;
    for (const { name, kind } of listing.value) {
      if (kind === 'directory') continue;
      if (anyProgram ? PROGRAM.test(name) : CORE_PROGRAMS.has(foldName(name))) return true;
    }
  }
  return false;
}
