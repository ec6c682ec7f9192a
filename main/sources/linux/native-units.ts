import type { Evidence } from '../../evidence/evidence.ts';

/** Folders in which systemd finds units that no generator wrote, highest priority first (systemd.unit(5), "Unit File Load Path"). */
const FOLDERS = [
  '/etc/systemd/system.control',
  '/run/systemd/system.control',
  '/run/systemd/transient',
  '/etc/systemd/system',
  '/run/systemd/system',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
];

/** Names of the system's unit files, links and masks included, each with its path of highest priority. */
export function nativeUnits(evidence: Evidence): ReadonlyMap<string, string> {
  const units = new Map<string, string>();
  for (const path of FOLDERS) {
    const folder = evidence.lookup(path);
    const listing = folder.state === 'directory' ? evidence.list(folder.path) : null;
    if (folder.state !== 'directory' || listing?.ok !== true) continue;
    for (const { name, kind } of listing.value) {
      if (kind !== 'directory' && !units.has(name)) units.set(name, `${folder.path}/${name}`);
    }
  }
  return units;
}

/**
 * Unit that systemd makes of an init script: `hwclock.sh` becomes `hwclock.service` (sysv-generator.c, sysv_translate_name), bytes that
 * a unit name may not have become `\\x20` (unit-name.c, do_escape_mangle).
 */
export function unitOfScript(name: string): string {
  const base = name.endsWith('.sh') ? name.slice(0, -3) : name;
  const escaped = base.replaceAll(/[^A-Za-z0-9:_.\\@-]/gu, (character) =>
    Array.from(
      new TextEncoder().encode(character),
      (byte) => `\\x${byte.toString(16).padStart(2, '0')}`,
    ).join(''),
  );
  return `${escaped}.service`;
}
