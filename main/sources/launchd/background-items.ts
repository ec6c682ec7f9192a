import type { Diagnostic } from '../../../shared/model/diagnostic.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import type { ArchivedValue } from '../../formats/plist/keyed-value.ts';
import { absoluteTimeToIso } from '../../formats/plist/plist-date.ts';
import { plistToJson } from '../../formats/plist/plist-to-json.ts';
import type { Root } from '../root.ts';
import type { BackgroundItem } from './background-item.ts';
import { fieldsOf, numberOf, type StoredItem, storedItems } from './background-store.ts';
import { type BookmarkTarget, bookmarkTarget } from './bookmark-path.ts';
import type { Home } from './job-places.ts';
import { launchdDiagnostic } from './launchd-diagnostic.ts';
import { standingFor } from './overrides.ts';
import { readPlist } from './read-plist.ts';
import { userNames } from './user-names.ts';
import { canonicalPath } from './volume-paths.ts';

export interface BackgroundItemsRead {
  readonly items: BackgroundItem[];
  /** Stores that could be read. */
  readonly stores: string[];
  unreadable: number;
}

const MODERN_FOLDER = '/private/var/db/com.apple.backgroundtaskmanagement';
const MODERN_NAME = /^BackgroundItems-v(\d{1,6})\.btm$/i;
const LEGACY_PATH = 'Library/Application Support/com.apple.backgroundtaskmanagementagent/backgrounditems.btm';
/** As much of one field as a record keeps: signing requirements run to some hundred bytes, bookmarks to thousands. */
const SHOWN_FIELD = 1_024;
/** CFAbsoluteTime fields of an item. */
const TIMES = new Set(['modificationDate', 'executableModificationDate']);

/** Reads the stores of background task management: the newest of macOS 13 and later, and each home's of macOS 10.13 to 12. */
export function* readBackgroundItems(
  evidence: Evidence,
  root: Root,
  homes: readonly Home[],
): Generator<Diagnostic, BackgroundItemsRead> {
  const read: BackgroundItemsRead = { items: [], stores: [], unreadable: 0 };
  const modern = yield* newestStore(evidence, root);
  if (modern !== null) yield* readStore(evidence, modern, userNames(evidence), read);
  const seen = new Set<string>();
  for (const { home, name } of homes) {
    const path = `${home}/${LEGACY_PATH}`;
    if (seen.has(canonicalPath(path)) || evidence.lookup(path).state !== 'file') continue;
    seen.add(canonicalPath(path));
    yield* readStore(evidence, path, () => name, read);
  }
  return read;
}

/** A system that was upgraded keeps the stores of its former versions, which nothing reads any more. */
function* newestStore(evidence: Evidence, root: Root): Generator<Diagnostic, string | null> {
  for (const place of standingFor(root, MODERN_FOLDER)) {
    const folder = evidence.lookup(place);
    const listing = folder.state === 'directory' ? evidence.list(folder.path) : null;
    if (folder.state === 'unreadable' || listing?.ok === false) {
      const reason = folder.state === 'unreadable' ? folder.reason : 'the folder cannot be listed';
      yield launchdDiagnostic('warning', 'btm-unreadable', place, reason);
    }
    if (folder.state !== 'directory' || listing?.ok !== true) continue;
    const stores = listing.value
      .flatMap(({ name }) => {
        const version = MODERN_NAME.exec(name)?.[1];
        return version === undefined ? [] : [{ path: `${folder.path}/${name}`, version: Number(version) }];
      })
      .sort((a, b) => b.version - a.version);
    const [newest, ...older] = stores;
    for (const { path } of older) {
      const what = 'a store of a former macOS version; the newest one beside it was read instead';
      yield launchdDiagnostic('info', 'btm-older-store', path, what);
    }
    if (newest !== undefined) return newest.path;
  }
  return null;
}

function* readStore(
  evidence: Evidence,
  path: string,
  nameOf: (identifier: string | null) => string | null,
  read: BackgroundItemsRead,
): Generator<Diagnostic> {
  const found = evidence.lookup(path);
  const { plist, diagnostics } =
    found.state === 'file' ? readPlist(evidence, found.path) : { plist: null, diagnostics: [] };
  yield* diagnostics;
  if (found.state !== 'file' || plist === null) {
    if (diagnostics.length === 0)
      yield launchdDiagnostic('warning', 'btm-unreadable', path, 'the store is no file');
    read.unreadable += 1;
    return;
  }
  const problems: Diagnostic[] = [];
  const collecting = storedItems(plist.value, found.path);
  let step = collecting.next();
  while (step.done !== true) {
    problems.push(step.value);
    step = collecting.next();
  }
  yield* problems;
  const stored = step.value;
  if (stored.length === 0 && problems.length > 0) {
    read.unreadable += 1;
    return;
  }
  read.stores.push(found.path);
  const places = placesByIdentifier(stored);
  for (const [index, item] of stored.entries()) {
    read.items.push(backgroundItem(item, index, nameOf(item.user), places, found.path, found.stat.modified));
  }
}

