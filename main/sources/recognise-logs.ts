import { MAX_LOG_DEPTH, MAX_WRAPPER_FOLDERS } from '../../shared/limits.ts';
import type { Platform } from '../../shared/model/common.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Root } from './root.ts';

/** What may follow the name of a text log: rotated by logrotate or newsyslog, and packed. */
const ROTATED = String.raw`(?:[-.]\d{1,14}(?:T\d{6})?(?:\.\d{1,4})?|\.old)?(?:\.(?:gz|xz|bz2|zst|lz4|lzma|Z))?$`;
/** What may stand before it in a folder of logs: the host that it was taken from (`web01_auth.log`). */
const TAKEN_FROM = '^(?:.*[._-])?';

/** Names of log files by the system that writes them, rotated and packed ones included: what cannot be read packed is said later. */
const LOGS: readonly (readonly [Platform, RegExp])[] = [
  ['windows', /\.evtx?(?:\.(?:gz|xz|bz2|zst|zip|7z))?$/i],
  ['linux', /\.journal~?(?:\.(?:gz|xz|bz2|zst|zip|7z))?$/i],
  [
    'linux',
    new RegExp(
      `${TAKEN_FROM}(?:syslog|messages|daemon\\.log|auth\\.log|secure|user\\.log|cron(?:\\.log)?|audit\\.log|dpkg\\.log|yum\\.log|dnf(?:\\.rpm)?\\.log)${ROTATED}`,
      'i',
    ),
  ],
  ['linux', new RegExp(`^history\\.log${ROTATED}`, 'i')],
  ['macos', new RegExp(`${TAKEN_FROM}(?:launchd|system|install)\\.log${ROTATED}`, 'i')],
];

const LAYOUTS = { windows: 'windows-logs', linux: 'linux-logs', macos: 'macos-logs' } as const;

/** A folder with nothing but logs that is known: those of `wanted`, else of the system that most of them belong to are examined. */
export function bareLogs(evidence: Evidence, wanted: Platform | null = null): Root | null {
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
    .sort((a, b) => Number(b === wanted) - Number(a === wanted) || counts[b] - counts[a]);
  if (chosen === undefined) return null;
  const also = others.map((platform) => `${counts[platform]} of ${platform}`).join(' and ');
  const notExamined = others.length === 0 ? {} : { notExamined: `logs, ${also} (choose with --os)` };
  return {
    layout: LAYOUTS[chosen],
    platform: chosen,
    base: '',
    configFolder: null,
    systemFolder: null,
    folders: [],
    filesComplete: false,
    ...notExamined,
    reason: `Logs only: ${counts[chosen]} of ${chosen}; there is no configuration of services to look at${also === '' ? '' : `; also there and not examined: ${also}`}`,
  };
}

/** Is the root a folder of logs, without anything else of its system? */
export function isLogsOnly(root: Root): boolean {
  return root.layout === LAYOUTS[root.platform];
}
