import { MAX_DIAGNOSTICS_PER_FILE, MAX_LAUNCHD_JOBS } from '../../../shared/limits.ts';
import type { Diagnostic } from '../../../shared/model/diagnostic.ts';
import type { DirectoryEntry, Evidence, Lookup } from '../../evidence/evidence.ts';
import { isPlistDict, type PlistDict } from '../../formats/plist/plist-value.ts';
import type { JobFile } from './job-file.ts';
import type { JobFolder } from './job-folder.ts';
import { launchdDiagnostic } from './launchd-diagnostic.ts';
import { spelledKey } from './launchd-keys.ts';
import { readPlist } from './read-plist.ts';
import { canonicalPath } from './volume-paths.ts';

/** What has been read so far: the files, and the paths that must not be read again by another way to them. */
export interface ReadState {
  readonly files: JobFile[];
  readonly seen: Set<string>;
  folders: number;
  unreadable: number;
}

/** Reads one folder of jobs into `state`. A file that two ways lead to (firmlink, linked folder) is read once. */
export function* readFolder(evidence: Evidence, folder: JobFolder, state: ReadState): Generator<Diagnostic> {
  const found = lookupFolder(evidence, folder.path);
  if (found.state === 'missing') return;
  const listing = found.state === 'directory' ? evidence.list(found.path) : null;
  if (found.state !== 'directory' || listing?.ok !== true) {
    state.unreadable += 1;
    const reason =
      'reason' in found ? found.reason : listing?.ok === false ? listing.error.reason : 'not a folder';
    yield launchdDiagnostic('error', 'launchd-folder-unreadable', folder.path, reason);
    return;
  }
  state.folders += 1;
  let problems = 0;
  for (const entry of listing.value) {
    const path = `${found.path === '/' ? '' : found.path}/${entry.name}`;
    const key = canonicalPath(path);
    if (state.seen.has(key)) continue;
    state.seen.add(key);
    if (state.seen.size > MAX_LAUNCHD_JOBS) {
      const what = `more than ${MAX_LAUNCHD_JOBS} files of jobs; the rest was not read`;
      yield launchdDiagnostic('error', 'launchd-too-many-jobs', found.path, what);
      return;
    }
    for (const problem of readEntry(evidence, { ...folder, path: found.path }, entry, path, state))
      if (++problems <= MAX_DIAGNOSTICS_PER_FILE) yield problem;
  }
  const more = problems - MAX_DIAGNOSTICS_PER_FILE;
  if (more > 0)
    yield launchdDiagnostic(
      'warning',
      'launchd-more',
      found.path,
      `${more} more files with problems like these`,
    );
}

/** Most volumes of macOS take names in any case, so that `launchagents` is the folder if there is no other. */
function lookupFolder(evidence: Evidence, path: string): Lookup {
  const found = evidence.lookup(path);
  return found.state === 'missing' ? evidence.lookup(path, { ignoreCase: true }) : found;
}

function* readEntry(
  evidence: Evidence,
  folder: JobFolder,
  { name, kind }: DirectoryEntry,
  path: string,
  state: ReadState,
): Generator<Diagnostic> {
  if (kind === 'directory') {
    yield launchdDiagnostic('info', 'launchd-not-a-job', path, 'a folder; launchd does not look into it');
    return;
  }
  const found = evidence.lookup(path);
  const base = { path, name, folder };
  if (found.state !== 'file') {
    state.unreadable += 1;
    const reason =
      'reason' in found ? found.reason : found.state === 'missing' ? 'leads nowhere' : 'leads to a folder';
    // Of a link that leads nowhere or to a folder, and of what is no file, nothing was left unread.
    const isGap = found.state === 'unreadable' || found.state === 'outside-root';
    yield launchdDiagnostic(
      isGap ? 'error' : 'warning',
      'plist-unreadable',
      path,
      kind === 'link' ? `a link: ${reason}` : reason,
    );
    state.files.push({ ...base, target: null, modified: null, format: null, dict: null });
    return;
  }
  // The system links to jobs in its cryptexes, which are searched too: one job. Elsewhere a link is a job of its own.
  if (kind === 'link' && folder.location === 'system' && found.path.includes('/Cryptexes/'))
    state.seen.add(canonicalPath(found.path));
  const isNamed = /\.plist$/i.test(name);
  const { plist, diagnostics } = readPlist(evidence, found.path, path);
  const dict = plist !== null && isPlistDict(plist.value) ? plist.value : null;
  if (!isNamed && (dict === null || !isJob(dict))) {
    if (plist === null && diagnostics.some(({ code }) => code === 'plist-unreadable')) yield* diagnostics;
    else
      yield launchdDiagnostic(
        'info',
        'launchd-not-a-job',
        path,
        'neither named nor written as a property list of a job',
      );
    return;
  }
  yield* diagnostics;
  if (dict === null) {
    state.unreadable += 1;
    if (plist !== null)
      yield launchdDiagnostic(
        'warning',
        'launchd-no-dictionary',
        path,
        'a property list without a dictionary at its top',
      );
  }
  if (plist?.format === 'json' || plist?.format === 'openstep')
    yield launchdDiagnostic(
      'info',
      'launchd-format',
      path,
      `written as ${plist.format}; launchd.plist(5) speaks of XML, and launchd also loads binary property lists`,
    );
  const { modified } = found.stat;
  state.files.push({ ...base, target: found.path, modified, format: plist?.format ?? null, dict });
}

/** Does it say what launchd needs to know of a job, in any case of letters? */
export function isJob(dict: PlistDict): boolean {
  return (
    spelledKey(dict, 'Label') !== null ||
    spelledKey(dict, 'Program') !== null ||
    spelledKey(dict, 'ProgramArguments') !== null ||
    spelledKey(dict, 'BundleProgram') !== null
  );
}
