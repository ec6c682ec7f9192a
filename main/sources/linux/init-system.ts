import type { SourceContext } from '../source.ts';

/** The program that starts this host, as far as /sbin/init tells; `unknown` where the evidence does not hold it. */
export type InitSystem = 'systemd' | 'other' | 'unknown';

const SYSTEMD = ['/usr/lib/systemd/systemd', '/lib/systemd/systemd', '/usr/bin/systemd'];
const UNITS = ['/etc/systemd/system', '/usr/lib/systemd/system', '/lib/systemd/system'];

/**
 * /sbin/init is systemd's program where systemd starts the host (systemd(1), "Files"). Without that file, as in containers and
 * collections, an installed systemd or folders of its units count; without them, a complete root has another init.
 */
export function initSystem({ evidence, root }: Pick<SourceContext, 'evidence' | 'root'>): InitSystem {
  for (const path of ['/sbin/init', '/usr/sbin/init']) {
    const found = evidence.lookup(path);
    if (found.state === 'file') return /\/systemd$/.test(found.path) ? 'systemd' : 'other';
    const link = evidence.readLink(path);
    if (link.ok) return /\/systemd$/.test(link.value) ? 'systemd' : 'other';
  }
  if (SYSTEMD.some((path) => evidence.lookup(path).state === 'file')) return 'systemd';
  if (UNITS.some((path) => evidence.lookup(path).state === 'directory')) return 'systemd';
  return root.filesComplete ? 'other' : 'unknown';
}
