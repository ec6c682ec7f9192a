import { append } from '../../shared/append.ts';
import { MAX_BARE_DEPTH, MAX_WRAPPER_FOLDERS } from '../../shared/limits.ts';
import type { DirectoryEntry, Evidence } from '../evidence/evidence.ts';
import { holdsJobs, jobFolder } from './recognise-bare-jobs.ts';
import { unitFolder } from './recognise-bare-units.ts';
import type { Root } from './root.ts';

type Folder = Root['folders'][number];

/**
 * Folders of units or of launchd jobs without the system around them: the target itself or folders in it that are named as on their
 * system (`LaunchDaemons`, `systemd`, `system` with units). Each is listed with the path that it stands for.
 */
export function bareFolders(evidence: Evidence): Root | null {
  const units: Folder[] = [];
  const jobs: Folder[] = [];
  let folders = [''];
  let looked = 0;
  for (let depth = 0; depth <= MAX_BARE_DEPTH && folders.length > 0; depth++) {
    const next: string[] = [];
    for (const path of folders) {
      if (++looked > MAX_WRAPPER_FOLDERS) break;
      const listing = evidence.list(path === '' ? '/' : path);
      if (!listing.ok) continue;
      const job = jobFolder(evidence.target, path, listing.value);
      const unit = job === null ? unitFolder(evidence.target, path, listing.value, depth) : null;
      if (job !== null) jobs.push({ path: path === '' ? '/' : path, standsFor: job });
      else if (unit !== null) units.push({ path: path === '' ? '/' : path, standsFor: unit });
      else append(next, subfolders(path, listing.value));
    }
    folders = next;
  }
  if (jobs.length === 0 && units.length === 0) {
    const standsFor = holdsJobs(evidence);
    if (standsFor !== null) jobs.push({ path: '/', standsFor });
  }
  if (jobs.length === 0 && units.length === 0) return null;
  const isMac = jobs.length >= units.length;
  const chosen = isMac ? jobs : units;
  const others = isMac ? units : jobs;
  const limit = looked > MAX_WRAPPER_FOLDERS ? `; only ${MAX_WRAPPER_FOLDERS} folders were searched` : '';
  const named = chosen.map(({ path, standsFor }) => `${path} for ${standsFor}`).join(', ');
  const rest =
    others.length === 0
      ? ''
      : `; of ${isMac ? 'Linux' : 'macOS'} and not examined: ${others.map(({ path }) => path).join(', ')}`;
  return {
    layout: isMac ? 'macos-jobs' : 'linux-units',
    platform: isMac ? 'macos' : 'linux',
    base: '',
    configFolder: null,
    systemFolder: null,
    folders: chosen,
    filesComplete: false,
    reason: `${isMac ? 'Folders of launchd jobs' : 'Folders of units'} only: ${named}; there are no programs to look at${rest}${limit}`,
  };
}

/** Folders to look into; links of a collection lead elsewhere and are not followed. */
function subfolders(path: string, entries: readonly DirectoryEntry[]): string[] {
  return entries.filter(({ kind }) => kind === 'directory').map(({ name }) => `${path}/${name}`);
}
