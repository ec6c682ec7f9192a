import { MAX_ACCOUNT_FILE } from '../../../shared/limits.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { ParseError } from '../../formats/parse-error.ts';
import { decodePlist } from '../../formats/plist/decode-plist.ts';
import { isPlistDict, type PlistDict } from '../../formats/plist/plist-value.ts';
import { readAccounts } from '../unix/accounts.ts';
import { texts } from './dictionary.ts';

const USERS = '/private/var/db/dslocal/nodes/Default/users';
/** What macOS derives of a user id for accounts without an identifier of their own (membership.h, mbr_uid_to_uuid). */
const DERIVED = /^FFFFEEEE-DDDD-CCCC-BBBB-AAAA([0-9A-F]{8})$/;
/** User id -2, "nobody": what belongs to no account. */
const NOBODY = 0xffff_fffe;

/**
 * Names of accounts by the identifiers that macOS has for them; the identifier itself where none is listed, null for what belongs
 * to nobody.
 */
export function userNames(evidence: Evidence): (identifier: string | null) => string | null {
  const known = generatedIdentifiers(evidence);
  const accounts = readAccounts(evidence);
  return (identifier) => {
    if (identifier === null) return null;
    const upper = identifier.toUpperCase();
    const derived = DERIVED.exec(upper)?.[1];
    if (derived === undefined) return known.get(upper) ?? identifier;
    const uid = Number.parseInt(derived, 16);
    return uid === NOBODY ? null : (accounts.userName(uid) ?? identifier);
  };
}

function generatedIdentifiers(evidence: Evidence): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const folder = evidence.lookup(USERS);
  const listing = folder.state === 'directory' ? evidence.list(folder.path) : null;
  if (folder.state !== 'directory' || listing?.ok !== true) return names;
  for (const { name, kind } of listing.value) {
    if (kind !== 'file' || !name.endsWith('.plist')) continue;
    const dict = account(evidence, `${folder.path}/${name}`);
    const user = dict === null ? undefined : texts(dict, 'name')[0];
    if (dict !== null)
      for (const identifier of texts(dict, 'generateduid'))
        names.set(identifier.toUpperCase(), user ?? name.slice(0, -'.plist'.length));
  }
  return names;
}

function account(evidence: Evidence, path: string): PlistDict | null {
  const bytes = evidence.read(path, MAX_ACCOUNT_FILE);
  if (!bytes.ok) return null;
  try {
    const { value } = decodePlist(bytes.value);
    return isPlistDict(value) ? value : null;
  } catch (error) {
    if (error instanceof ParseError) return null;
    throw error;
  }
}
