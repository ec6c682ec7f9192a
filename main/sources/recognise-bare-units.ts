import type { DirectoryEntry } from '../evidence/evidence.ts';

/** Types of units that start something by themselves; a folder of `.target` or `.mount` files alone is no find. */
const UNIT_FILE = /.\.(?:service|timer|socket|path)$/;
/** Folders of a system that hold `systemd` (systemd.unit(5), "Unit File Load Path"), the longest first. */
const ABOVE = /(?:^|\/)(usr\/local\/lib|usr\/lib|lib|etc|run)\/systemd$/;
const HOME = /(?:^|\/)((?:home\/[^/]+|root)\/(?:\.config|\.local\/share))\/systemd$/;

/**
 * What a bare folder of units stands for; null when it is none. `target`: what the user named, whose last parts may tell
 * (`…/usr/lib/systemd`); `path`: below it, '' for itself; `depth`: how far below.
 */
export function unitFolder(
  target: string,
  path: string,
  entries: readonly DirectoryEntry[],
  depth: number,
): string | null {
  const whole = `${target.replaceAll('\\', '/').replace(/\/+$/, '')}${path}`;
  const name = whole.split('/').pop() ?? '';
  const holdsUnits = entries.some((entry) => entry.kind !== 'directory' && UNIT_FILE.test(entry.name));
  const folders = entries.filter(({ kind }) => kind === 'directory').map((entry) => entry.name);
  if (/^systemd$/i.test(name)) {
    if (folders.includes('system') || folders.includes('user')) return systemdFolder(whole);
    return holdsUnits ? `${systemdFolder(whole)}/system` : null;
  }
  if (!holdsUnits) return null;
  const parent = whole.slice(0, -(name.length + 1));
  if (name === 'system' || name === 'user') return `${systemdFolder(parent)}/${name}`;
  // Deeper down a stray unit is more likely part of a program's sources than of a system.
  return depth <= 1 ? '/etc/systemd/system' : null;
}

/** The system's own path of a folder named `systemd`, as far as the folders above tell. */
function systemdFolder(path: string): string {
  const known = ABOVE.exec(path)?.[1] ?? HOME.exec(path)?.[1];
  return known === undefined ? '/etc/systemd' : `/${known}/systemd`;
}
