import { MAX_LOG_DEPTH, MAX_WRAPPER_FOLDERS } from '../../shared/limits.ts';
import type { Platform } from '../../shared/model/common.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Root } from './root.ts';

/** Names of log files by the system that writes them, rotated and compressed ones included. */
const LOGS: readonly (readonly [Platform, RegExp])[] = [
  ['windows', /\.evtx?$/i],
  ['linux', /\.journal~?$/i],
  [
    'linux',
    /^(?:syslog|messages|daemon\.log|auth\.log|secure|audit\.log|dpkg\.log|yum\.log|dnf(?:\.rpm)?\.log|history\.log)(?:[-.]\d+)?(?:\.(?:gz|xz|bz2|zst|lz4))?$/i,
  ],
  ['macos', /^(?:launchd|system|install)\.log(?:\.\d+)?(?:\.(?:gz|bz2))?$/i],
];

const LAYOUTS = { windows: 'windows-logs', linux: 'linux-logs', macos: 'macos-logs' } as const;

/** A folder with nothing but logs that is known: those of the system that most of them belong to are examined. */
export function bareLogs(evidence: Evidence): Root | null {
  const counts: Record<Platform, number> = { windows: 0, linux: 0, macos: 0 };
  let folders = [''];
  let looked = 0;
  for (let depth = 0; depth <= MAX_LOG_DEPTH && folders.length > 0; depth++) {
    const next: string[] = [];
    for (const folder of folders) {
      if (++looked > MAX_WRAPPER_FOLDERS) break;
      const listing = evidence.list(folder === '' ? '/' : folder);
      if (!listing.ok) continue;
      for (const { name, kind } of listing.value) {
        if (kind === 'directory') next.push(`${folder}/${name}`);
        const platform = kind === 'file' ? LOGS.find(([, pattern]) => pattern.test(name))?.[0] : undefined;
        if (platform !== undefined) counts[platform] += 1;
      }
    }
    folders = next;
  }
  const [chosen, ...others] = (['windows', 'linux', 'macos'] as const)
    .filter((platform) => counts[platform] > 0)
    .sort((a, b) => counts[b] - counts[a]);
  if (chosen === undefined) return null;
  const also = others.map((platform) => `${counts[platform]} of ${platform}`).join(' and ');
  return {
    layout: LAYOUTS[chosen],
    platform: chosen,
    base: '',
    configFolder: null,
    systemFolder: null,
    folders: [],
    filesComplete: false,
    reason: `Logs only: ${counts[chosen]} of ${chosen}; there is no configuration of services to look at${also === '' ? '' : `; also there and not examined: ${also}`}`,
  };
}

/** Is the root a folder of logs, without anything else of its system? */
export function isLogsOnly(root: Root): boolean {
  return root.layout === LAYOUTS[root.platform];
}
