import type { Diagnostic } from '../../../shared/model/diagnostic.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import type { Root } from '../root.ts';
import type { UnixFiles } from '../unix/file-lookup.ts';
import { bundleInfo } from './bundle-info.ts';
import { detailOf } from './detail-of.ts';
import { filePayload, imageOf } from './file-payload.ts';
import { launchdDiagnostic } from './launchd-diagnostic.ts';
import { canonicalPath, DATA_VOLUME } from './volume-paths.ts';

/** Where SMJobBless puts the programs of the jobs that it makes. */
const FOLDER = '/Library/PrivilegedHelperTools';
const ANY_EXECUTE = 0o111;

/**
 * Programs among the privileged helpers that no job names: left behind when their job went, or lying in wait for one. `named`
 * holds canonical paths of everything that jobs run. A bundle counts as named when something inside it is.
 */
export function* orphanedHelpers(
  evidence: Evidence,
  root: Root,
  named: ReadonlySet<string>,
  files: UnixFiles,
): Generator<Diagnostic, ServiceRecord[]> {
  const records: ServiceRecord[] = [];
  if (root.layout === 'macos-jobs') return records;
  // A collection without the folder of daemons cannot tell which helpers they name.
  if (!root.filesComplete && evidence.lookup('/Library/LaunchDaemons').state !== 'directory') return records;
  const seen = new Set<string>();
  const inside = namedEntries(named);
  for (const place of [FOLDER, `${DATA_VOLUME}${FOLDER}`]) {
    const folder = evidence.lookup(place);
    if (folder.state === 'missing') continue;
    const listing = folder.state === 'directory' ? evidence.list(folder.path) : null;
    if (folder.state !== 'directory' || listing?.ok !== true) {
      const reason = 'reason' in folder ? folder.reason : 'cannot be listed';
      yield launchdDiagnostic('warning', 'launchd-folder-unreadable', place, reason);
      continue;
    }
    for (const { name } of listing.value) {
      const path = `${folder.path}/${name}`;
      const key = canonicalPath(path);
      if (seen.has(key) || inside.has(name)) continue;
      seen.add(key);
      const program = programAt(evidence, path);
      if (program !== null) records.push(helperRecord(program.path, name, program.modified, files));
    }
  }
  return records;
}

/** Names of the folder's entries that a named path is or lies in. */
function namedEntries(named: ReadonlySet<string>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const path of named)
    if (path.startsWith(`${FOLDER}/`)) names.add(path.slice(FOLDER.length + 1).split('/', 1)[0] ?? '');
  return names;
}

/** An executable file (any file where the evidence has no modes), or the program of a bundle. */
function programAt(
  evidence: Evidence,
  path: string,
): { readonly path: string; readonly modified: string | null } | null {
  const found = evidence.lookup(path);
  if (found.state === 'directory') {
    const executable = bundleInfo(evidence, path)?.executable ?? null;
    return executable === null ? null : programAt(evidence, executable);
  }
  if (found.state !== 'file') return null;
  const { mode, modified } = found.stat;
  return mode === null || (mode & ANY_EXECUTE) !== 0 ? { path, modified } : null;
}

function helperRecord(path: string, name: string, modified: string | null, files: UnixFiles): ServiceRecord {
  const folder = {
    path: FOLDER,
    type: 'daemon',
    location: 'privileged-helper',
    user: null,
    uid: null,
    bundle: null,
    loaded: false,
  } as const;
  const detail = detailOf({ path, target: path, name, folder, modified, format: null, dict: null });
  const payloads = [filePayload('image', 'PrivilegedHelperTools', path, files.find(path))];
  return {
    type: 'service',
    id: `macos:privileged-helper:${path}`,
    platform: 'macos',
    kind: 'other',
    name,
    displayName: null,
    description: null,
    command: path,
    image: imageOf(payloads),
    payloads,
    startMode: null,
    enabled: null,
    state: 'configured',
    account: null,
    lastChanged: modified,
    provenance: [{ path, locator: { kind: 'file' }, time: modified }],
    definitions: [],
    launchd: detail,
  };
}
