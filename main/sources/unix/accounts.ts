import { append } from '../../../shared/append.ts';
import { MAX_ACCOUNT_FILE } from '../../../shared/limits.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { ParseError } from '../../formats/parse-error.ts';
import {
  type GroupEntry,
  type PasswdEntry,
  parseGroup,
  parsePasswd,
} from '../../formats/passwd/parse-passwd.ts';
import { decodePlist } from '../../formats/plist/decode-plist.ts';
import { isPlistArray, isPlistDict, type PlistValue } from '../../formats/plist/plist-value.ts';

/** Accounts and groups as the examined root itself lists them. */
export interface Accounts {
  readonly users: readonly PasswdEntry[];
  readonly groups: readonly GroupEntry[];
  /** Name of a user id; null when this root does not list it. */
  userName(uid: number): string | null;
  groupName(gid: number): string | null;
}

const known = new WeakMap<Evidence, Accounts>();
const MACOS_USERS = '/private/var/db/dslocal/nodes/Default/users';

/**
 * Reads /etc/passwd and /etc/group, on macOS also the local directory node and the folders of /Users (an image without the
 * node still tells whose home is whose by the folder's owner). Once for each evidence; what is not there is left out.
 */
export function readAccounts(evidence: Evidence): Accounts {
  let accounts = known.get(evidence);
  if (accounts === undefined) {
    const users = passwd(evidence);
    append(users, directoryNode(evidence));
    append(users, homesWithoutAccount(evidence, users));
    accounts = index(users, groups(evidence));
    known.set(evidence, accounts);
  }
  return accounts;
}

function passwd(evidence: Evidence): PasswdEntry[] {
  const found = evidence.lookup('/etc/passwd');
  if (found.state !== 'file') return [];
  const bytes = evidence.read(found.path, MAX_ACCOUNT_FILE);
  return bytes.ok ? parsePasswd(bytes.value) : [];
}

function groups(evidence: Evidence): GroupEntry[] {
  const found = evidence.lookup('/etc/group');
  if (found.state !== 'file') return [];
  const bytes = evidence.read(found.path, MAX_ACCOUNT_FILE);
  return bytes.ok ? parseGroup(bytes.value) : [];
}

/** Local accounts of macOS: one property list each, every value an array. */
function directoryNode(evidence: Evidence): PasswdEntry[] {
  const folder = evidence.lookup(MACOS_USERS);
  const listing = folder.state === 'directory' ? evidence.list(folder.path) : null;
  if (folder.state !== 'directory' || listing?.ok !== true) return [];
  const entries: PasswdEntry[] = [];
  for (const { name, kind } of listing.value) {
    if (kind !== 'file' || !name.endsWith('.plist')) continue;
    const bytes = evidence.read(`${folder.path}/${name}`, MAX_ACCOUNT_FILE);
    const value = bytes.ok ? decoded(bytes.value) : null;
    const first = (key: string): string => firstText(value, key);
    const uid = first('uid');
    if (!/^-?\d+$/.test(uid)) continue;
    entries.push({
      name: first('name') || name.slice(0, -'.plist'.length),
      uid: Number(uid),
      gid: Number(first('gid') || '20'),
      home: first('home'),
      shell: first('shell'),
    });
  }
  return entries;
}

/** null for what is no property list: that account then has no name here, and its file is no artefact of ours. */
function decoded(bytes: Uint8Array): PlistValue | null {
  try {
    return decodePlist(bytes).value;
  } catch (error) {
    if (error instanceof ParseError) return null;
    throw error;
  }
}

function firstText(value: PlistValue | null | undefined, key: string): string {
  if (!isPlistDict(value ?? undefined)) return '';
  const list = (value as ReadonlyMap<string, PlistValue>).get(key);
  const one = isPlistArray(list) ? list[0] : list;
  return typeof one === 'string' ? one : '';
}

function homesWithoutAccount(evidence: Evidence, users: readonly PasswdEntry[]): PasswdEntry[] {
  const homes = new Set(users.map(({ home }) => home));
  const found: PasswdEntry[] = [];
  for (const parent of ['/Users', '/home']) {
    const folder = evidence.lookup(parent);
    const listing = folder.state === 'directory' ? evidence.list(folder.path) : null;
    if (folder.state !== 'directory' || listing?.ok !== true) continue;
    for (const { name, kind } of listing.value) {
      const home = `${parent}/${name}`;
      if (kind !== 'directory' || name === 'Shared' || name === 'lost+found' || name.startsWith('.'))
        continue;
      if (homes.has(home)) continue;
      const stat = evidence.lookup(`${folder.path}/${name}`);
      const ids = stat.state === 'directory' ? stat.stat : null;
      found.push({ name, uid: ids?.uid ?? -1, gid: ids?.gid ?? -1, home, shell: '' });
    }
  }
  return found;
}

function index(users: readonly PasswdEntry[], allGroups: readonly GroupEntry[]): Accounts {
  const byUid = new Map<number, string>();
  for (const { uid, name } of users) if (uid >= 0 && !byUid.has(uid)) byUid.set(uid, name);
  const byGid = new Map<number, string>();
  for (const { gid, name } of allGroups) if (!byGid.has(gid)) byGid.set(gid, name);
  return {
    users,
    groups: allGroups,
    userName: (uid) => byUid.get(uid) ?? (uid === 0 ? 'root' : null),
    groupName: (gid) => byGid.get(gid) ?? null,
  };
}
