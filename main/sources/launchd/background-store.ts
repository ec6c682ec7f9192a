import { MAX_BACKGROUND_ITEMS } from '../../../shared/limits.ts';
import type { Diagnostic } from '../../../shared/model/diagnostic.ts';
import { ParseError } from '../../formats/parse-error.ts';
import { unarchiveKeyed } from '../../formats/plist/keyed-archive.ts';
import type { ArchivedObject, ArchivedValue } from '../../formats/plist/keyed-value.ts';
import type { PlistValue } from '../../formats/plist/plist-value.ts';
import { launchdDiagnostic } from './launchd-diagnostic.ts';

/** One item as archived, with the user identifier that it is listed under; null in the stores before macOS 13. */
export interface StoredItem {
  readonly user: string | null;
  readonly fields: ReadonlyMap<string, ArchivedValue>;
}

/** Versions that have been seen: 2 before macOS 13, then the number in the file's name. */
const KNOWN_VERSIONS = { first: 2, last: 16 };

/**
 * The items of a store: `BackgroundItems-vN.btm` holds an NSKeyedArchiver archive of `version` and `store`, a Storage with
 * `itemsByUserIdentifier`; `backgrounditems.btm` of macOS 10.13 to 12 one of `root`, with `backgroundItems.allContainers`, each with
 * `internalItems`. There is no public specification: names are those in the files. A store of another version is read as far as
 * it has the same names.
 */
export function* storedItems(value: PlistValue, path: string): Generator<Diagnostic, StoredItem[]> {
  let roots: ReadonlyMap<string, ArchivedValue>;
  try {
    roots = unarchiveKeyed(value);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    yield launchdDiagnostic('warning', 'btm-malformed', path, error.message);
    return [];
  }
  const root = fieldsOf(roots.get('root'));
  const version = numberOf(roots.get('version') ?? root?.get('version'));
  if (version !== null && (version < KNOWN_VERSIONS.first || version > KNOWN_VERSIONS.last)) {
    const what = `version ${version} of the store is not known; what has the known names was read`;
    yield launchdDiagnostic('warning', 'btm-unknown-version', path, what);
  }
  const items = modernItems(fieldsOf(roots.get('store'))) ?? legacyItems(root);
  if (items === null) {
    yield launchdDiagnostic(
      'warning',
      'btm-unknown-version',
      path,
      'neither itemsByUserIdentifier nor backgroundItems',
    );
    return [];
  }
  if (items.length > MAX_BACKGROUND_ITEMS) {
    const what = `${items.length} background items; only the first ${MAX_BACKGROUND_ITEMS} were read`;
    yield launchdDiagnostic('error', 'btm-too-many-items', path, what);
  }
  return items.slice(0, MAX_BACKGROUND_ITEMS);
}

type Fields = ReadonlyMap<string, ArchivedValue>;

function modernItems(store: Fields | null): StoredItem[] | null {
  const byUser = fieldsOf(store?.get('itemsByUserIdentifier'));
  if (byUser === null) return null;
  const items: StoredItem[] = [];
  for (const [user, list] of byUser)
    for (const item of membersOf(list)) {
      const fields = fieldsOf(item);
      if (fields !== null) items.push({ user, fields });
    }
  return items;
}

function legacyItems(root: Fields | null): StoredItem[] | null {
  const containers = fieldsOf(root?.get('backgroundItems'))?.get('allContainers');
  if (containers === undefined) return null;
  const items: StoredItem[] = [];
  for (const container of membersOf(containers)) {
    const outer = fieldsOf(container);
    const inner = membersOf(outer?.get('internalItems')).flatMap((item) => fieldsOf(item) ?? []);
    for (const fields of inner) items.push({ user: null, fields });
    if (inner.length === 0 && outer?.has('bookmark') === true) items.push({ user: null, fields: outer });
  }
  return items;
}

/** A dictionary, or the fields of an object. */
export function fieldsOf(value: ArchivedValue | undefined): Fields | null {
  if (value instanceof Map) return value;
  return isObject(value) ? value.fields : null;
}

/** Members of a list or set; of an NSHashTable those in `$1`, `$2` …, behind its options. */
function membersOf(value: ArchivedValue | undefined): readonly ArchivedValue[] {
  if (Array.isArray(value)) return value;
  if (value instanceof Map || value === null || typeof value !== 'object' || !('kind' in value)) return [];
  if (value.kind === 'set') return value.values;
  if (value.kind !== 'object') return [];
  return [...value.fields].flatMap(([name, member]) => (/^\$[1-9]\d*$/.test(name) ? [member] : []));
}

function isObject(value: ArchivedValue | undefined): value is ArchivedObject {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'object';
}

export function numberOf(value: ArchivedValue | undefined): number | null {
  return typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : null;
}