function backgroundItem(
  { user: userId, fields }: StoredItem,
  index: number,
  user: string | null,
  places: ReadonlyMap<string, string>,
  store: string,
  storeTime: string | null,
): BackgroundItem {
  const text = (key: string): string | null => textOf(fields.get(key));
  const bookmark = bookmarkOf(fields.get('bookmark'));
  const container = text('container');
  const base = container === null ? null : (places.get(`${userId}\0${container}`) ?? null);
  const url = text('url');
  const identifier = text('identifier');
  const executable = text('executablePath');
  const shown: Record<string, string> = userId === null ? {} : { userIdentifier: userId };
  for (const [key, value] of fields) {
    const one = shownField(key, value);
    if (one !== null) Object.defineProperty(shown, key, { value: one, enumerable: true, configurable: true });
  }
  if (bookmark !== null) shown['bookmarkPath'] = bookmark.path;
  return {
    store,
    storeTime,
    index,
    user,
    identifier,
    label: identifier === null ? null : identifier.replace(/^\d+\./, ''),
    name: text('name') ?? bookmark?.name ?? null,
    developer: text('developerName'),
    teamIdentifier: text('teamIdentifier'),
    type: numberOf(fields.get('type')),
    disposition: numberOf(fields.get('disposition')),
    url,
    path: (url === null ? null : absolutePath(url, base)) ?? bookmark?.path ?? null,
    executable,
    executablePath: executable === null ? null : absolutePath(executable, base),
    bundleIdentifier: text('bundleIdentifier'),
    container,
    fields: shown,
  };
}

/** Paths of items that others may belong to, by user and identifier. */
function placesByIdentifier(items: readonly StoredItem[]): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  for (const { user, fields } of items) {
    const identifier = textOf(fields.get('identifier'));
    const url = textOf(fields.get('url'));
    const path = url === null ? null : absolutePath(url, null);
    if (identifier !== null && path !== null) places.set(`${user}\0${identifier}`, path);
  }
  return places;
}

/** A file URL or path as a path; a relative one begins at `base`, and is null without it. */
function absolutePath(text: string, base: string | null): string | null {
  const isUrl = /^file:/i.test(text);
  const path = isUrl ? decoded(text.replace(/^file:(?:\/\/[^/]*)?/i, '')) : text;
  const trimmed = path.length > 1 ? path.replace(/\/+$/, '') : path;
  if (trimmed.startsWith('/')) return trimmed;
  // The relative URLs of embedded items are percent-encoded too; a path with a stray % is taken as it is.
  return base === null || /^[a-z][a-z0-9+.-]*:/i.test(text) ? null : `${base}/${decoded(trimmed)}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function textOf(value: ArchivedValue | undefined): string | null {
  if (typeof value === 'string') return value;
  if (value === null || typeof value !== 'object' || !('kind' in value)) return null;
  if (value.kind === 'uuid') return value.value;
  if (value.kind !== 'url') return null;
  const base = textOf(value.base);
  return base === null || /^file:/i.test(value.relative)
    ? value.relative
    : `${base.replace(/\/*$/, '/')}${value.relative}`;
}

function bookmarkOf(value: ArchivedValue | undefined): BookmarkTarget | null {
  const data = fieldsOf(value)?.get('data') ?? value;
  const isData = typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'data';
  return isData ? bookmarkTarget(data.bytes) : null;
}

function shownField(key: string, value: ArchivedValue): string | null {
  if (value === null) return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  const seconds = typeof value === 'object' && 'kind' in value && value.kind === 'real' ? value.value : value;
  if (typeof seconds === 'number')
    return (TIMES.has(key) && seconds > 0 ? absoluteTimeToIso(seconds) : null) ?? String(seconds);
  const text = textOf(value) ?? JSON.stringify(plistToJson(value));
  return text.length > SHOWN_FIELD ? `${text.slice(0, SHOWN_FIELD)}…` : text;
}
