import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import type { SourceContext, SourceItem } from '../source.ts';
import { UnixFiles } from '../unix/file-lookup.ts';
import { appBundles, embeddedFolders } from './app-bundles.ts';
import { BackgroundIndex } from './background-index.ts';
import { readBackgroundItems } from './background-items.ts';
import { detailOf } from './detail-of.ts';
import { text } from './dictionary.ts';
import type { JobFile } from './job-file.ts';
import { type Home, homes, jobPlaces } from './job-places.ts';
import { jobRecord } from './job-record.ts';
import { judgeJob, type Surroundings } from './job-verdict.ts';
import type { LaunchdCounts } from './launchd-counts.ts';
import { launchdDiagnostic } from './launchd-diagnostic.ts';
import { type LoginItem, loginItem } from './login-item.ts';
import { loginItemSettings } from './login-item-settings.ts';
import { orphanedItem, startsSomething } from './orphaned-item.ts';
import { readOverrides } from './overrides.ts';
import { orphanedHelpers } from './privileged-helpers.ts';
import { type ReadState, readFolder } from './read-folder.ts';
import { unmatchedOverrides } from './unmatched-overrides.ts';
import { canonicalPath } from './volume-paths.ts';

/** First user id of people's accounts on macOS; the ones below are the system's. */
const FIRST_PERSON = 500;
/** Files with its Label that one job's record names. */
const SHOWN_SAME_LABEL = 64;

/** Everything of launchd in one root; `counts` is filled in. Returns whether any folder of jobs was there. */
export function* collectLaunchd(
  context: SourceContext,
  counts: LaunchdCounts,
): Generator<SourceItem, boolean> {
  const { evidence, root } = context;
  const isBare = root.layout === 'macos-jobs';
  const allHomes = isBare ? [] : homes(evidence);
  const state: ReadState = { files: [], seen: new Set(), folders: 0, unreadable: 0 };
  for (const place of jobPlaces(root, evidence, allHomes)) yield* readFolder(evidence, place, state);
  const loginItems = isBare ? [] : yield* readBundles(context, allHomes, state);
  const overrides = yield* readOverrides(evidence, root);
  const background = yield* readBackgroundItems(evidence, root, allHomes);
  const index = new BackgroundIndex(background.items);
  const around: Surroundings = {
    overrides: overrides.overrides,
    uids: allHomes.flatMap(({ uid }) => (uid !== null && uid >= FIRST_PERSON ? [uid] : [])),
    hasStore: background.stores.length > 0,
  };
  const files = new UnixFiles(evidence, root);
  const records = [
    ...jobRecords(state.files, index, around, files),
    ...loginItems.map((item) => loginItemRecord(item, index, around, files)),
  ];
  for (const record of records) countJob(record, counts);
  const helpers = yield* orphanedHelpers(evidence, root, namedPaths(records), files);
  const orphans = index
    .rest()
    .filter(startsSomething)
    .map((item) => orphanedItem(item, evidence, files));
  yield* withOwnIds([...records, ...helpers, ...orphans]);
  const labels = new Set(records.flatMap(({ launchd }) => launchd?.label ?? []));
  for (const setting of unmatchedOverrides(overrides.overrides, labels)) yield { type: 'setting', setting };
  for (const item of loginItemSettings(evidence, root))
    yield 'type' in item ? item : { type: 'setting', setting: item };
  counts.orphanedHelpers = helpers.length;
  counts.overrides = overrides.entries;
  counts.backgroundItems = background.items.length;
  counts.orphanedItems = orphans.length;
  counts.unreadable = state.unreadable + overrides.unreadable + background.unreadable;
  const others = helpers.length + orphans.length + loginItems.length + overrides.databases;
  return state.folders > 0 || others > 0;
}

/** Jobs inside app bundles go to `state`, login items are returned. */
function* readBundles(
  { evidence }: SourceContext,
  allHomes: readonly Home[],
  state: ReadState,
): Generator<SourceItem, LoginItem[]> {
  const { bundles, truncated } = appBundles(evidence, allHomes);
  if (truncated)
    yield launchdDiagnostic(
      'error',
      'launchd-too-many-bundles',
      '/Applications',
      'too many app bundles; not all were searched',
    );
  const loginItems: LoginItem[] = [];
  for (const bundle of bundles) {
    const embedded = embeddedFolders(evidence, bundle, allHomes);
    for (const folder of embedded.jobs) yield* readFolder(evidence, folder, state);
    for (const { path } of embedded.loginItems) {
      const owner = allHomes.find(({ home }) => path.startsWith(`${home}/`)) ?? null;
      loginItems.push(yield* loginItem(evidence, path, bundle, owner));
    }
  }
  return loginItems;
}

function jobRecords(
  jobs: readonly JobFile[],
  index: BackgroundIndex,
  around: Surroundings,
  files: UnixFiles,
): ServiceRecord[] {
  const pathsOfLabel = new Map<string, string[]>();
  for (const { dict, path } of jobs) {
    const label = dict === null ? null : text(dict, 'Label');
    if (label === null || label === '') continue;
    const paths = pathsOfLabel.get(label);
    if (paths === undefined) pathsOfLabel.set(label, [path]);
    else if (paths.length <= SHOWN_SAME_LABEL) paths.push(path);
  }
  return jobs.map((file) => {
    const own = detailOf(file);
    const items = index.of(file.path, own.label);
    const judged = judgeJob(own, file.folder, items, around);
    const paths = pathsOfLabel.get(own.label ?? '') ?? [];
    const sameLabel = paths.length < 2 ? [] : paths.filter((path) => path !== own.plistPath);
    const detail = sameLabel.length === 0 ? judged.detail : { ...judged.detail, sameLabel };
    return jobRecord(file, detail, judged, files);
  });
}

function loginItemRecord(
  { file, path, identifier, executable, plist }: LoginItem,
  index: BackgroundIndex,
  around: Surroundings,
  files: UnixFiles,
): ServiceRecord {
  const detail = { ...detailOf(file), label: identifier, program: executable, plist };
  const judged = judgeJob(detail, file.folder, index.of(path, null), around);
  const record = jobRecord(file, judged.detail, judged, files);
  const startMode = judged.enabled === false ? 'disabled' : 'auto';
  return { ...record, kind: 'login-item', enabled: judged.enabled, startMode };
}

function countJob({ kind, launchd }: ServiceRecord, counts: LaunchdCounts): void {
  if (kind === 'daemon') counts.daemons += 1;
  else if (kind === 'agent') counts.agents += 1;
  else if (kind === 'login-item') counts.loginItems += 1;
  else counts.other += 1;
  if (launchd?.location === 'embedded') counts.embedded += 1;
}

/** Canonical paths of all that the jobs run, as written and with links followed. */
function namedPaths(records: readonly ServiceRecord[]): ReadonlySet<string> {
  const named = new Set<string>();
  for (const { payloads } of records)
    for (const { path, evidencePath } of payloads) {
      if (path !== '') named.add(canonicalPath(path));
      if (evidencePath !== null) named.add(canonicalPath(evidencePath));
    }
  return named;
}

/** Hostile stores repeat identifiers; a record's id is its own. */
function* withOwnIds(records: readonly ServiceRecord[]): Generator<ServiceRecord> {
  const taken = new Map<string, number>();
  for (const record of records) {
    const times = (taken.get(record.id) ?? 0) + 1;
    taken.set(record.id, times);
    yield times === 1 ? record : { ...record, id: `${record.id}#${times}` };
  }
}
