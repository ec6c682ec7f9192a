import { MAX_PLIST_SIZE } from '../../shared/limits.ts';
import type { DirectoryEntry, Evidence } from '../evidence/evidence.ts';
import { ParseError } from '../formats/parse-error.ts';
import { decodePlist } from '../formats/plist/decode-plist.ts';
import { isPlistDict } from '../formats/plist/plist-value.ts';

/** Property lists of an unnamed folder that are looked into before it is taken for something else. */
const MAX_TRIED = 64;
const JOB_KEYS = ['Program', 'ProgramArguments', 'BundleProgram', 'MachServices', 'RunAtLoad', 'KeepAlive'];

/**
 * What a folder named `LaunchDaemons` or `LaunchAgents` stands for (launchd.plist(5), launchd(8) "FILES"), or the folder of the
 * override database; null for other names. Folders above tell whose it is: `System`, `Users/NAME`, an app bundle.
 */
export function jobFolder(target: string, path: string, entries: readonly DirectoryEntry[]): string | null {
  const whole = `${target.replaceAll('\\', '/').replace(/\/+$/, '')}${path}`;
  const name = whole.split('/').pop() ?? '';
  if (/^com\.apple\.xpc\.launchd$/i.test(name)) return '/private/var/db/com.apple.xpc.launchd';
  const kind = /^(?:(system|user)[ _.-]?)?launch(daemons|agents)$/i.exec(name);
  if (kind === null || !entries.some((entry) => entry.kind !== 'directory' && isPlist(entry.name)))
    return null;
  const leaf = `Launch${kind[2]?.toLowerCase() === 'daemons' ? 'Daemons' : 'Agents'}`;
  const above = whole.slice(0, -(name.length + 1));
  const bundle = /(?:^|\/)((?:Applications\/(?:[^/]+\/)*)?[^/]+\.app\/Contents\/Library)$/.exec(above)?.[1];
  if (bundle !== undefined) {
    return `/${bundle.startsWith('Applications/') ? '' : 'Applications/'}${bundle}/${leaf}`;
  }
  // The target's own path is the analyst's: there only the exact folders above count; inside the collection a hint is enough.
  const user =
    /(?:^|\/)Users\/([^/]+)\/Library$/i.exec(above)?.[1] ?? /(?:^|\/)Users\/([^/]+)\//i.exec(path)?.[1];
  if (user !== undefined) return `/Users/${user}/Library/${leaf}`;
  if (/(?:^|\/)Library\/Apple\/System\/Library$/i.test(above)) return `/Library/Apple/System/Library/${leaf}`;
  const isSystem =
    kind[1]?.toLowerCase() === 'system' ||
    /(?:^|\/)System\/Library$/i.test(above) ||
    /(?:^|\/)System\//i.test(path);
  return `${isSystem ? '/System' : ''}/Library/${leaf}`;
}

/** What the top of the evidence stands for when it holds property lists of launchd under no name that tells; null for none. */
export function holdsJobs(evidence: Evidence): string | null {
  const listing = evidence.list('/');
  if (!listing.ok) return null;
  const names = listing.value.filter(({ name, kind }) => kind !== 'directory' && isPlist(name));
  const found = names.slice(0, MAX_TRIED).some(({ name }) => isJob(evidence, `/${name}`));
  return found ? `/Library/Launch${/agent/i.test(evidence.target) ? 'Agents' : 'Daemons'}` : null;
}

function isJob(evidence: Evidence, path: string): boolean {
  const file = evidence.lookup(path);
  if (file.state !== 'file') return false;
  const bytes = evidence.read(file.path, MAX_PLIST_SIZE);
  if (!bytes.ok) return false;
  try {
    const { value } = decodePlist(bytes.value);
    if (!isPlistDict(value)) return false;
    return value.has('Label') && JOB_KEYS.some((key) => value.has(key));
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    // Damaged or something else: the source of jobs will say so if the folder is taken.
    return false;
  }
}

function isPlist(name: string): boolean {
  return /.\.plist$/i.test(name);
}
